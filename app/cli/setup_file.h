// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A configuration file of another program, changed at one place, shown before, and put back exactly by its record. It
// refuses links and files that are not the person's own, and to undo what somebody changed since. The record holds only
// what was taken out and put in, since such files hold secrets of others.
#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace keystead::cli {

struct ConfigFile
{
    std::filesystem::path path; // behind the person's own links
    bool exists = false;
    std::string text;
    unsigned mode = 0600;
};
// StorageInsecure where it, its folder or a link on the way is another user's, or it is no regular file; LimitExceeded
// beyond 4 MiB.
base::Result<ConfigFile> readConfig(const std::filesystem::path& path, unsigned modeOfNew);

// One span of text.
struct TextEdit
{
    std::size_t offset = 0;
    std::string removed;
    std::string inserted;
};
// nullopt: the same.
std::optional<TextEdit> editBetween(std::string_view before, std::string_view after);
// "--- file", "@@ line N @@", then the lines that go and come, cleaned for a terminal.
std::string shownEdit(const ConfigFile& file, const TextEdit& edit);

// Writes the file (a new one beside it, renamed) and then its record under `name`. StorageConflict where the file is
// not what was read any more.
base::Status applyEdit(const std::string& name, const ConfigFile& file, const TextEdit& edit);

struct SetupRecord
{
    std::filesystem::path path;
    bool created = false;
    TextEdit edit;
    std::string mark; // of the whole text afterwards
    std::size_t size = 0;
};
// NotFound: "there is nothing to undo".
base::Result<SetupRecord> readRecord(const std::string& name);
// The edit that puts everything back; StorageConflict where the file changed since, saying so.
base::Result<TextEdit> undoEdit(const SetupRecord& record, const ConfigFile& file);
base::Status applyUndo(const std::string& name, const SetupRecord& record, const ConfigFile& file,
                       const TextEdit& edit);

} // namespace keystead::cli
