// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake_imports.h"

namespace keystead::ui::test {

using transfer::OnConflict;
using transfer::PlanAction;

namespace {

transfer::PlannedItem item(std::size_t entry, PlanAction action, const char* name, const char* provider,
                           const char* account)
{
    transfer::PlannedItem item;
    item.entry = entry;
    item.action = action;
    item.place = "line " + std::to_string(entry * 4 + 1);
    item.name = name;
    item.providerId = provider;
    item.kind = model::AuthKind::Basic;
    item.account = account;
    item.fields = {"password"};
    return item;
}

} // namespace

service::ImportPreview samplePreview()
{
    service::ImportPreview preview;
    preview.id = "prv_1";
    preview.format = "netrc";
    preview.title = "netrc file";
    preview.profile = "Personal";
    preview.plan.items = {item(0, PlanAction::Create, "forge.example.org", "generic-basic", "ada"),
                          item(1, PlanAction::Skip, "Mail at home", "generic-basic", "ada@example.org"),
                          item(2, PlanAction::Conflict, "Build server", "generic-basic", "robot"),
                          item(3, PlanAction::Merge, "Northbank", "northbank", "ada.lovelace@example.org"),
                          item(4, PlanAction::Create, "registry.example.net", "generic-basic", "pull-only")};
    preview.plan.items[1].existing = base::ConnectionId::create();
    preview.plan.items[1].existingName = "Mail at home";
    preview.plan.items[1].reason = "is kept already as Mail at home";
    preview.plan.items[2].existing = base::ConnectionId::create();
    preview.plan.items[2].existingName = "Build server";
    preview.plan.items[2].replaces = true;
    preview.plan.items[2].reason = "Build server has another secret, which stays";
    preview.plan.items[3].existing = base::ConnectionId::create();
    preview.plan.items[3].existingName = "Northbank";
    preview.plan.items[3].changes = {"tags", "field refresh_token"};
    preview.problems = {{"line 22", "has no password"}};
    preview.findings = {
        "the file is not UTF-8: it was read as Latin-1; look at names and passwords with other letters"};
    preview.sources = {{"/home/ada/.netrc", std::string(64, '0'), 812, {}}};
    return preview;
}

transfer::ImportRun sampleRun()
{
    transfer::ImportRun run;
    run.id = "imp_1";
    run.format = "netrc";
    run.doneAt = base::fromMillis(1'795'000'000'000);
    run.sources = samplePreview().sources;
    run.created = 2;
    run.merged = 1;
    run.conflicts = 1;
    run.skipped = 1;
    return run;
}

transfer::SecretScan sampleScan()
{
    const auto at = base::fromMillis(1'780'000'000'000);
    transfer::SecretScan scan;
    scan.found = {{"/home/ada/.netrc", "netrc file", "netrc", 5, at, true},
                  {"/home/ada/projects/shop/.env", ".env file", "env", 3, at + std::chrono::hours{24 * 100}, false},
                  {"/home/ada/.ssh/id_rsa", "SSH private key without a passphrase", "", 0, at, false}};
    scan.filesRead = 812;
    return scan;
}

void FakeImports::look(QObject* context, std::string path, std::string format, Then<service::ImportLook> then)
{
    lookedAt = path;
    lookedAs = format;
    service::ImportLook look = lookAnswer;
    if (!format.empty())
        look.format = format;
    answer<service::ImportLook>(context, then, look);
}

Cancel FakeImports::preview(QObject* context, service::ImportRequest request, Then<service::ImportPreview> then)
{
    previewed = std::move(request);
    answer<service::ImportPreview>(context, then, previewAnswer);
    return cancelOf();
}

transfer::ImportPlan FakeImports::planFor(const transfer::ImportChoices& choices) const
{
    transfer::ImportPlan plan = previewAnswer.plan;
    for (transfer::PlannedItem& each : plan.items) {
        if (choices.leaveOut.contains(each.entry)) {
            each.action = PlanAction::Skip;
            each.reason = "left out";
        } else if (each.action == PlanAction::Conflict && choices.onConflict != OnConflict::Keep) {
            each.action = choices.onConflict == OnConflict::Add ? PlanAction::Create : PlanAction::Merge;
            each.changes = {"replaces password"};
        }
    }
    return plan;
}

void FakeImports::plan(QObject* context, std::string, transfer::ImportChoices choices, Then<transfer::ImportPlan> then)
{
    planned = choices;
    answer<transfer::ImportPlan>(context, then, planFor(choices));
}

Cancel FakeImports::apply(QObject* context, std::string, transfer::ImportChoices choices, ProgressThen progress,
                          Then<service::ImportOutcome> then)
{
    applied = choices;
    ++applies;
    if (progress)
        progress(1, 5);
    service::ImportOutcome outcome;
    outcome.plan = planFor(choices);
    outcome.run = sampleRun();
    outcome.run.id = "imp_" + std::to_string(applies);
    outcome.run.sources = previewAnswer.sources;
    outcome.run.created = static_cast<std::int64_t>(outcome.plan.count(PlanAction::Create));
    outcome.run.merged = static_cast<std::int64_t>(outcome.plan.count(PlanAction::Merge));
    outcome.run.conflicts = static_cast<std::int64_t>(outcome.plan.count(PlanAction::Conflict));
    outcome.run.skipped = static_cast<std::int64_t>(outcome.plan.count(PlanAction::Skip));
    if (!nextError)
        runList.insert(runList.begin(), outcome.run);
    answer<service::ImportOutcome>(context, then, outcome);
    return cancelOf();
}

transfer::ImportRun* FakeImports::run(const std::string& id)
{
    for (transfer::ImportRun& each : runList) {
        if (each.id == id)
            return &each;
    }
    return nullptr;
}

void FakeImports::runs(QObject* context, Then<std::vector<transfer::ImportRun>> then)
{
    answer<std::vector<transfer::ImportRun>>(context, then, runList);
}

void FakeImports::undo(QObject* context, std::string id, bool force, Then<transfer::ImportUndone> then)
{
    undoneRuns.push_back(id);
    forced = force;
    if (transfer::ImportRun* found = run(id); found && !nextError)
        found->undoneAt = found->doneAt + std::chrono::hours{1};
    answer<transfer::ImportUndone>(context, then, undone);
}

void FakeImports::deleteSource(QObject* context, std::string id, Then<std::vector<transfer::SourceRemoved>> then)
{
    deleted.push_back(id);
    std::vector<transfer::SourceRemoved> removed;
    if (transfer::ImportRun* found = run(id); found && !nextError) {
        found->sourceState = transfer::SourceState::Deleted;
        for (const transfer::ImportSource& source : found->sources)
            removed.push_back({source.path, "On a solid-state drive old blocks may live on."});
    }
    answer<std::vector<transfer::SourceRemoved>>(context, then, removed);
}

void FakeImports::replaceSource(QObject* context, std::string id, Then<transfer::SourceRemoved> then)
{
    replaced.push_back(id);
    transfer::SourceRemoved removed;
    if (transfer::ImportRun* found = run(id); found && !nextError) {
        found->sourceState = transfer::SourceState::Replaced;
        found->backup = base::ConnectionId::create();
        removed = {found->sources.front().path, "On a solid-state drive old blocks may live on."};
    }
    answer<transfer::SourceRemoved>(context, then, removed);
}

void FakeImports::restoreSource(QObject* context, std::string id, service::Proof proof, Then<void> then)
{
    restored.push_back(id);
    restoreProof = std::move(proof);
    if (transfer::ImportRun* found = run(id); found && !nextError) {
        found->sourceState = transfer::SourceState::Kept;
        found->backup.reset();
    }
    answer<void>(context, then, base::ok());
}

void FakeImports::confirmSource(QObject* context, std::string id, Then<void> then)
{
    confirmed.push_back(id);
    if (transfer::ImportRun* found = run(id); found && !nextError)
        found->backup.reset();
    answer<void>(context, then, base::ok());
}

Cancel FakeImports::findSecrets(QObject* context, Then<transfer::SecretScan> then)
{
    answer<transfer::SecretScan>(context, then, scan);
    return cancelOf();
}

void FakeProfiles::moveToProfile(QObject* context, base::ConnectionId id, std::string profile,
                                 Then<model::Connection> then)
{
    moved.emplace_back(id.text, profile);
    model::Connection connection;
    connection.id = id;
    answer<model::Connection>(context, then, connection);
}

void FakeProfiles::exportProfile(QObject* context, service::ExportProfile request, service::Proof,
                                 Then<service::ExportedProfile> then)
{
    exported = request;
    service::ExportedProfile done;
    done.files = {request.file + ".json", request.file + ".pdf"};
    done.connections = 6;
    done.records = 214;
    answer<service::ExportedProfile>(context, then, done);
}

void FakeProfiles::eraseProfile(QObject* context, service::EraseProfile request, service::Proof,
                                Then<service::ErasedProfile> then)
{
    erased = request;
    service::ErasedProfile done = erasedAnswer;
    if (!request.certificate.empty())
        done.certificates = {request.certificate + ".pdf", request.certificate + ".json"};
    if (onErased && !nextError)
        onErased(request.profile);
    answer<service::ErasedProfile>(context, then, done);
}

} // namespace keystead::ui::test
