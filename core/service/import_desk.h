// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Moving in: the use cases of imports, of the search for plaintext credentials and of the export. A preview reads the
// file and says what would happen; its secrets wait in locked memory of the open vault until it is applied, discarded,
// or the vault is locked. CoreService::imports() gives one; it is a handle and may be copied. Thread: the core thread.
#include "core/base/cancel.h"
#include "core/service/requests.h"
#include "core/transfer/import/apply_import.h"
#include "core/transfer/import/csv.h"
#include "core/transfer/import/import_format.h"
#include "core/transfer/import/import_plan.h"
#include "core/transfer/import/secret_scan.h"
#include "core/transfer/import/source_removal.h"

#include <functional>
#include <map>
#include <memory>
#include <qcoro/qcorotask.h>
#include <string>
#include <utility>
#include <vector>

namespace keystead::service {

struct Context;

struct ImportRequest
{
    std::string format;                         // of transfer::importFormats(); empty or "auto": by name and content
    std::string path;                           // absolute; a folder where the format reads folders
    base::Secret key;                           // password, passphrase or key of the source; empty: none
    std::map<std::string, std::string> mapping; // generic CSV: column -> field
    std::map<std::string, std::string> layout;  // docs/import.md
    std::string profile;                        // name; empty: the first
    struct Client
    {
        std::string id;
        base::Secret secret;
    };
    std::map<std::string, Client> clients; // provider -> the OAuth client that its tokens were issued to
};

struct ImportPreview
{
    std::string id;
    std::string format;
    std::string title; // of the format
    std::string profile;
    transfer::ImportPlan plan; // with the choices of the default: conflicts stay
    std::vector<transfer::ImportProblem> problems;
    std::vector<std::string> findings;
    std::vector<transfer::ImportSource> sources;
};

// A first look at a file, before anything is asked of the person. No secret of the file is in it.
struct ImportLook
{
    std::string format; // as it is recognised by name and content; empty: it is not
    bool folder = false;
    std::uint64_t size = 0;
    enum class Shape { Empty, Shown, Text, Address, Mail, Number, Time };
    struct Sample
    {
        Shape shape = Shape::Empty;
        std::size_t length = 0; // characters
        std::string text;       // Shown: of a column whose heading says that it is public
    };
    struct Column
    {
        std::string heading;
        std::string field;           // what the heading commonly means; "-": nothing is known
        std::vector<Sample> samples; // of the first rows
    };
    std::vector<Column> columns; // of a CSV file; the first 200
};

// Called on the core thread while an import is carried out. `goOn` may answer from a flag of another thread.
struct ImportWatch
{
    std::function<void(std::int64_t done, std::int64_t total)> progress{};
    std::function<bool()> goOn{}; // false: give up with Cancelled, and nothing was changed
};

struct ImportOutcome
{
    transfer::ImportRun run;
    transfer::ImportPlan plan; // as it was carried out
};

struct ExportVault
{
    std::string file; // absolute; must not exist
    base::Secret passphrase;
    std::vector<std::string> connections; // ids or names; empty: all
    Proof proof;
};
struct ExportedVault
{
    std::string file;
    std::size_t connections = 0;
};

class ImportDesk
{
public:
    explicit ImportDesk(std::shared_ptr<Context> context) : m_context(std::move(context)) {}
    template <class T> using Answer = QCoro::Task<base::Result<T>>;

    // Reads and plans; nothing is changed. Errors: NotFound, LimitExceeded, ParseError (with the place), WrongKey,
    // InvalidArgument (key, mapping or layout), Unsupported (with what to do), IllegalState (a database with a log
    // beside it). At most 4 previews wait at a time; the oldest goes.
    Answer<ImportPreview> preview(ImportRequest request, base::CancelToken cancel = {});
    // What kind of file this is, and the columns of a CSV file. `format` empty: as recognised. Works while the vault is
    // locked. Errors: NotFound, LimitExceeded, InvalidArgument (a device), ParseError.
    Answer<ImportLook> look(std::string path, std::string format, base::CancelToken cancel = {});
    // The same plan with other choices. NotFound where the preview is gone (locked, discarded, applied).
    Answer<transfer::ImportPlan> plan(std::string preview, transfer::ImportChoices choices);
    // One transaction with its records, answered when durable. The plan is made anew on the vault of that moment. After
    // Cancelled nothing was changed and the preview is still there.
    Answer<ImportOutcome> apply(std::string preview, transfer::ImportChoices choices, model::Actor actor,
                                ImportWatch watch = {});
    void discard(const std::string& preview);

    Answer<std::vector<transfer::ImportRun>> runs(); // newest first
    // `run` empty: the newest that was not undone. See transfer::undoImport.
    Answer<transfer::ImportUndone> undo(std::string run, bool force, model::Actor actor);

    // Overwrites and deletes the file (or files) of an import. Final.
    Answer<std::vector<transfer::SourceRemoved>> deleteSource(std::string run, model::Actor actor);
    // Takes the imported secrets out of a text file; the file of before lies sealed in the import's backup until
    // confirmSource() or restoreSource(). LimitExceeded beyond 256 KiB.
    Answer<transfer::SourceRemoved> replaceSource(std::string run, model::Actor actor);
    // Writes secrets in the clear: wants a proof, and is on record before a byte is written.
    Answer<void> restoreSource(std::string run, Proof proof, model::Actor actor);
    // Gives the backup up: what was replaced is gone for good.
    Answer<void> confirmSource(std::string run, model::Actor actor);

    // Looks through the home folder's known places (transfer/import/secret_scan.h). Works while the vault is locked.
    Answer<transfer::SecretScan> findSecrets(base::CancelToken cancel);

    Answer<ExportedVault> exportTo(ExportVault request, model::Actor actor);

private:
    std::shared_ptr<Context> m_context;
};

} // namespace keystead::service
