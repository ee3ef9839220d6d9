// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a person does with an import that was made: take it back, and end what its file still holds. Asks before
// anything that destroys, names the file, and tells what came of it.
#include "core/service/import_desk.h"
#include "ui/text.h"

#include <QObject>

class QWidget;

namespace keystead::ui {

struct AppContext;

class RunActions : public QObject
{
    Q_OBJECT
public:
    // `window`: above which the questions open.
    RunActions(const AppContext& context, QWidget* window);

    void undo(const transfer::ImportRun& run);
    void deleteSource(const transfer::ImportRun& run);
    void replaceSource(const transfer::ImportRun& run);
    void restoreSource(const transfer::ImportRun& run);
    void confirmSource(const transfer::ImportRun& run);

    static bool canUndo(const transfer::ImportRun& run) { return !run.undoneAt; }
    static bool canEndSource(const transfer::ImportRun& run)
    {
        return !run.undoneAt && !run.sources.empty() && run.sourceState == transfer::SourceState::Kept;
    }
    static bool canReplace(const transfer::ImportRun& run) { return canEndSource(run) && run.sources.size() == 1; }
    static bool canRestore(const transfer::ImportRun& run)
    {
        return run.sourceState == transfer::SourceState::Replaced && run.backup;
    }

Q_SIGNALS:
    void busy(const QString& what); // empty: over
    void done(const QString& title, const QString& text);
    void failed(const keystead::ui::Sentence& problem);
    void changed(); // runs are to be read again

private:
    void restoreAndUndo(const transfer::ImportRun& run, service::Proof proof);
    void runUndo(const transfer::ImportRun& run, bool force);
    void askForOnlyCopy(const transfer::ImportRun& run);
    void finishUndo(const base::Result<transfer::ImportUndone>& result);
    void fail(const base::Error& error);
    const AppContext& m_context;
    QWidget* m_window;
};

} // namespace keystead::ui
