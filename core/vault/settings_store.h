// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// model::Settings as one row a value.
#include "core/base/result.h"
#include "core/db/transaction.h"
#include "core/model/settings.h"

#include <optional>
#include <string>

namespace keystead::vault {

class SettingsStore
{
public:
    explicit SettingsStore(db::Connection& database) : m_database(database) {}

    base::Result<model::Settings> load();
    base::Status save(db::Transaction& transaction, const model::Settings& settings);
    // Small values of other rooms ("audit.merged_side_file"); not for secrets.
    base::Result<std::optional<std::string>> value(const std::string& key);
    base::Status setValue(db::Transaction& transaction, const std::string& key, const std::string& value);

private:
    db::Connection& m_database;
};

} // namespace keystead::vault
