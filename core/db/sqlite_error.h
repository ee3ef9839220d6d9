// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Private to this room: SQLite's failures in our terms, with what only the handle knows (system error, which
// constraint).
#include "core/base/result.h"

#include <string_view>

struct sqlite3;

namespace keystead::db {

enum class KeyState {
    Unproven, // SQLITE_NOTADB may mean a wrong key
    Proven,   // the key has opened this database, so SQLITE_NOTADB is damage
};

// The failure of the last call on `handle`, which returned `code`.
base::Error errorFromHandle(sqlite3* handle, int code, std::string_view what, KeyState key);

} // namespace keystead::db
