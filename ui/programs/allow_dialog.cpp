// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/programs/allow_dialog.h"

#include "core/model/credential.h"
#include "ui/access_port.h"
#include "ui/app_context.h"
#include "ui/connections/detail_sections.h"
#include "ui/connections/proof_dialog.h"
#include "ui/core_port.h"
#include "ui/text.h"
#include "ui/widgets/file_line.h"
#include "ui/widgets/inline_error.h"
#include "ui/widgets/labels.h"

#include <algorithm>
#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QLineEdit>
#include <QVBoxLayout>

namespace keystead::ui {

using model::GrantTerm;

namespace {

struct TermChoice
{
    GrantTerm term;
    int hours; // term Until
};
constexpr TermChoice terms[] = {{GrantTerm::Always, 0}, {GrantTerm::Login, 0}, {GrantTerm::Until, 24 * 30},
                                {GrantTerm::Until, 8},  {GrantTerm::Until, 1}, {GrantTerm::Once, 0}};

QCheckBox* makeBox(const QString& text, QVBoxLayout* column)
{
    auto* box = new QCheckBox(text);
    box->setAccessibleName(text);
    column->addWidget(box);
    return box;
}

QLabel* makeHelp(const QString& text)
{
    auto* label = makeLabel(text, "caption", true);
    label->setIndent(26);
    return label;
}

} // namespace

AllowDialog::AllowDialog(const AppContext& context, const std::vector<model::Connection>& connections, QWidget* parent)
    : FormDialog(tr("Allow a program"), 560, parent), m_context(context)
{
    setObjectName(QStringLiteral("allowDialog"));
    body()->addWidget(makeLabel(tr("Program"), "section"));
    m_program = new FileLine(FileLine::Purpose::Open, tr("A program or a script"), {}, this);
    body()->addWidget(m_program);
    body()->addWidget(makeLabel(tr("It is known by its path and by what its file holds. When the file changes, you are "
                                   "asked again."),
                                "caption", true));
    body()->addWidget(makeLabel(tr("Connection"), "section"));
    m_connection = new QComboBox(this);
    m_connection->setAccessibleName(tr("Connection"));
    for (const model::Connection& c : connections) {
        m_kinds[c.id.text] = c.kind;
        const QString name = q(c.name, 100);
        m_connection->addItem(c.account.empty() ? name : name + QStringLiteral(" · ") + q(c.account, 60),
                              QString::fromStdString(c.id.text));
    }
    m_connection->model()->sort(0);
    m_connection->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_connection->setMinimumContentsLength(24);
    body()->addWidget(m_connection);
    addRights();
    body()->addWidget(makeLabel(tr("For how long"), "section"));
    m_term = new QComboBox(this);
    m_term->setAccessibleName(tr("For how long"));
    m_term->addItems({tr("Always"), tr("Until I log out"), tr("For 30 days"), tr("For 8 hours"), tr("For an hour"),
                      tr("Only once")});
    body()->addWidget(m_term);
    body()->addWidget(makeLabel(tr("Why"), "section"));
    m_reason = new QLineEdit(this);
    m_reason->setAccessibleName(tr("Why you allow it; may stay empty"));
    m_reason->setPlaceholderText(tr("For your own records (may stay empty)"));
    m_reason->setMaxLength(200);
    body()->addWidget(m_reason);
    m_error = new InlineError(this);
    foot()->addWidget(m_error);
    setGo(tr("Allow…"));
    connect(goButton(), &QPushButton::clicked, this, &AllowDialog::go);
    connect(m_connection, &QComboBox::currentIndexChanged, this, &AllowDialog::loadFields);
    connect(m_program, &FileLine::changed, m_error, &InlineError::clearError);
    m_connection->setCurrentIndex(connections.empty() ? -1 : 0);
    loadFields();
    showLimits();
    m_program->setFocus();
}

void AllowDialog::addRights()
{
    body()->addWidget(makeLabel(tr("What it may do"), "section"));
    QVBoxLayout* column = nullptr;
    body()->addWidget(makePart(column, this));
    column->setSpacing(0);
    m_request = makeBox(tr("Have requests made"), column);
    column->addWidget(makeHelp(tr("Keystead adds the credential. The program never sees it. The safer way.")));
    m_request->setChecked(true);
    addLimits();
    column->addWidget(m_limits);
    m_token = makeBox(tr("Read the token"), column);
    column->addWidget(makeHelp(tr("The program can keep it and pass it on.")));
    QWidget* host = makePart(m_fields, this);
    m_fields->setSpacing(0);
    column->addWidget(host);
    for (QCheckBox* box : {m_request, m_token}) {
        connect(box, &QCheckBox::toggled, this, &AllowDialog::showLimits);
        connect(box, &QCheckBox::toggled, this, [this] { m_error->clearError(); });
    }
}

void AllowDialog::addLimits()
{
    QVBoxLayout* column = nullptr;
    m_limits = makePart(column, this);
    column->setContentsMargins(26, 0, 0, 6);
    column->setSpacing(4);
    m_readOnly = makeBox(tr("Only reading (GET and HEAD)"), column);
    m_paths = new QLineEdit(m_limits);
    m_paths->setAccessibleName(tr("Only paths that begin with"));
    m_paths->setPlaceholderText(tr("Only paths that begin with, such as /repos/ (may stay empty)"));
    column->addWidget(m_paths);
}

void AllowDialog::showLimits()
{
    m_limits->setVisible(m_request->isChecked());
    fitHeight();
}

// The secrets beside the main one, which "the token" stands for.
void AllowDialog::loadFields()
{
    clearLayout(m_fields);
    m_fieldBoxes.clear();
    const std::string id = s(m_connection->currentData().toString());
    const auto kind = m_kinds.find(id);
    if (kind == m_kinds.end())
        return;
    const std::string main{model::mainField(kind->second)};
    m_context.core.secretFieldNames(
        this, base::ConnectionId{id}, [this, id, main](base::Result<std::vector<std::string>> names) {
            if (!names || s(m_connection->currentData().toString()) != id)
                return;
            clearLayout(m_fields);
            m_fieldBoxes.clear();
            for (const std::string& name : *names) {
                if (name != main)
                    m_fieldBoxes[name] = makeBox(tr("Read “%1”").arg(fieldName(name)), m_fields);
            }
            fitHeight();
        });
}

void AllowDialog::setConnection(const base::ConnectionId& id)
{
    const int at = m_connection->findData(QString::fromStdString(id.text));
    if (at >= 0)
        m_connection->setCurrentIndex(at);
}

void AllowDialog::setProgram(const QString& path)
{
    m_program->setFile(path);
    m_request->setFocus();
}

service::AddGrant AllowDialog::request() const
{
    service::AddGrant grant;
    grant.program = s(m_program->file());
    grant.connection = s(m_connection->currentData().toString());
    grant.token = m_token->isChecked();
    for (const auto& [name, box] : m_fieldBoxes) {
        if (box->isChecked())
            grant.fields.push_back(name);
    }
    if (m_request->isChecked()) {
        model::RequestLimits limits;
        if (m_readOnly->isChecked())
            limits.methods = {"GET", "HEAD"};
        for (const QString& path : m_paths->text().split(QLatin1Char(' '), Qt::SkipEmptyParts))
            limits.pathPrefixes.push_back(s(path));
        grant.request = std::move(limits);
    }
    const TermChoice& term = terms[std::clamp(m_term->currentIndex(), 0, static_cast<int>(std::size(terms)) - 1)];
    grant.term = term.term;
    if (term.term == GrantTerm::Until)
        grant.lifetime = std::chrono::hours{term.hours};
    grant.reason = s(m_reason->text().trimmed());
    return grant;
}

bool AllowDialog::check()
{
    const service::AddGrant grant = request();
    if (grant.program.empty() || !QFileInfo(m_program->file()).isFile()) {
        m_program->setWrong(true);
        m_error->setError(tr("There is no such file."), tr("Choose the program or the script that shall have access."));
        m_program->setFocus();
    } else if (grant.connection.empty()) {
        m_error->setError(tr("Choose a connection."));
        m_connection->setFocus();
    } else if (!grant.token && grant.fields.empty() && !grant.request) {
        m_error->setError(tr("Tick at least one thing that it may do."));
        m_request->setFocus();
    } else {
        return true;
    }
    fitHeight();
    return false;
}

void AllowDialog::go()
{
    m_error->clearError();
    if (!check())
        return;
    const QString name = QFileInfo(m_program->file()).fileName();
    ProofDialog::ask(m_context, this, tr("“%1” gets access to “%2”.").arg(q(s(name), 100), m_connection->currentText()),
                     tr("Allow"), [this](service::Proof proof) {
                         startWork(tr("Reading the program…"));
                         m_context.core.access().addGrant(this, request(), std::move(proof),
                                                          [this](base::Result<model::Grant> grant) {
                                                              endWork();
                                                              if (!grant) {
                                                                  const Sentence sentence = describe(grant.error());
                                                                  m_error->setError(sentence.what, sentence.hint);
                                                                  fitHeight();
                                                                  return;
                                                              }
                                                              accept();
                                                              Q_EMIT allowed(*grant);
                                                          });
                     });
}

} // namespace keystead::ui
