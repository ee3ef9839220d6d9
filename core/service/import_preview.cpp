// SPDX-License-Identifier: GPL-3.0-or-later
// Reading a source and saying what would happen. The file, the key derivations and the parser are a worker's; the plan
// needs the vault and is the core thread's.
#include "core/base/encoding.h"
#include "core/base/ids.h"
#include "core/service/import_ops.h"
#include "core/transfer/import/settle_entry.h"
#include "core/transfer/import/source_file.h"
#include "core/vault/profile_store.h"

#include <atomic>
#include <filesystem>

namespace keystead::service {

namespace {

using base::ErrorCode;
namespace fs = std::filesystem;

constexpr std::size_t maxPending = 4;
constexpr std::chrono::milliseconds pendingFor{std::chrono::minutes{30}};

// Shared by the core thread and the worker; the worker alone touches it while it runs, but for `stop`.
struct Reading
{
    ImportRequest request;
    providers::Registry registry;
    base::WallTime now{};
    std::atomic<bool> stop{false};
};

struct ReadDocument
{
    const transfer::ImportFormat* format = nullptr;
    transfer::ImportDocument document;
    std::vector<transfer::ImportSource> sources;
};
struct ReadResult
{
    base::Result<ReadDocument> read;
};

// What a program has not yet written into its database file lies in a log beside it.
base::Status checkNoLog(const fs::path& path, std::string_view bytes)
{
    std::error_code error;
    const fs::path log = path.string() + "-wal";
    if (bytes.starts_with("SQLite format 3") && fs::file_size(log, error) > 0 && !error)
        return base::fail(ErrorCode::IllegalState,
                          "the last changes still lie in " + base::cleanForDisplay(log.filename().string()) +
                              ": close the program that uses the database, or import a copy made with sqlite3's "
                              ".backup");
    return base::ok();
}

base::Result<std::vector<transfer::SourceFile>> readFiles(const ImportRequest& request)
{
    std::error_code error;
    const fs::path path = fs::canonical(request.path, error);
    if (error)
        return base::fail(ErrorCode::NotFound, "there is no file " + base::cleanForDisplay(request.path, 400));
    if (fs::is_directory(path, error)) {
        const transfer::ImportFormat* const format = transfer::findImportFormat(request.format);
        if (!format || !format->folders)
            return base::fail(ErrorCode::InvalidArgument, "a folder can only be read as the format fernet-cred");
        return transfer::readSourceFolder(path, format->extension);
    }
    KS_ASSIGN(transfer::SourceFile file, transfer::readSource(path));
    KS_TRY(checkNoLog(path, file.bytes));
    std::vector<transfer::SourceFile> files;
    files.push_back(std::move(file));
    return files;
}

base::Result<const transfer::ImportFormat*> formatOf(const ImportRequest& request, const transfer::SourceFile& file)
{
    const bool automatic = request.format.empty() || request.format == "auto";
    const transfer::ImportFormat* const format =
        automatic ? transfer::guessImportFormat(file.path.filename().string(), file.bytes)
                  : transfer::findImportFormat(request.format);
    if (!format)
        return base::fail(ErrorCode::InvalidArgument,
                          automatic ? "format: the file is of no kind that is recognised; name the format"
                                    : "format: there is no format `" + base::cleanForDisplay(request.format, 60) + "`");
    return format;
}

// The codes for a wrong key speak of the vault's own; here it is the source's, and a member of the request.
base::Error aboutKey(const base::Error& error)
{
    const bool key = error.code == ErrorCode::WrongKey || error.code == ErrorCode::WrongPassphrase ||
                     error.code == ErrorCode::Tampered;
    return key ? base::fail(ErrorCode::InvalidArgument, "key: " + error.detail) : error;
}

void attachClients(transfer::ImportDocument& document, const ImportRequest& request)
{
    for (transfer::ImportEntry& entry : document.entries) {
        const auto client = request.clients.find(entry.provider);
        if (client == request.clients.end() || !entry.clientId.empty())
            continue;
        entry.clientId = client->second.id;
        entry.clientSecret = client->second.secret.clone();
    }
}

base::Result<ReadDocument> readDocument(Reading& reading)
{
    ImportRequest& request = reading.request;
    KS_ASSIGN(const std::vector<transfer::SourceFile> files, readFiles(request));
    ReadDocument result;
    KS_ASSIGN(result.format, formatOf(request, files.front()));
    transfer::ImportInput input;
    input.mapping = request.mapping;
    input.layout = request.layout;
    input.key = request.key.empty() ? nullptr : &request.key;
    input.now = reading.now;
    input.goOn = [&reading] { return !reading.stop.load(); };
    std::vector<transfer::DecodedText> texts;
    texts.reserve(files.size());
    std::string warning;
    for (const transfer::SourceFile& file : files) {
        result.sources.push_back({file.path.string(), file.sha256, file.bytes.size(), {}});
        std::string_view bytes = file.bytes;
        if (!result.format->binary) {
            texts.push_back(transfer::decodeText(file.bytes));
            bytes = texts.back().utf8;
            warning = texts.back().warning.empty() ? warning : texts.back().warning;
        }
        input.files.push_back({file.path.filename().string(), bytes});
    }
    auto document = result.format->parse(input);
    for (transfer::DecodedText& text : texts)
        base::wipe(text.utf8);
    if (!document)
        return aboutKey(document.error());
    result.document = *std::move(document);
    if (!warning.empty())
        result.document.findings.push_back(warning);
    for (transfer::ImportEntry& entry : result.document.entries) {
        if (reading.stop.load())
            return base::fail(ErrorCode::Cancelled);
        transfer::settleEntry(entry, reading.registry);
    }
    attachClients(result.document, request);
    return result;
}

base::Result<model::Profile> profileFor(VaultSession& session, const std::string& name)
{
    return name.empty() ? session.vault->profiles().first() : session.vault->profiles().findByName(name);
}

void makeRoom(VaultSession& session, base::SteadyTime now)
{
    std::erase_if(session.imports, [&](const auto& item) { return now - item.second->madeAt > pendingFor; });
    while (session.imports.size() >= maxPending) {
        auto oldest = session.imports.begin();
        for (auto at = session.imports.begin(); at != session.imports.end(); ++at) {
            if (at->second->madeAt < oldest->second->madeAt)
                oldest = at;
        }
        session.imports.erase(oldest);
    }
}

} // namespace

TaskOf<ImportPreview> previewImport(ContextPtr context, ImportRequest request, base::CancelToken cancel)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    if (!fs::path(request.path).is_absolute())
        co_return base::fail(ErrorCode::InvalidArgument, "file: must be an absolute path");
    const std::string profileName = request.profile;
    KS_CO_TRY(profileFor(*session, profileName));
    const auto reading = std::make_shared<Reading>(std::move(request), context->parts.providers, context->now());
    base::CancelRegistration onLock = session->closing.token().onCancel([reading] { reading->stop = true; });
    base::CancelRegistration onCancel = cancel.onCancel([reading] { reading->stop = true; });
    std::function<ReadResult()> work = [reading] { return ReadResult{readDocument(*reading)}; };
    auto working = context->worker.run<ReadResult>(std::move(work));
    const std::shared_ptr<ReadResult> result = co_await working;
    onLock.reset();
    onCancel.reset();
    if (cancel.cancelled())
        co_return base::fail(ErrorCode::Cancelled);
    if (!result->read)
        co_return result->read.error();
    KS_CO_ASSIGN(VaultSession* const still, context->open());
    KS_CO_ASSIGN(const model::Profile profile, profileFor(*still, profileName));
    auto pending = std::make_shared<PendingImport>();
    pending->format = result->read->format->id;
    pending->profile = profile.id;
    pending->document = std::move(result->read->document);
    pending->sources = std::move(result->read->sources);
    pending->madeAt = context->parts.clock.steady();
    ImportPreview preview;
    const transfer::ImportChoices choices;
    KS_CO_ASSIGN(preview.plan, transfer::planImport(pending->document.entries, *still->vault, profile.id,
                                                    context->parts.providers, choices));
    preview.id = base::newIdText("prv");
    preview.format = pending->format;
    preview.title = result->read->format->title;
    preview.profile = profile.name;
    preview.problems = pending->document.problems;
    preview.findings = pending->document.findings;
    preview.sources = pending->sources;
    makeRoom(*still, pending->madeAt);
    still->imports.emplace(preview.id, std::move(pending));
    co_return preview;
}

} // namespace keystead::service
