// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The formats that can be read, as a table: one parser a format, pure functions of bytes. Whatever the bytes are, a
// parser ends with a document or an error that names the place; it never crashes, never follows a file or address that
// stands in them, and its memory is bounded by their size. Some block (key derivation): call them on a worker.
#include "core/transfer/import/import_document.h"

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::transfer {

struct ImportFile
{
    std::string name; // the last part of its path
    std::string_view bytes;
};

struct ImportInput
{
    std::vector<ImportFile> files;              // one; more where the person named a folder
    std::map<std::string, std::string> mapping; // generic CSV: column -> field
    // Where a source leaves its layout open: "kdf", "salt", "order"... (docs/import.md). Empty: the common forms in
    // turn.
    std::map<std::string, std::string> layout;
    const base::Secret* key = nullptr; // password, passphrase or key of the source
    base::WallTime now{};
    std::function<bool()> goOn; // false: give up with Cancelled (the vault is being locked)

    bool cancelled() const { return goOn && !goOn(); }
    std::string_view bytes() const { return files.empty() ? std::string_view{} : files.front().bytes; }
    std::string fileName() const { return files.empty() ? std::string{} : files.front().name; }
    std::string layoutOr(const std::string& name, std::string fallback) const;
};

enum class KeyUse { None, Optional, Required };

using ImportParser = base::Result<ImportDocument> (*)(const ImportInput& input);

struct ImportFormat
{
    std::string_view id;    // "netrc"
    std::string_view title; // "netrc file"
    std::string_view about; // one sentence: where such a file comes from
    KeyUse key = KeyUse::None;
    bool wantsMapping = false;
    bool binary = false;        // not text: no decoding
    bool folders = false;       // a folder of such files is read file by file
    std::string_view extension; // of the files in such a folder
    ImportParser parse = nullptr;
};

std::span<const ImportFormat> importFormats();
const ImportFormat* findImportFormat(std::string_view id);
// By name and content; null where nothing fits.
const ImportFormat* guessImportFormat(std::string_view fileName, std::string_view bytes);

// The parsers (one file each). Errors: ParseError with the place, WrongKey, InvalidArgument (a key or mapping is
// missing), LimitExceeded, Unsupported with what to do instead.
base::Result<ImportDocument> parseEnvFile(const ImportInput& input);
base::Result<ImportDocument> parseNetrc(const ImportInput& input);
base::Result<ImportDocument> parseGitCredentials(const ImportInput& input);
base::Result<ImportDocument> parseAwsFile(const ImportInput& input);
base::Result<ImportDocument> parseDockerConfig(const ImportInput& input);
base::Result<ImportDocument> parseGhHosts(const ImportInput& input);
base::Result<ImportDocument> parseKubeconfig(const ImportInput& input);
base::Result<ImportDocument> parseNpmrc(const ImportInput& input);
base::Result<ImportDocument> parsePypirc(const ImportInput& input);
base::Result<ImportDocument> parseBitwarden(const ImportInput& input);
base::Result<ImportDocument> parseOnePux(const ImportInput& input);
base::Result<ImportDocument> parseKeePassXml(const ImportInput& input);
base::Result<ImportDocument> parseKeePassCsv(const ImportInput& input);
base::Result<ImportDocument> parseGenericCsv(const ImportInput& input);
base::Result<ImportDocument> parseFernetCred(const ImportInput& input);
base::Result<ImportDocument> parseGitConnections(const ImportInput& input);
base::Result<ImportDocument> parseConnectorConnections(const ImportInput& input);
base::Result<ImportDocument> parseKeysteadExport(const ImportInput& input);

} // namespace keystead::transfer
