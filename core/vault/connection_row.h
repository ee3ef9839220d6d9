// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A model::Connection as a row and back. Private to this room. A row that does not fit the model is Damaged and names
// the column.
#include "core/base/result.h"
#include "core/db/statement.h"
#include "core/model/connection.h"

#include <string_view>

namespace keystead::vault {

// In the order in which connectionFromRow reads and bindConnection binds them; `id` is the first, `version` the last.
inline constexpr std::string_view connectionColumns =
    "id, profile, name, provider_id, kind, state, problem_code, problem_detail, problem_since, account, subject, "
    "issuer, parameters, "
    "oauth_client, scopes_requested, scopes_granted, tags, notes, created_at, updated_at, last_used_at, "
    "last_tested_at, "
    "last_refreshed_at, expires_at, refresh_expires_at, has_refresh_token, version";

base::Result<model::Connection> connectionFromRow(const db::Statement& row);
// Binds ?1 to ?27.
void bindConnection(db::Statement& statement, const model::Connection& connection, std::int64_t version);

} // namespace keystead::vault
