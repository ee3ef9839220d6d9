// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Structure validation of a connection before it is stored: every problem at once, each naming its field and the fix.
#include "core/model/connection.h"
#include "core/model/credential.h"
#include "core/model/provider_spec.h"

#include <string>
#include <vector>

namespace keystead::model {

struct Problem
{
    std::string field;   // "name", "parameters.host", "secret.api_key", "scopes"
    std::string message; // "is empty"
    std::string fix;     // "Give the connection a name of 1 to 100 characters."
    bool operator==(const Problem&) const = default;
};

// What a person filled in, before ids and times exist.
struct ConnectionDraft
{
    std::string name;
    std::string profile; // name; empty: the first profile
    std::string providerId;
    AuthKind kind = AuthKind::ApiKey;
    std::map<std::string, std::string> parameters;
    std::vector<std::string> scopes;
    std::vector<std::string> tags;
    std::string notes;
    std::string account;
    std::optional<base::WallTime> expiresAt;
    std::optional<base::OAuthClientId> oauthClient; // an existing one, or:
    std::string clientId;                           // a new client's id (its secret is the secret field client_secret)
    std::string clientLabel;
};

// Empty: valid. `secretsGiven` are the names of non-empty secret fields in the credential that goes with the draft.
std::vector<Problem> validate(const ConnectionDraft& draft, const ProviderSpec& provider, const Credential& credential);

// Rules that stand alone, also for a form's field-by-field validation. Empty optional: fine.
std::optional<Problem> validateName(const std::string& name);
// A host parameter: a host name or host:port, no scheme, no userinfo, no path (SECURITY 12, 21).
std::optional<Problem> validateParameter(const UrlParameter& parameter, const std::string& value);
// The same where http to a loopback address is acceptable for url parameters that allow it.
std::optional<Problem> validateParameter(const UrlParameter& parameter, const std::string& value, bool loopbackHttp);
// A public or secret field's value against `required` and `pattern`; the message never holds the value.
std::optional<Problem> validateField(const FieldSpec& field, std::string_view value);
std::optional<Problem> validatePem(std::string_view fieldName, const base::Secret& pem,
                                   std::string_view expectedLabelSuffix);

std::string describe(const std::vector<Problem>& problems); // one "field: message; fix" a line

} // namespace keystead::model
