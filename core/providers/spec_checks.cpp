// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/spec_checks.h"

#include "core/model/text_rules.h"
#include "core/model/url_rules.h"

#include <algorithm>

namespace keystead::providers {

namespace {

constexpr int knownSchema = 1;
constexpr std::size_t maxParameters = 20;
constexpr std::size_t maxNotes = 20;

// An id or an icon's file stem.
bool isSlug(std::string_view value)
{
    return !value.empty() && value.size() <= 40 && std::all_of(value.begin(), value.end(), [](char c) {
        return model::isLower(c) || model::isDigit(c) || c == '-';
    });
}

} // namespace

std::vector<model::Problem> SpecChecker::run()
{
    for (const model::AuthMethod& method : m_spec.methods)
        for (const model::FieldSpec& field : method.fields)
            if (!field.secret)
                m_publicFields.insert(field.name);
    if (m_spec.oauth)
        for (const auto& [name, pointer] : m_spec.oauth->tokenCapture)
            m_publicFields.insert(name);
    checkIdentity();
    checkParameters();
    checkMethods();
    checkApi();
    checkTest();
    checkRateLimit();
    if (m_spec.git)
        checkServerLogin(*m_spec.git, "git");
    if (m_spec.docker)
        checkServerLogin(*m_spec.docker, "docker");
    checkOAuth();
    checkJwt();
    return std::move(m_problems);
}

void SpecChecker::checkIdentity()
{
    if (m_spec.schemaVersion != knownSchema)
        add("schema_version", "is not 1", "Use a descriptor for this version of Keystead.");
    if (!isSlug(m_spec.id))
        add("id", "is not a usable id", "Use 1 to 40 characters: a-z, 0-9 and hyphen.");
    text("display_name", m_spec.displayName, 60, Presence::Required);
    oneOf("category", m_spec.category,
          {"git", "bank", "cloud", "identity", "productivity", "commerce", "developer", "mail", "generic"});
    if (!m_spec.icon.empty() && !isSlug(m_spec.icon))
        add("icon", "is not an icon's name", "Use the file's name without folder and ending, or leave it out.");
    pageUrl("docs_url", m_spec.docsUrl);
    if (m_spec.notes.size() > maxNotes)
        add("notes", "are more than 20", "Keep what a person needs to know.");
    for (std::size_t i = 0; i < m_spec.notes.size(); ++i)
        text("notes[" + std::to_string(i) + "]", m_spec.notes[i], 400, Presence::Required);
}

void SpecChecker::checkParameters()
{
    if (m_spec.urlParameters.size() > maxParameters)
        add("url_parameters", "are more than 20", "Leave some out.");
    std::set<std::string> names;
    for (std::size_t i = 0; i < m_spec.urlParameters.size(); ++i) {
        const model::UrlParameter& p = m_spec.urlParameters[i];
        const std::string path = "url_parameters[" + std::to_string(i) + "]";
        if (!model::isFieldName(p.name))
            add(path + ".name", "is not a usable name", "Use 1 to 40 characters: a-z, 0-9 and underscore.");
        if (!names.insert(p.name).second || m_publicFields.contains(p.name))
            add(path + ".name", "is used twice", "Give each parameter and public field a name of its own.");
        text(path + ".label", p.label, 60, Presence::Required);
        text(path + ".help", p.help, 300, Presence::Optional);
        text(path + ".example", p.example, 200, Presence::Optional);
        oneOf(path + ".format", p.format, {"host", "identifier", "url", "text"});
        if (p.allowLoopback && p.format != "url")
            add(path + ".allow_loopback", "is only for format url", "Remove it.");
        for (const std::string& choice : p.choices)
            text(path + ".choices", choice, 100, Presence::Required);
        if (p.defaultValue.empty())
            continue;
        if (const auto problem = validateParameter(p, p.defaultValue, loopbackHttp()))
            add(path + ".default", problem->message, problem->fix);
    }
}

void SpecChecker::checkApi()
{
    checkApiAuth(m_spec.apiAuth, "api_auth");
    headers("api_headers", m_spec.apiHeaders);
    urlTemplate("api_base_url", m_spec.apiBaseUrl, Presence::Optional);
}

void SpecChecker::checkTest()
{
    if (!m_spec.test)
        return;
    const model::TestRequest& test = *m_spec.test;
    oneOf("test.method", test.method, {"GET", "HEAD", "POST"});
    urlTemplate("test.url", test.url, Presence::Required);
    headers("test.headers", test.headers);
    valueTemplate("test.body", test.body);
    if (!test.body.empty() && test.contentType.empty())
        add("test.content_type", "is missing", "Say what the body is, for example application/json.");
    valueTemplate("test.content_type", test.contentType);
    pointer("test.account_pointer", test.accountPointer);
    pointer("test.ok_pointer", test.okPointer);
    if (!test.scopesHeader.empty())
        headerName("test.scopes_header", test.scopesHeader);
}

void SpecChecker::checkRateLimit()
{
    const model::RateLimitSpec& limit = m_spec.rateLimit;
    if (!limit.limitHeader.empty())
        headerName("rate_limit.limit_header", limit.limitHeader);
    if (!limit.remainingHeader.empty())
        headerName("rate_limit.remaining_header", limit.remainingHeader);
    if (!limit.resetHeader.empty())
        headerName("rate_limit.reset_header", limit.resetHeader);
    oneOf("rate_limit.reset_unit", limit.resetUnit, {"epoch_s", "seconds", "epoch_ms", "duration", "rfc3339"});
    for (const int status : limit.statuses)
        if (status < 400 || status > 599)
            add("rate_limit.statuses", "holds a status that is no error", "Use codes from 400 to 599.");
}

void SpecChecker::checkServerLogin(const model::ServerLogin& login, const std::string& path)
{
    const std::set<std::string> account{"account"};
    if (login.urls.empty())
        add(path + ".urls", "is empty", "Name the servers that take the credential, or leave " + path + " out.");
    for (std::size_t i = 0; i < login.urls.size(); ++i)
        urlTemplate(path + ".urls[" + std::to_string(i) + "]", login.urls[i], Presence::Required);
    valueTemplate(path + ".username", login.username, account);
    const auto offered = [&](const std::string& where, const std::string& kind) {
        const auto known = model::authKindFromText(kind);
        if (!known || !m_spec.method(*known))
            add(where + "." + kind, "is not a kind of sign-in of this provider", "Use a kind of its methods.");
    };
    for (const auto& [kind, value] : login.usernames) {
        offered(path + ".usernames", kind);
        valueTemplate(path + ".usernames." + kind, value, account);
    }
    for (const auto& [kind, value] : login.authTypes) {
        offered(path + ".auth_types", kind);
        headerName(path + ".auth_types." + kind, value); // RFC 9110 section 11.1: auth-scheme is a token
    }
}

} // namespace keystead::providers
