// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What becomes of a file after its import, and the search for such files.
#include "app/cli/commands.h"
#include "app/cli/proof.h"

#include <string>
#include <vector>

namespace keystead::cli {

struct ImportOptions
{
    std::string format;
    std::string file;
    std::string profile;
    std::string onConflict = "keep";
    std::vector<std::string> mapping;
    std::vector<std::string> layout;
    std::vector<std::string> clients;
    std::vector<std::string> clientSecretFds;
    std::vector<std::string> leaveOut;
    int keyFd = -1;
    bool dryRun = false;
    bool takeOver = false;
    bool deleteSource = false;
    bool replaceSource = false;
    bool yes = false;
    bool force = false;
    ProofOptions proof; // restore-source; its `yes` is the one above
};

// Deleting and replacing want --yes or a person at the terminal, and exclude each other.
base::Status checkSourceChoice(const ImportOptions& options);
// After an import: deletes or replaces its source where that was asked for, and prints the document with --json.
int finishSource(Context& context, const ImportOptions& options, const std::string& import, base::Json document);
// delete-source, replace-source, restore-source, confirm.
int runSource(Context& context, const ImportOptions& options, const std::string& word);

// find-secrets. `import` runs one import.
void addFindCommand(Commands& commands, int (*import)(Context&, const ImportOptions&));

} // namespace keystead::cli
