// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/profiles/erase_dialog.h"

#include "ui/app_context.h"
#include "ui/connections/proof_dialog.h"
#include "ui/core_port.h"
#include "ui/profile_port.h"
#include "ui/profiles/paper_field.h"
#include "ui/text.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/progress_overlay.h"

#include <QCheckBox>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace keystead::ui {

namespace {

QString bullets(const QStringList& lines)
{
    QStringList all;
    for (const QString& line : lines)
        all.append(QStringLiteral("•  ") + line);
    return all.join(QLatin1Char('\n'));
}

QScrollArea* scrolled(QWidget* content, QWidget* parent)
{
    auto* scroll = new QScrollArea(parent);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    content->setProperty("look", QStringLiteral("clear"));
    scroll->setWidget(content);
    return scroll;
}

} // namespace

EraseDialog::EraseDialog(const AppContext& context, const model::Profile& profile, int connections, bool last,
                         QWidget* parent)
    : QDialog(parent), m_context(context), m_profile(profile)
{
    setObjectName(QStringLiteral("eraseDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Erase profile"));
    setMinimumSize(540, 420);
    resize(600, 640);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_stack = new QStackedWidget(this);
    column->addWidget(m_stack);
    buildQuestion(connections, last);
    buildResult();
    m_overlay = new ProgressOverlay(this);
    enable();
    context.core.profileCare().automaticBackups(
        this, [this](base::Result<std::vector<service::AutomaticBackup>> backups) {
            if (!backups || backups->empty())
                return;
            QStringList names;
            for (std::size_t i = 0; i < backups->size() && i < 6; ++i)
                names.append(q((*backups)[i].name, 100));
            if (backups->size() > 6)
                names.append(tr("and %n more", nullptr, static_cast<int>(backups->size() - 6)));
            m_backups->setText(names.join(QLatin1Char('\n')));
            m_backups->show();
        });
}

void EraseDialog::buildQuestion(int connections, bool last)
{
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(10);
    const QString name = q(m_profile.name, 60);
    column->addWidget(makeLabel(tr("Erase “%1” for good?").arg(name), "title", true));
    auto* content = new QWidget;
    auto* body = new QVBoxLayout(content);
    body->setContentsMargins(0, 0, 8, 0);
    body->setSpacing(8);
    body->addWidget(makeLabel(tr("This is destroyed and cannot be brought back"), "heading", true));
    QStringList destroyed{tr("the key of the profile, and with it every secret in it"),
                          tr("its %n connections, and its OAuth clients", nullptr, connections),
                          tr("what the audit trail says of them; their places in the chain stay, empty")};
    if (last)
        destroyed.append(tr("it is the only profile: an empty one called “Personal” takes its place"));
    body->addWidget(makeLabel(bullets(destroyed), "", true));
    body->addWidget(makeLabel(tr("These automatic backups are rewritten without it"), "heading", true));
    m_backups = makeLabel(tr("All in the vault's folder."), "muted", true);
    body->addWidget(m_backups);
    body->addWidget(makeLabel(tr("This is not reached"), "heading", true));
    body->addWidget(makeLabel(bullets({tr("backups that you exported to files of your own: delete them yourself"),
                                       tr("tokens at the services: end them first where they should stop working"),
                                       tr("files that programs made with these credentials")}),
                              "", true));
    m_certificate = new QCheckBox(tr("Write a certificate of the erasure"), content);
    m_certificate->setAccessibleName(m_certificate->text());
    m_certificate->setChecked(true);
    body->addWidget(m_certificate);
    m_paper = new PaperField(tr("Certificate"),
                             QStringLiteral("keystead-erasure-%1")
                                 .arg(toLocal(m_context.clock.now()).toString(QStringLiteral("yyyy-MM-dd-HHmm"))),
                             content);
    body->addWidget(m_paper);
    body->addStretch(1);
    column->addWidget(scrolled(content, page), 1);
    m_message = new Banner(m_context, page);
    column->addWidget(m_message);
    auto* label = makeLabel(tr("Type the name of the profile to confirm: %1").arg(name), "heading", true);
    m_name = new QLineEdit(page);
    m_name->setAccessibleName(tr("Name of the profile, to confirm"));
    label->setBuddy(m_name);
    column->addWidget(label);
    column->addWidget(m_name);
    auto* row = new QHBoxLayout;
    auto* cancel = makeButton(tr("Cancel"));
    m_erase = makeButton(tr("Erase for good…"), "danger");
    m_erase->setObjectName(QStringLiteral("eraseConfirm"));
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(m_erase);
    column->addLayout(row);
    m_stack->addWidget(page);
    connect(m_certificate, &QCheckBox::toggled, m_paper, &QWidget::setVisible);
    connect(m_name, &QLineEdit::textChanged, this, &EraseDialog::enable);
    // Return goes on from the name, once it is right; asked once more there. No other field has a default.
    connect(m_name, &QLineEdit::returnPressed, m_erase, &QPushButton::click);
    connect(cancel, &QPushButton::clicked, this, &EraseDialog::reject);
    connect(m_erase, &QPushButton::clicked, this, &EraseDialog::ask);
    m_name->setFocus();
}

