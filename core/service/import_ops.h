// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The use cases behind ImportDesk, one file a subject. Internal to this room. Thread: the core thread.
#include "core/service/context.h"
#include "core/service/import_desk.h"

namespace keystead::service {

// What a preview keeps until it is applied.
struct PendingImport
{
    std::string format;
    base::ProfileId profile;
    transfer::ImportDocument document; // settled
    std::vector<transfer::ImportSource> sources;
    base::SteadyTime madeAt{};
};

// import_preview.cpp
TaskOf<ImportPreview> previewImport(ContextPtr context, ImportRequest request, base::CancelToken cancel);
// import_look.cpp
TaskOf<ImportLook> lookAtSource(ContextPtr context, std::string path, std::string format, base::CancelToken cancel);
// import_apply.cpp
TaskOf<transfer::ImportPlan> planPending(ContextPtr context, std::string preview, transfer::ImportChoices choices);
TaskOf<ImportOutcome> applyPending(ContextPtr context, std::string preview, transfer::ImportChoices choices,
                                   model::Actor actor, ImportWatch watch);
TaskOf<std::vector<transfer::ImportRun>> listImports(ContextPtr context);
TaskOf<transfer::ImportUndone> undoImportRun(ContextPtr context, std::string run, bool force, model::Actor actor);
// import_source.cpp
TaskOf<std::vector<transfer::SourceRemoved>> deleteImportSource(ContextPtr context, std::string run,
                                                                model::Actor actor);
TaskOf<transfer::SourceRemoved> replaceImportSource(ContextPtr context, std::string run, model::Actor actor);
TaskOf<void> restoreImportSource(ContextPtr context, std::string run, Proof proof, model::Actor actor);
TaskOf<void> confirmImportSource(ContextPtr context, std::string run, model::Actor actor);
// import_search.cpp
TaskOf<transfer::SecretScan> searchSecrets(ContextPtr context, base::CancelToken cancel);
// import_export.cpp
TaskOf<ExportedVault> exportVaultTo(ContextPtr context, ExportVault request, model::Actor actor);

} // namespace keystead::service
