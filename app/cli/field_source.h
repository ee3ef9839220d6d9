// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Values of a connection by the names that a person uses: `token` (or its own name) for the main secret, another secret
// field, or something public such as username, account or a parameter. Each is asked for once. Secrets come through
// `token`, which the policy judges.
#include "app/cli/context.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace keystead::cli {

struct FieldValue
{
    base::Secret value;
    bool secret = true; // false: public, and not masked
};

class ConnectionFields
{
public:
    explicit ConnectionFields(Context& context) : m_context(context) {}

    // The connection's public side (connection.show).
    base::Result<std::shared_ptr<base::Json>> describe(const std::string& connection);
    // NotFound: "the connection has no field x; it has a, b".
    base::Result<FieldValue> get(const std::string& connection, const std::string& field);
    // The main secret, with its expiry where it is known.
    base::Result<FieldValue> main(const std::string& connection, std::string* expiresAt = nullptr);
    // True where the connection has this secret field.
    base::Result<bool> hasSecret(const std::string& connection, const std::string& field);

private:
    base::Result<FieldValue> lent(const std::string& connection, const std::string& field, std::string* expiresAt);

    Context& m_context;
    std::map<std::string, std::shared_ptr<base::Json>> m_shown;
};

} // namespace keystead::cli
