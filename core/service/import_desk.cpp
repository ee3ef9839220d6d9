// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/import_desk.h"

#include "core/service/import_ops.h"

namespace keystead::service {

TaskOf<ImportPreview> ImportDesk::preview(ImportRequest request, base::CancelToken cancel)
{
    return previewImport(m_context, std::move(request), std::move(cancel));
}
TaskOf<ImportLook> ImportDesk::look(std::string path, std::string format, base::CancelToken cancel)
{
    return lookAtSource(m_context, std::move(path), std::move(format), std::move(cancel));
}
TaskOf<transfer::ImportPlan> ImportDesk::plan(std::string preview, transfer::ImportChoices choices)
{
    return planPending(m_context, std::move(preview), std::move(choices));
}
TaskOf<ImportOutcome> ImportDesk::apply(std::string preview, transfer::ImportChoices choices, model::Actor actor,
                                        ImportWatch watch)
{
    return applyPending(m_context, std::move(preview), std::move(choices), std::move(actor), std::move(watch));
}
void ImportDesk::discard(const std::string& preview)
{
    if (m_context->session)
        m_context->session->imports.erase(preview);
}
TaskOf<std::vector<transfer::ImportRun>> ImportDesk::runs()
{
    return listImports(m_context);
}
TaskOf<transfer::ImportUndone> ImportDesk::undo(std::string run, bool force, model::Actor actor)
{
    return undoImportRun(m_context, std::move(run), force, std::move(actor));
}
TaskOf<std::vector<transfer::SourceRemoved>> ImportDesk::deleteSource(std::string run, model::Actor actor)
{
    return deleteImportSource(m_context, std::move(run), std::move(actor));
}
TaskOf<transfer::SourceRemoved> ImportDesk::replaceSource(std::string run, model::Actor actor)
{
    return replaceImportSource(m_context, std::move(run), std::move(actor));
}
TaskOf<void> ImportDesk::restoreSource(std::string run, Proof proof, model::Actor actor)
{
    return restoreImportSource(m_context, std::move(run), std::move(proof), std::move(actor));
}
TaskOf<void> ImportDesk::confirmSource(std::string run, model::Actor actor)
{
    return confirmImportSource(m_context, std::move(run), std::move(actor));
}
TaskOf<transfer::SecretScan> ImportDesk::findSecrets(base::CancelToken cancel)
{
    return searchSecrets(m_context, std::move(cancel));
}
TaskOf<ExportedVault> ImportDesk::exportTo(ExportVault request, model::Actor actor)
{
    return exportVaultTo(m_context, std::move(request), std::move(actor));
}

} // namespace keystead::service
