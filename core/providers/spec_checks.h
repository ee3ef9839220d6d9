// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a descriptor must mean, once its JSON has the right shape: URLs, placeholders, texts, names, patterns, and that
// its parts fit together. Internal to the room; parseSpec() is the door.
#include "core/model/provider_spec.h"
#include "core/model/validation.h"
#include "core/providers/spec_parser.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::providers {

// Collects problems of one descriptor; the single checks are shared by the files of this room.
class SpecChecker
{
public:
    SpecChecker(const model::ProviderSpec& spec, SpecSource source) : m_spec(spec), m_source(source) {}

    std::vector<model::Problem> run();

private:
    using Problems = std::vector<model::Problem>;
    enum class Presence { Required, Optional };

    // spec_checks.cpp; the single checks below are in value_checks.cpp
    void checkIdentity();
    void checkParameters();
    void checkApi();
    void checkTest();
    void checkRateLimit();
    void checkServerLogin(const model::ServerLogin& login, const std::string& path);
    // method_checks.cpp
    void checkMethods();
    void checkMethod(const model::AuthMethod& method, const std::string& path);
    void checkField(const model::FieldSpec& field, const model::AuthMethod& method, const std::string& path);
    void checkApiAuth(const model::ApiAuth& auth, const std::string& path);
    void checkJwt();
    // oauth_checks.cpp
    void checkOAuth();
    void checkRedirect(const model::OAuthSpec& oauth);
    void checkTokenAnswer(const model::OAuthSpec& oauth);
    void checkRevoke(const model::RevokeSpec& revoke);

    void add(const std::string& field, std::string message, std::string fix);
    void text(const std::string& field, const std::string& value, std::size_t maximum, Presence presence);
    // A URL that a browser opens: no placeholders.
    void pageUrl(const std::string& field, const std::string& value);
    // A URL template; `extra` are placeholders that only the caller fills.
    void urlTemplate(const std::string& field, const std::string& value, Presence presence,
                     const std::set<std::string>& extra = {});
    // A template for a header, form or claim value.
    void valueTemplate(const std::string& field, const std::string& value, const std::set<std::string>& extra = {});
    void headers(const std::string& field, const std::map<std::string, std::string>& values);
    void pointer(const std::string& field, const std::string& value); // RFC 6901 or empty
    void urlShape(const std::string& field, const std::string& value);
    void oneOf(const std::string& field, const std::string& value, const std::vector<std::string>& allowed);
    void headerName(const std::string& field, const std::string& value);
    bool loopbackHttp() const { return m_source == SpecSource::UserDefined; }
    const model::UrlParameter* parameter(std::string_view name) const;
    // Names of `text`'s placeholders, or nullopt where its braces do not match.
    static std::optional<std::vector<std::string>> placeholders(std::string_view text);
    bool known(const std::string& name, const std::set<std::string>& extra) const;

    const model::ProviderSpec& m_spec;
    SpecSource m_source;
    std::set<std::string> m_publicFields;
    Problems m_problems;
};

} // namespace keystead::providers
