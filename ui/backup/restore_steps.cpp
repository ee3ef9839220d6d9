// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/backup/restore_steps.h"

#include "ui/app_context.h"
#include "ui/backup/backup_text.h"
#include "ui/connections/detail_sections.h"
#include "ui/core_port.h"
#include "ui/text.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/chips.h"
#include "ui/widgets/labels.h"

#include <QDir>
#include <QHBoxLayout>
#include <QTimer>
#include <QVBoxLayout>

namespace keystead::ui {

namespace {

constexpr std::size_t mostNames = 12;

QString folderOf(const AppContext& context)
{
    return q(context.core.lastStatus().folder.string());
}

QVBoxLayout* columnOf(QWidget* part)
{
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    return column;
}

} // namespace

PreviewPart::PreviewPart(const AppContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_column(columnOf(this))
{
}

void PreviewPart::setPreview(const service::RestorePreview& preview)
{
    clearLayout(m_column);
    m_column->addWidget(
        makeLabel(tr("Backup of %1 with %n connections", nullptr, static_cast<int>(preview.backup.connections))
                      .arg(dateTimeText(preview.backup.madeAt)),
                  "heading", true));
    m_column->addWidget(makeLabel(
        tr("%1, Keystead %2").arg(backupReason(preview.backup.reason), q(preview.backup.program, 30)), "caption"));
    addVault(preview);
    const backup::Comparison& changes = preview.changes;
    addNames(tr("%n connections come back", nullptr, static_cast<int>(changes.added.size())), changes.added, "ok");
    addNames(tr("%n connections go", nullptr, static_cast<int>(changes.removed.size())), changes.removed, "danger");
    addNames(tr("%n connections change back", nullptr, static_cast<int>(changes.changed.size())), changes.changed,
             "warn");
    if (changes.same > 0)
        m_column->addWidget(
            makeLabel(tr("%n connections stay as they are.", nullptr, static_cast<int>(changes.same)), "", true));
    addTrail(changes);
    if (!changes.families.empty())
        m_column->addWidget(makeLabel(
            tr("%n sign-ins may be in use on another computer since. They wait until you say that they are not.",
               nullptr, static_cast<int>(changes.families.size())),
            "", true));
    m_column->addWidget(makeLabel(
        preview.keysStay ? tr("The ways to open the vault stay as they are now.")
                         : tr("The vault then opens with this desktop's keychain and with what opens the backup."),
        "", true));
    if (preview.vaultThere)
        m_column->addWidget(makeLabel(tr("Nothing is deleted: what stands here now is kept in %1.")
                                          .arg(QDir(folderOf(m_context)).filePath(QStringLiteral("backups"))),
                                      "heading", true));
}

void PreviewPart::addVault(const service::RestorePreview& preview)
{
    QString tone = QStringLiteral("warn");
    QString title;
    QString text;
    if (preview.otherVault) {
        title = tr("Another vault stands here");
        text = tr("It is kept aside as a whole, and the one of the backup takes its place.");
    } else if (preview.vaultProblem) {
        title = tr("What stands here could not be compared");
        text = describe(*preview.vaultProblem).what;
    } else if (!preview.vaultThere) {
        tone = QStringLiteral("info");
        title = tr("There is no vault here yet");
        text = tr("The one of the backup is put here.");
    }
    if (title.isEmpty())
        return;
    auto* banner = new Banner(m_context, this);
    m_column->addWidget(banner);
    banner->show(tone, QStringLiteral("info"), title, text);
}

void PreviewPart::addNames(const QString& head, const std::vector<std::string>& names, const char* tone)
{
    if (names.empty())
        return;
    m_column->addWidget(makeLabel(head, "", true));
    QList<Chip> chips;
    for (std::size_t i = 0; i < std::min(names.size(), mostNames); ++i)
        chips.append({q(names[i], 60), QLatin1String(tone), {}});
    if (names.size() > mostNames)
        chips.append({tr("and %n more", nullptr, static_cast<int>(names.size() - mostNames)), {}, {}});
    auto* row = new ChipRow(this);
    row->setChips(chips);
    m_column->addWidget(row);
}

void PreviewPart::addTrail(const backup::Comparison& changes)
{
    if (changes.recordsLost == 0)
        return;
    QString text = tr("%n records leave the audit trail; the restore itself is on record.", nullptr,
                      static_cast<int>(changes.recordsLost));
    if (changes.lostFrom && changes.lostTo)
        text += QLatin1Char(' ') +
                tr("They are of %1 to %2.").arg(dateTimeText(*changes.lostFrom), dateTimeText(*changes.lostTo));
    m_column->addWidget(makeLabel(text, "", true));
}

RestoredPart::RestoredPart(const AppContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_column(columnOf(this))
{
    m_held = nullptr;
}

void RestoredPart::setResult(const service::RestoreDone& done)
{
    clearLayout(m_column);
    auto* banner = new Banner(m_context, this);
    m_column->addWidget(banner);
    const QString folder = QDir(folderOf(m_context)).filePath(QStringLiteral("backups/") + q(done.setAside, 80));
    banner->show(QStringLiteral("ok"), QStringLiteral("circle-check"), tr("The backup is in place"),
                 done.setAside.empty() ? QString() : tr("What stood here before is in %1.").arg(folder));
    if (done.held == 0)
        return;
    m_column->addWidget(makeLabel(tr("%n sign-ins are perhaps used elsewhere", nullptr, done.held), "heading", true));
    m_column->addWidget(
        makeLabel(tr("Two computers that renew one sign-in end it for both, so these are not renewed yet. If the other "
                     "computer is "
                     "gone or no longer uses them, use them here again. Else sign in again: that is always safe."),
                  "", true));
    auto* host = new QWidget(this);
    m_held = columnOf(host);
    m_column->addWidget(host);
    showHeld();
}

void RestoredPart::showHeld()
{
    m_context.core.connections(this, [this](base::Result<std::vector<model::Connection>> connections) {
        if (!connections)
            return;
        for (const model::Connection& connection : *connections) {
            if (connection.problem && connection.problem->code == base::ErrorCode::FamilyUnconfirmed)
                addHeld(connection);
        }
        QTimer::singleShot(0, this, &RestoredPart::contentChanged); // once the rows are laid out
    });
}

void RestoredPart::addHeld(const model::Connection& connection)
{
    auto* host = new QWidget(this);
    auto* row = new QHBoxLayout(host);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    const QString name = q(connection.name, 80);
    row->addWidget(makeLabel(name, "", true), 1);
    auto* use = makeButton(tr("Use it here again"));
    use->setObjectName(QStringLiteral("useHereAgain"));
    use->setAccessibleName(tr("Use “%1” here again").arg(name));
    row->addWidget(use);
    m_held->addWidget(host);
    connect(use, &QPushButton::clicked, this, [this, use, id = connection.id] {
        use->setEnabled(false);
        m_context.core.confirm(this, id, [use](base::Result<model::Connection> result) {
            use->setText(result ? tr("In use here") : tr("Try again"));
            use->setEnabled(!result);
            if (!result)
                use->setToolTip(plainToolTip(oneLine(result.error())));
        });
    });
}

} // namespace keystead::ui
