// SPDX-License-Identifier: GPL-3.0-or-later
// Ways to sign in, their form fields and where the credential goes.
#include "core/model/credential.h"
#include "core/model/pattern.h"
#include "core/model/text_rules.h"
#include "core/providers/spec_checks.h"

#include <algorithm>

namespace keystead::providers {

namespace {

using model::AuthKind;

constexpr std::size_t maxFields = 20;
const std::set<std::string> registeredClaims{"iss", "sub", "aud", "iat", "exp", "nbf", "jti"}; // RFC 7519 section 4.1

bool holds(const std::vector<std::string_view>& names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool hasSecretField(const model::AuthMethod& method, std::string_view name)
{
    return std::any_of(method.fields.begin(), method.fields.end(),
                       [&](const model::FieldSpec& field) { return field.secret && field.name == name; });
}

} // namespace

void SpecChecker::checkMethods()
{
    if (m_spec.methods.empty())
        add("methods", "is empty", "Describe at least one way to sign in.");
    std::set<AuthKind> kinds;
    for (std::size_t i = 0; i < m_spec.methods.size(); ++i) {
        const std::string path = "methods[" + std::to_string(i) + "]";
        if (!kinds.insert(m_spec.methods[i].kind).second)
            add(path + ".kind", "is listed twice", "Describe each kind once.");
        checkMethod(m_spec.methods[i], path);
    }
}

void SpecChecker::checkMethod(const model::AuthMethod& method, const std::string& path)
{
    text(path + ".label", method.label, 60, Presence::Required);
    text(path + ".help", method.help, 400, m_source == SpecSource::BuiltIn ? Presence::Required : Presence::Optional);
    urlTemplate(path + ".setup_url", method.setupUrl, Presence::Optional);
    if (method.apiAuth)
        checkApiAuth(*method.apiAuth, path + ".api_auth");
    if (method.fields.size() > maxFields)
        add(path + ".fields", "are more than 20", "Leave some out.");
    std::set<std::string> names;
    for (std::size_t i = 0; i < method.fields.size(); ++i) {
        const std::string fieldPath = path + ".fields[" + std::to_string(i) + "]";
        if (!names.insert(method.fields[i].name).second)
            add(fieldPath + ".name", "is used twice", "Give each field a name of its own.");
        checkField(method.fields[i], method, fieldPath);
    }
    for (const std::string_view name : requiredFields(method.kind))
        if (!hasSecretField(method, name))
            add(path + ".fields", "lack the secret field " + std::string{name}, "Add it, with \"secret\": true.");
    const bool needsOAuth = method.kind == AuthKind::OAuth2 || method.kind == AuthKind::ClientCredentials;
    if (needsOAuth && !m_spec.oauth)
        add("oauth", "is missing", "The kind " + std::string{toText(method.kind)} + " needs it.");
    if (method.kind == AuthKind::Jwt && !m_spec.jwt)
        add("jwt", "is missing", "The kind jwt needs it.");
}

void SpecChecker::checkField(const model::FieldSpec& field, const model::AuthMethod& method, const std::string& path)
{
    if (!model::isFieldName(field.name))
        add(path + ".name", "is not a usable name", "Use 1 to 40 characters: a-z, 0-9 and underscore.");
    text(path + ".label", field.label, 60, Presence::Required);
    text(path + ".help", field.help, 300, Presence::Optional);
    text(path + ".placeholder", field.placeholder, 100, Presence::Optional);
    if (!field.pattern.empty())
        if (const auto problem = model::patternProblem(field.pattern))
            add(path + ".pattern", *problem, "Write a simpler expression.");
    const bool fitsKind =
        holds(requiredFields(method.kind), field.name) || holds(optionalFields(method.kind), field.name);
    if (field.secret && method.kind != AuthKind::Custom && !fitsKind)
        add(path + ".name", "is not a secret field of kind " + std::string{toText(method.kind)},
            "Use the kind's own field, or the kind custom.");
    if (!field.secret && fitsKind)
        add(path + ".secret", "must be true for " + field.name, "Set it to true.");
}

void SpecChecker::checkApiAuth(const model::ApiAuth& auth, const std::string& path)
{
    oneOf(path + ".in", auth.in, {"header", "query", "basic"});
    std::set<std::string> secrets;
    for (const model::AuthMethod& method : m_spec.methods)
        for (const model::FieldSpec& field : method.fields)
            secrets.insert(field.name);
    valueTemplate(path + ".username_template", auth.usernameTemplate, secrets);
    valueTemplate(path + ".password_template", auth.passwordTemplate, secrets);
    if (auth.in == "basic") {
        if (auth.usernameTemplate.empty() && auth.passwordTemplate.empty())
            add(path, "has neither username_template nor password_template",
                "Say what the user name and password are.");
        return;
    }
    valueTemplate(path + ".prefix", auth.prefix);
    if (auth.name.find('{') != std::string::npos)
        valueTemplate(path + ".name", auth.name);
    else
        headerName(path + ".name", auth.name);
}

void SpecChecker::checkJwt()
{
    if (!m_spec.jwt)
        return;
    const model::JwtSpec& jwt = *m_spec.jwt;
    valueTemplate("jwt.audience", jwt.audience);
    valueTemplate("jwt.issuer", jwt.issuer);
    valueTemplate("jwt.subject", jwt.subject);
    if (jwt.issuer.empty())
        add("jwt.issuer", "is missing", "Say who issues the token, for example {client_id}.");
    for (const auto& [name, value] : jwt.claims) {
        text("jwt.claims." + name, name, 60, Presence::Required);
        if (registeredClaims.contains(name))
            add("jwt.claims." + name, "is a claim that Keystead sets itself", "Remove it.");
        valueTemplate("jwt.claims." + name, value);
    }
    if (jwt.lifetime < std::chrono::seconds{10} || jwt.lifetime > std::chrono::hours{24})
        add("jwt.lifetime_s", "is out of range", "Use 10 seconds to 24 hours.");
    if (jwt.algorithms.empty())
        add("jwt.algorithms", "is empty", "Name at least one of RS256, ES256, EdDSA.");
    for (const std::string& algorithm : jwt.algorithms)
        oneOf("jwt.algorithms", algorithm, {"RS256", "ES256", "EdDSA"});
    const bool hasToken = m_spec.oauth && (!m_spec.oauth->tokenUrl.empty() || !m_spec.oauth->issuer.empty());
    if (jwt.exchange && !hasToken)
        add("oauth.token_url", "is missing", "An assertion is exchanged there; or set jwt.exchange to false.");
}

} // namespace keystead::providers
