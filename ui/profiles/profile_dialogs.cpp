// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/profiles/profile_dialogs.h"

#include "ui/app_context.h"
#include "ui/connections/catalog.h"
#include "ui/connections/proof_dialog.h"
#include "ui/core_port.h"
#include "ui/profile_port.h"
#include "ui/profiles/paper_field.h"
#include "ui/signin/form_field.h"
#include "ui/text.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/progress_overlay.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QListWidget>
#include <QVBoxLayout>

namespace keystead::ui {

namespace {

QVBoxLayout* columnOf(QDialog* dialog, const QString& title, int width)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setMinimumWidth(width);
    auto* column = new QVBoxLayout(dialog);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(12);
    column->addWidget(makeLabel(title, "title", true));
    return column;
}

void addButtons(QVBoxLayout* column, QPushButton* close, QPushButton* go)
{
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(close);
    row->addWidget(go);
    go->setDefault(true);
    column->addSpacing(4);
    column->addLayout(row);
}

// A safe piece of a file name.
QString stemOf(const QString& name)
{
    QString stem;
    for (const QChar c : name.toLower())
        stem.append(c.isLetterOrNumber() ? c : QLatin1Char('-'));
    return stem;
}

} // namespace

NewProfileDialog::NewProfileDialog(const AppContext& context, QWidget* parent) : QDialog(parent), m_context(context)
{
    setObjectName(QStringLiteral("newProfileDialog"));
    QVBoxLayout* column = columnOf(this, tr("New profile"), 440);
    column->addWidget(
        makeLabel(tr("A profile has a key of its own: what is in it cannot be opened with another's. It can "
                     "be exported and erased as a whole."),
                  "muted", true));
    m_name = new FormField(
        context, {.path = "name", .label = tr("Name"), .help = tr("For example a person or a client.")}, this);
    column->addWidget(m_name);
    auto* cancel = makeButton(tr("Cancel"));
    m_create = makeButton(tr("Create"), "primary");
    addButtons(column, cancel, m_create);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_create, &QPushButton::clicked, this, &NewProfileDialog::create);
    m_name->setFocus();
}

void NewProfileDialog::create()
{
    const QString name = m_name->text();
    if (name.isEmpty()) {
        m_name->setError(tr("The profile has no name."), tr("Give it one."));
        return;
    }
    m_create->setEnabled(false);
    m_context.core.addProfile(this, s(name), [this](base::Result<model::Profile> profile) {
        m_create->setEnabled(true);
        if (!profile) {
            const Sentence sentence = describe(profile.error());
            m_name->setError(sentence.what, sentence.hint);
            return;
        }
        accept();
        Q_EMIT created(q(profile->name, 60));
    });
}

MoveDialog::MoveDialog(const AppContext& context, const Catalog& catalog, std::vector<model::Connection> connections,
                       QWidget* parent)
    : QDialog(parent), m_context(context), m_connections(std::move(connections))
{
    setObjectName(QStringLiteral("moveDialog"));
    const bool one = m_connections.size() == 1;
    QVBoxLayout* column = columnOf(
        this, one ? tr("Move “%1” to another profile").arg(q(m_connections.front().name, 100)) : tr("Move connections"),
        480);
    column->addWidget(makeLabel(
        tr("What moves is sealed anew under the other profile's key. Names, access and history stay."), "muted", true));
    auto* label = makeLabel(tr("To the profile"), "heading");
    m_target = new QComboBox(this);
    m_target->setAccessibleName(label->text());
    for (const model::Profile& profile : catalog.profiles()) {
        if (m_connections.empty() || profile.id != m_connections.front().profile)
            m_target->addItem(q(profile.name, 60), QString::fromStdString(profile.name));
    }
    label->setBuddy(m_target);
    column->addWidget(label);
    column->addWidget(m_target);
    m_list = new QListWidget(this);
    m_list->setAccessibleName(tr("Connections to move"));
    for (const model::Connection& connection : m_connections) {
        auto* item = new QListWidgetItem(q(connection.name, 100), m_list);
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        item->setCheckState(one ? Qt::Checked : Qt::Unchecked);
    }
    m_list->setVisible(!one);
    column->addWidget(m_list, 1);
    m_message = new Banner(context, this);
    column->addWidget(m_message);
    auto* cancel = makeButton(tr("Cancel"));
    m_move = makeButton(tr("Move"), "primary");
    m_move->setObjectName(QStringLiteral("moveConfirm"));
    addButtons(column, cancel, m_move);
    m_overlay = new ProgressOverlay(this);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_move, &QPushButton::clicked, this, &MoveDialog::start);
    connect(m_list, &QListWidget::itemChanged, this, &MoveDialog::enable);
    if (m_target->count() == 0)
        m_message->show(QStringLiteral("info"), QStringLiteral("info"), tr("There is no other profile"),
                        tr("Create one on the page Profiles first."));
    enable();
}