void EraseDialog::buildResult()
{
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(12);
    m_done = new Banner(m_context, page);
    column->addWidget(m_done);
    auto* content = new QWidget;
    auto* body = new QVBoxLayout(content);
    body->setContentsMargins(0, 0, 8, 0);
    m_result = makeLabel({}, "", true);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_result->setAccessibleName(tr("What was erased"));
    body->addWidget(m_result);
    body->addStretch(1);
    column->addWidget(scrolled(content, page), 1);
    auto* close = makeButton(tr("Close"), "primary");
    column->addWidget(close, 0, Qt::AlignRight);
    m_stack->addWidget(page);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
}

void EraseDialog::enable()
{
    // What the core compares: letter by letter.
    m_erase->setEnabled(!m_running && m_name->text().toStdString() == m_profile.name);
}

void EraseDialog::ask()
{
    if (m_certificate->isChecked() && !m_paper->validate())
        return;
    ProofDialog::ask(
        m_context, this, tr("“%1” and everything in it is destroyed.").arg(q(m_profile.name, 60)), tr("Erase for good"),
        [this](service::Proof proof) { run(std::move(proof)); }, ProofDialog::Weight::Final);
}

void EraseDialog::run(service::Proof proof)
{
    service::EraseProfile request;
    request.profile = m_profile.name;
    request.typedName = m_name->text().toStdString();
    if (m_certificate->isChecked())
        request.certificate = m_paper->path().toStdString();
    m_running = true;
    m_message->clear();
    enable();
    m_overlay->start(tr("Erasing, and rewriting the vault and its backups…"));
    m_context.core.profileCare().eraseProfile(
        this, std::move(request), std::move(proof), [this](base::Result<service::ErasedProfile> result) {
            m_running = false;
            m_overlay->finish();
            enable();
            if (result) {
                showResult(*result);
                return;
            }
            const Sentence sentence = describe(result.error());
            m_message->show(QStringLiteral("danger"), QStringLiteral("alert"), sentence.what, sentence.hint);
        });
}

void EraseDialog::showResult(const service::ErasedProfile& erased)
{
    const QString name = q(m_profile.name, 60);
    const bool all = erased.notReached.empty();
    m_done->show(all ? QStringLiteral("ok") : QStringLiteral("warn"),
                 all ? QStringLiteral("circle-check") : QStringLiteral("alert"), tr("“%1” was erased").arg(name),
                 tr("Record %1 of the audit trail says so, without personal data.").arg(erased.sequence));
    QStringList lines{tr("Connections: %1").arg(erased.connections), tr("OAuth clients: %1").arg(erased.clients),
                      tr("Sealed secrets: %1").arg(erased.seals), tr("Records of the trail: %1").arg(erased.records)};
    const auto list = [&lines](const QString& title, const QStringList& entries) {
        if (!entries.isEmpty())
            lines.append(QLatin1Char('\n') + title + QLatin1Char('\n') + bullets(entries));
    };
    QStringList rewritten, left, exported, papers;
    for (const std::string& backup : erased.backupsRewritten)
        rewritten.append(q(backup, 200));
    for (const auto& [backup, why] : erased.notReached)
        left.append(q(backup, 200) + QStringLiteral(": ") + q(why, 200));
    for (const auto& [file, at] : erased.exported)
        exported.append(tr("%1, made on %2").arg(q(file, 300), dateTimeText(at)));
    for (const std::string& paper : erased.certificates)
        papers.append(q(paper, 300));
    list(tr("Automatic backups that were rewritten without it"), rewritten);
    list(tr("Automatic backups that could not be rewritten: delete them yourself"), left);
    list(tr("Backups that you exported, and that still hold it"), exported);
    list(tr("Certificate"), papers);
    m_result->setText(lines.join(QLatin1Char('\n')));
    m_stack->setCurrentIndex(1);
    Q_EMIT this->erased(name);
}

QString EraseDialog::resultText() const
{
    return m_result->text();
}

// It cannot be taken back, so the end of it is waited for.
void EraseDialog::closeEvent(QCloseEvent* event)
{
    if (m_running && event->spontaneous())
        event->ignore();
    else
        QDialog::closeEvent(event);
}

void EraseDialog::reject()
{
    if (!m_running)
        QDialog::reject();
}

} // namespace keystead::ui
