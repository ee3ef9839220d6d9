// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/run_actions.h"

#include "ui/app_context.h"
#include "ui/connections/proof_dialog.h"
#include "ui/connections/remove_dialog.h"
#include "ui/core_port.h"
#include "ui/import/import_words.h"
#include "ui/import_port.h"

#include <QWidget>

namespace keystead::ui {

namespace {

QString pathsOf(const transfer::ImportRun& run)
{
    QStringList paths;
    for (std::size_t i = 0; i < run.sources.size() && i < 5; ++i)
        paths.append(q(run.sources[i].path, 300));
    if (run.sources.size() > 5)
        paths.append(RunActions::tr("and %n more", nullptr, static_cast<int>(run.sources.size() - 5)));
    return paths.join(QLatin1Char('\n'));
}

QString namesOf(const std::vector<transfer::ImportProblem>& kept)
{
    QStringList names;
    for (std::size_t i = 0; i < kept.size() && i < 10; ++i)
        names.append(QStringLiteral("“%1”").arg(q(kept[i].place, 100)));
    if (kept.size() > 10)
        names.append(QStringLiteral("…"));
    return names.join(QStringLiteral(", "));
}

} // namespace

RunActions::RunActions(const AppContext& context, QWidget* window)
    : QObject(window), m_context(context), m_window(window)
{
}

void RunActions::fail(const base::Error& error)
{
    Q_EMIT busy({});
    if (error.code != base::ErrorCode::Cancelled)
        Q_EMIT failed(describeImport(error));
    Q_EMIT changed();
}

void RunActions::undo(const transfer::ImportRun& run)
{
    QString effect =
        tr("The %n connections it made are removed from the vault.", nullptr, static_cast<int>(run.created));
    if (run.merged > 0)
        effect +=
            QLatin1Char(' ') + tr("The %n it added to become what they were.", nullptr, static_cast<int>(run.merged));
    const bool back = canRestore(run);
    const bool onlyCopy = !back && run.sourceState != transfer::SourceState::Kept;
    if (back)
        effect += QLatin1Char(' ') + tr("The file is put back as it was first, with the secrets in it.");
    else if (onlyCopy)
        effect += QLatin1Char(' ') + tr("The file no longer holds these credentials: the vault has the only copy. What "
                                        "is removed is lost for good.");
    else
        effect += QLatin1Char(' ') + tr("What was changed since stays.");
    if (back) { // secrets are written in the clear
        ProofDialog::ask(
            m_context, m_window, tr("Undo this import?") + QStringLiteral("\n\n") + effect, tr("Undo import"),
            [this, run](service::Proof proof) { restoreAndUndo(run, std::move(proof)); }, ProofDialog::Weight::Final);
        return;
    }
    askBefore(m_window, tr("Undo this import?"), effect, onlyCopy ? tr("Remove for good") : tr("Undo import"), true,
              [this, run, onlyCopy] { runUndo(run, onlyCopy); });
}

void RunActions::restoreAndUndo(const transfer::ImportRun& run, service::Proof proof)
{
    Q_EMIT busy(tr("Putting the file back…"));
    m_context.core.imports().restoreSource(this, run.id, std::move(proof), [this, run](base::Result<void> result) {
        if (result)
            runUndo(run, false);
        else
            fail(result.error());
    });
}

void RunActions::runUndo(const transfer::ImportRun& run, bool force)
{
    Q_EMIT busy(tr("Undoing the import…"));
    m_context.core.imports().undo(this, run.id, force, [this, run, force](base::Result<transfer::ImportUndone> result) {
        const bool onlyCopy = !force && !result && result.error().code == base::ErrorCode::IllegalState &&
                              result.error().detail.find("the only copy of these") != std::string::npos;
        if (onlyCopy)
            askForOnlyCopy(run);
        else
            finishUndo(result);
    });
}

// The source was changed or removed behind Keystead's back.
void RunActions::askForOnlyCopy(const transfer::ImportRun& run)
{
    Q_EMIT busy({});
    askBefore(m_window, tr("Undo this import?"),
              pathsOf(run) + QStringLiteral("\n\n") +
                  tr("The file no longer holds these credentials: the vault has the only copy. What is removed is "
                     "lost for good."),
              tr("Remove for good"), true, [this, run] { runUndo(run, true); });
}

void RunActions::finishUndo(const base::Result<transfer::ImportUndone>& result)
{
    if (!result) {
        fail(result.error());
        return;
    }
    Q_EMIT busy({});
    QStringList lines{tr("%n removed", nullptr, static_cast<int>(result->removed.size()))};
    if (!result->restored.empty())
        lines.append(tr("%n restored", nullptr, static_cast<int>(result->restored.size())));
    QString text = lines.join(QStringLiteral(", ")) + QLatin1Char('.');
    if (!result->kept.empty())
        text += QLatin1Char('\n') + tr("Changed since the import, and therefore kept: %1.").arg(namesOf(result->kept));
    Q_EMIT done(tr("The import was undone"), text);
    Q_EMIT changed();
}

void RunActions::deleteSource(const transfer::ImportRun& run)
{
    askBefore(m_window, tr("Delete the source securely?"),
              tr("%1\n\nThe file is overwritten and deleted. This is final: there is no undo, and it is not in the "
                 "wastebasket. Copies, backups and snapshots of it are not reached.")
                  .arg(pathsOf(run)),
              tr("Delete for good"), true, [this, run] {
                  Q_EMIT busy(tr("Overwriting and deleting…"));
                  m_context.core.imports().deleteSource(
                      this, run.id, [this](base::Result<std::vector<transfer::SourceRemoved>> result) {
                          if (!result) {
                              fail(result.error());
                              return;
                          }
                          Q_EMIT busy({});
                          Q_EMIT done(tr("%n files were deleted", nullptr, static_cast<int>(result->size())),
                                      result->empty() ? QString() : caveatText(result->front().caveat));
                          Q_EMIT changed();
                      });
              });
}

void RunActions::replaceSource(const transfer::ImportRun& run)
{
    askBefore(m_window, tr("Take the secrets out of the file?"),
              tr("%1\n\nEvery imported secret in it is replaced by “moved-to-keystead”. Programs that read the file no "
                 "longer find their credentials there. The file of before is kept in the vault until you give it up.")
                  .arg(pathsOf(run)),
              tr("Take them out"), true, [this, run] {
                  Q_EMIT busy(tr("Replacing the secrets…"));
                  m_context.core.imports().replaceSource(
                      this, run.id, [this](base::Result<transfer::SourceRemoved> result) {
                          if (!result) {
                              fail(result.error());
                              return;
                          }
                          Q_EMIT busy({});
                          Q_EMIT done(tr("The secrets were taken out of the file"),
                                      q(result->path, 300) + QLatin1Char('\n') + caveatText(result->caveat));
                          Q_EMIT changed();
                      });
              });
}

void RunActions::restoreSource(const transfer::ImportRun& run)
{
    const QString effect =
        tr("%1\n\nThe secrets stand in it again, readable for every program that runs as you.").arg(pathsOf(run));
    ProofDialog::ask(m_context, m_window, tr("Put the file back as it was?") + QStringLiteral("\n\n") + effect,
                     tr("Put it back"), [this, run](service::Proof proof) {
                         Q_EMIT busy(tr("Putting the file back…"));
                         m_context.core.imports().restoreSource(
                             this, run.id, std::move(proof), [this, run](base::Result<void> result) {
                                 if (!result) {
                                     fail(result.error());
                                     return;
                                 }
                                 Q_EMIT busy({});
                                 Q_EMIT done(tr("The file is as it was"), pathsOf(run));
                                 Q_EMIT changed();
                             });
                     });
}

void RunActions::confirmSource(const transfer::ImportRun& run)
{
    askBefore(
        m_window, tr("Give up what is kept of before?"),
        tr("The file of before the import, and secrets that the import replaced, are deleted from the vault. From "
           "then on they cannot be put back."),
        tr("Give it up"), true, [this, run] {
            Q_EMIT busy(tr("Giving up what was kept…"));
            m_context.core.imports().confirmSource(this, run.id, [this](base::Result<void> result) {
                if (!result) {
                    fail(result.error());
                    return;
                }
                Q_EMIT busy({});
                Q_EMIT done(tr("What was kept of before is gone"), {});
                Q_EMIT changed();
            });
        });
}

} // namespace keystead::ui
