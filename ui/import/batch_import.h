// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Imports several files one after the other, each in a transaction of its own, and then ends what each still holds, if
// the person said so. One file that fails does not stop the others.
#include "core/service/import_desk.h"

#include <functional>
#include <QObject>
#include <vector>

namespace keystead::ui {

struct AppContext;

enum class Afterwards { Keep, Replace, Delete };

struct BatchJob
{
    int row = 0;
    std::string path;
    std::string format;
};

class BatchImport : public QObject
{
    Q_OBJECT
public:
    BatchImport(const AppContext& context, QObject* parent);
    void start(std::vector<BatchJob> jobs, Afterwards afterwards);
    // Finishes nothing more; what is under way is given up and leaves nothing behind.
    void cancel();
    bool running() const { return m_at < m_jobs.size(); }

Q_SIGNALS:
    void progress(int done, int total, const QString& path);
    // tone: ok, warn, danger
    void fileDone(int row, const QString& text, const QString& tone);
    void finished(int imported, bool cancelled);

private:
    void next();
    void apply(const service::ImportPreview& preview);
    void endSource(const transfer::ImportRun& run, const QString& imported);
    void report(const QString& text, const QString& tone);
    void fail(const base::Error& error);
    const AppContext& m_context;
    std::vector<BatchJob> m_jobs;
    Afterwards m_afterwards = Afterwards::Keep;
    std::size_t m_at = 0;
    int m_imported = 0;
    bool m_stopped = false;
    std::function<void()> m_cancelWork;
};

} // namespace keystead::ui
