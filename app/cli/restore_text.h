// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A restore's preview and outcome for people, and the question before it: the same words from the command line and from
// the agent that does the work where none runs. No Qt.
#include "core/base/json.h"
#include "core/base/result.h"

#include <string>

namespace keystead::cli {

// `preview`: the document of vault.restore.
void printRestorePreview(const base::Json& preview);
void printRestored(const base::Json& done);
// Asks on the terminal. Denied where the answer is not "yes" or there is no terminal to ask on.
base::Status askForRestore(const base::Json& preview);

} // namespace keystead::cli
