// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/field_source.h"

#include "core/base/encoding.h"
#include "core/model/credential.h"
#include "core/protocol/message.h"

#include <nlohmann/json.hpp>

namespace keystead::cli {

using base::ErrorCode;
using base::Json;

namespace {

FieldValue publicValue(const std::string& text)
{
    return {base::Secret::fromText(text), false};
}

std::vector<std::string> secretsOf(const Json& connection)
{
    return connection.value("secret_fields", std::vector<std::string>{});
}

std::string_view mainOf(const Json& connection)
{
    const auto kind = model::authKindFromText(connection.value("kind", std::string{}));
    return kind ? model::mainField(*kind) : std::string_view{};
}

std::string fieldsOf(const Json& connection)
{
    std::string names = "token";
    for (const std::string& name : secretsOf(connection)) {
        if (name != model::field::refreshToken)
            names += ", " + name;
    }
    const Json parameters = connection.value("parameters", Json::object());
    for (const auto& [name, value] : parameters.items())
        names += ", " + name;
    return names;
}

} // namespace

base::Result<std::shared_ptr<Json>> ConnectionFields::describe(const std::string& connection)
{
    if (const auto known = m_shown.find(connection); known != m_shown.end())
        return known->second;
    KS_ASSIGN(const std::shared_ptr<Json> answer, m_context.call("connection.show", {{"connection", connection}}));
    auto shown = std::make_shared<Json>(answer->value("connection", Json::object()));
    m_shown.emplace(connection, shown);
    return shown;
}

base::Result<FieldValue> ConnectionFields::lent(const std::string& connection, const std::string& field,
                                                std::string* expiresAt)
{
    // All fields of one document or environment come from one connection, whatever is renamed meanwhile.
    const auto known = m_shown.find(connection);
    Json params = {{"connection", known == m_shown.end() ? connection : known->second->value("id", connection)}};
    if (!field.empty())
        params["field"] = field;
    KS_ASSIGN(const std::shared_ptr<Json> answer, m_context.call("token", params));
    if (expiresAt)
        *expiresAt = answer->value("expires_at", std::string{});
    return FieldValue{protocol::takeSecret(*answer, "token"), true};
}

base::Result<FieldValue> ConnectionFields::main(const std::string& connection, std::string* expiresAt)
{
    return lent(connection, {}, expiresAt);
}

base::Result<bool> ConnectionFields::hasSecret(const std::string& connection, const std::string& field)
{
    KS_ASSIGN(const std::shared_ptr<Json> shown, describe(connection));
    const std::vector<std::string> names = secretsOf(*shown);
    return std::find(names.begin(), names.end(), field) != names.end();
}

base::Result<FieldValue> ConnectionFields::get(const std::string& connection, const std::string& field)
{
    KS_ASSIGN(const std::shared_ptr<Json> shown, describe(connection));
    if (field == "token" || field == mainOf(*shown))
        return lent(connection, {}, nullptr);
    KS_ASSIGN(const bool secret, hasSecret(connection, field));
    if (secret)
        return lent(connection, field, nullptr);
    const Json parameters = shown->value("parameters", Json::object());
    if (const auto found = parameters.find(field); found != parameters.end() && found->is_string())
        return publicValue(found->get<std::string>());
    for (const char* name : {"account", "name", "id", "expires_at"}) {
        if (field == name)
            return publicValue(shown->value(name, std::string{}));
    }
    return base::fail(ErrorCode::NotFound, "the connection has no field " + base::cleanForDisplay(field, 60) +
                                               "; it has " + base::cleanForDisplay(fieldsOf(*shown), 400));
}

} // namespace keystead::cli
