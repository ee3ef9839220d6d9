// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/batch_import.h"

#include "ui/app_context.h"
#include "ui/core_port.h"
#include "ui/import/import_words.h"
#include "ui/import_port.h"

namespace keystead::ui {

BatchImport::BatchImport(const AppContext& context, QObject* parent) : QObject(parent), m_context(context) {}

void BatchImport::start(std::vector<BatchJob> jobs, Afterwards afterwards)
{
    m_jobs = std::move(jobs);
    m_afterwards = afterwards;
    m_at = 0;
    m_imported = 0;
    m_stopped = false;
    next();
}

void BatchImport::cancel()
{
    m_stopped = true;
    if (m_cancelWork)
        m_cancelWork();
}

void BatchImport::next()
{
    m_cancelWork = {};
    if (m_stopped || m_at >= m_jobs.size()) {
        m_at = m_jobs.size();
        Q_EMIT finished(m_imported, m_stopped);
        return;
    }
    const BatchJob& job = m_jobs[m_at];
    Q_EMIT progress(static_cast<int>(m_at), static_cast<int>(m_jobs.size()), q(job.path, 300));
    service::ImportRequest request;
    request.path = job.path;
    request.format = job.format;
    m_cancelWork = m_context.core.imports().preview(this, std::move(request),
                                                    [this](base::Result<service::ImportPreview> preview) {
                                                        if (preview)
                                                            apply(*preview);
                                                        else
                                                            fail(preview.error());
                                                    });
}

void BatchImport::apply(const service::ImportPreview& preview)
{
    if (m_stopped) {
        m_context.core.imports().discard(preview.id);
        next();
        return;
    }
    if (preview.plan.items.empty()) {
        m_context.core.imports().discard(preview.id);
        report(tr("No credential could be read"), QStringLiteral("warn"));
        return;
    }
    m_cancelWork = m_context.core.imports().apply(
        this, preview.id, {}, {}, [this, passed = preview.problems.size()](base::Result<service::ImportOutcome> done) {
            if (!done) {
                fail(done.error());
                return;
            }
            ++m_imported;
            QString text = countsText(done->run);
            if (passed > 0)
                text += QStringLiteral(", ") + tr("%n passed over", nullptr, static_cast<int>(passed));
            endSource(done->run, text);
        });
}

void BatchImport::endSource(const transfer::ImportRun& run, const QString& imported)
{
    const auto failed = [this, imported](const base::Error& error) {
        report(tr("%1; the file stays: %2").arg(imported, describeImport(error).what), QStringLiteral("warn"));
    };
    if (m_afterwards == Afterwards::Replace)
        m_context.core.imports().replaceSource(
            this, run.id, [this, imported, failed](base::Result<transfer::SourceRemoved> result) {
                if (result)
                    report(tr("%1; secrets taken out").arg(imported), QStringLiteral("ok"));
                else
                    failed(result.error());
            });
    else if (m_afterwards == Afterwards::Delete)
        m_context.core.imports().deleteSource(
            this, run.id, [this, imported, failed](base::Result<std::vector<transfer::SourceRemoved>> result) {
                if (result)
                    report(tr("%1; file deleted").arg(imported), QStringLiteral("ok"));
                else
                    failed(result.error());
            });
    else
        report(imported, QStringLiteral("ok"));
}

void BatchImport::report(const QString& text, const QString& tone)
{
    Q_EMIT fileDone(m_jobs[m_at].row, text, tone);
    ++m_at;
    next();
}

void BatchImport::fail(const base::Error& error)
{
    if (error.code == base::ErrorCode::Cancelled)
        next();
    else
        report(describeImport(error).what, QStringLiteral("danger"));
}

} // namespace keystead::ui
