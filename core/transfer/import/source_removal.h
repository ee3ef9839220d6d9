// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Takes credentials off the disk once they are in the vault: the whole file, or only the secrets in a text file. Both
// touch nothing but a regular file of ours, under the very path, whose bytes are still those that were imported.
#include "core/base/result.h"
#include "core/base/secret.h"
#include "core/transfer/import/import_store.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::transfer {

struct SourceRemoved
{
    std::string path;
    // What overwriting is worth where the file lay: on flash and on file systems that write elsewhere old blocks may
    // live on. One or more sentences; never empty.
    std::string caveat;
};

// Overwrites with random bytes, syncs, unlinks, syncs the folder. Final. Errors: NotFound, IllegalState (changed since
// the import), StorageInsecure (a link, another's file, or several names), storage.
base::Result<SourceRemoved> shredSource(const ImportSource& source);

// What stands where a secret stood.
inline constexpr std::string_view movedMark = "moved-to-keystead";

struct SourceSecret
{
    base::Secret value;
    std::string account; // for user:password pairs in base64
};

// A text file without the secrets: every spelling of each (as it is, percent-encoded, as a JSON string, with the
// doubled quotes of a CSV field, in base64 alone and behind "account:") replaced by movedMark. Nothing is written yet.
// NotFound tells how many secrets stand there in no known spelling; Unsupported for binary files; IllegalState where
// the file has changed since the import.
struct Redaction
{
    base::Secret original;
    base::Secret text;
    std::string sha256; // of the new text
};
base::Result<Redaction> planRedaction(const ImportSource& source, const std::vector<SourceSecret>& secrets);
// Puts the new text in the file's place, atomically and with its mode, and overwrites the old bytes.
base::Result<SourceRemoved> redactSource(const ImportSource& source, const Redaction& redaction);

// Puts the bytes of before back. Fine where they stand there already; IllegalState where the file is neither as it was
// nor as redactSource() left it.
base::Status restoreSource(const ImportSource& source, const base::Secret& bytes);

// What a person should know about deleting on this file system.
std::string deletionCaveat(const std::filesystem::path& file);

} // namespace keystead::transfer