void MoveDialog::enable()
{
    bool any = false;
    for (int row = 0; row < m_list->count(); ++row)
        any = any || m_list->item(row)->checkState() == Qt::Checked;
    m_move->setEnabled(any && m_target->count() > 0);
}

void MoveDialog::start()
{
    m_queue.clear();
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->checkState() == Qt::Checked)
            m_queue.push_back(static_cast<std::size_t>(row));
    }
    m_at = 0;
    m_moved = 0;
    m_stopped = false;
    m_problems.clear();
    m_message->clear();
    m_overlay->start(tr("Moving…"), [this] { m_stopped = true; });
    next();
}

void MoveDialog::next()
{
    if (m_stopped || m_at >= m_queue.size()) {
        finish();
        return;
    }
    m_overlay->setProgress(static_cast<qint64>(m_at), static_cast<qint64>(m_queue.size()));
    const model::Connection& connection = m_connections[m_queue[m_at]];
    m_context.core.profileCare().moveToProfile(
        this, connection.id, m_target->currentData().toString().toStdString(),
        [this, name = q(connection.name, 100)](base::Result<model::Connection> result) {
            if (result) {
                ++m_moved;
                m_list->item(static_cast<int>(m_queue[m_at]))->setCheckState(Qt::Unchecked);
            } else {
                // Here the code means only this.
                const bool refreshing = result.error().code == base::ErrorCode::IllegalState;
                m_problems.append(
                    tr("%1: %2").arg(name, refreshing ? tr("its token is being refreshed; try again in a moment.")
                                                      : oneLine(result.error())));
            }
            ++m_at;
            next();
        });
}

void MoveDialog::finish()
{
    m_overlay->finish();
    if (m_moved > 0)
        Q_EMIT moved(m_moved, m_target->currentText());
    if (m_problems.isEmpty()) {
        accept();
        return;
    }
    m_message->show(QStringLiteral("danger"), QStringLiteral("alert"),
                    tr("%n connections stay where they are", nullptr, static_cast<int>(m_problems.size())),
                    m_problems.mid(0, 5).join(QLatin1Char('\n')));
    enable();
}

SubjectExportDialog::SubjectExportDialog(const AppContext& context, const model::Profile& profile, QWidget* parent)
    : QDialog(parent), m_context(context), m_profile(profile)
{
    setObjectName(QStringLiteral("subjectExportDialog"));
    QVBoxLayout* column = columnOf(this, tr("Export all that is stored on “%1”").arg(q(profile.name, 60)), 520);
    column->addWidget(
        makeLabel(tr("Connections, accounts, OAuth clients, times and every record of the audit trail. The "
                     "secrets themselves are not in it, only which there are."),
                  "muted", true));
    m_paper =
        new PaperField(tr("Files"),
                       QStringLiteral("keystead-%1-%2")
                           .arg(stemOf(q(profile.name, 40)), toLocal(context.clock.now()).date().toString(Qt::ISODate)),
                       this);
    column->addWidget(m_paper);
    m_message = new Banner(context, this);
    column->addWidget(m_message);
    m_close = makeButton(tr("Cancel"));
    m_export = makeButton(tr("Export…"), "primary");
    m_export->setObjectName(QStringLiteral("subjectExport"));
    addButtons(column, m_close, m_export);
    m_overlay = new ProgressOverlay(this);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_export, &QPushButton::clicked, this, &SubjectExportDialog::ask);
}

void SubjectExportDialog::ask()
{
    if (!m_paper->validate())
        return;
    ProofDialog::ask(
        m_context, this,
        tr("All that is stored on “%1”, except the secrets, is written to files that anybody who gets them "
           "can read.")
            .arg(q(m_profile.name, 60)),
        tr("Export"), [this](service::Proof proof) { run(std::move(proof)); });
}

void SubjectExportDialog::run(service::Proof proof)
{
    m_message->clear();
    m_overlay->start(tr("Writing the export…"));
    m_context.core.profileCare().exportProfile(
        this, {m_profile.name, m_paper->path().toStdString()}, std::move(proof),
        [this](base::Result<service::ExportedProfile> result) {
            m_overlay->finish();
            if (!result) {
                const Sentence sentence = describe(result.error());
                m_message->show(QStringLiteral("danger"), QStringLiteral("alert"), sentence.what, sentence.hint);
                return;
            }
            QStringList files;
            for (const std::string& file : result->files)
                files.append(q(file, 300));
            m_close->setText(tr("Close"));
            m_message->show(
                QStringLiteral("ok"), QStringLiteral("circle-check"),
                tr("%1 connections and %2 records were written").arg(result->connections).arg(result->records),
                files.join(QLatin1Char('\n')));
        });
}

} // namespace keystead::ui
