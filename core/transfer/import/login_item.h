// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One item of a password manager, in the shape that all of them share, and the entry it becomes.
#include "core/transfer/import/import_document.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace keystead::transfer {

struct LoginItem
{
    std::string place;
    std::string title;
    std::string user;
    std::string url;
    std::string group; // folder or vault: a tag
    std::vector<std::string> tags;
    base::Secret password;
    base::Secret totp;
    base::Secret notes;                                     // people write secrets into notes, so they are kept as one
    std::vector<std::pair<std::string, base::Secret>> more; // custom fields by name
    std::optional<base::WallTime> createdAt;
    std::optional<base::WallTime> expiresAt;
};

// A login with nothing beside it becomes user name and password; with more fields, or without a user name, a connection
// with fields of its own. An item without any secret is a problem.
void addLoginItem(ImportDocument& document, LoginItem item);

} // namespace keystead::transfer
