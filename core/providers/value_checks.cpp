// SPDX-License-Identifier: GPL-3.0-or-later
// The single checks of spec_checks.h: texts, URLs, templates, headers, pointers.
#include "core/model/text_rules.h"
#include "core/model/url_rules.h"
#include "core/providers/spec_checks.h"

#include <algorithm>

namespace keystead::providers {

namespace {

// Headers that the HTTP layer or the credential's own placement owns.
constexpr std::string_view ownedHeaders[] = {"host",   "content-length", "transfer-encoding",   "connection",
                                             "cookie", "authorization",  "proxy-authorization", "upgrade",
                                             "te",     "trailer"};

constexpr std::size_t maxTemplate = 1000;

std::string replaceAll(std::string text, const std::string& from, const std::string& by)
{
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + by.size()))
        text.replace(at, from.size(), by);
    return text;
}

} // namespace

void SpecChecker::add(const std::string& field, std::string message, std::string fix)
{
    m_problems.push_back({field, std::move(message), std::move(fix)});
}

void SpecChecker::text(const std::string& field, const std::string& value, std::size_t maximum, Presence presence)
{
    if (value.empty()) {
        if (presence == Presence::Required)
            add(field, "is missing", "Give a short text.");
        return;
    }
    if (const auto problem = model::textProblem(value, maximum))
        add(field, *problem, "Use plain, printable text.");
}

void SpecChecker::pageUrl(const std::string& field, const std::string& value)
{
    if (value.empty())
        return;
    if (const auto problem = model::urlProblem(value, loopbackHttp()))
        add(field, *problem, "Give a whole https address.");
}

const model::UrlParameter* SpecChecker::parameter(std::string_view name) const
{
    for (const model::UrlParameter& candidate : m_spec.urlParameters)
        if (candidate.name == name)
            return &candidate;
    return nullptr;
}

std::optional<std::vector<std::string>> SpecChecker::placeholders(std::string_view text)
{
    std::vector<std::string> names;
    for (std::size_t pos = 0; pos < text.size(); ++pos) {
        if (text[pos] == '}')
            return std::nullopt;
        if (text[pos] != '{')
            continue;
        const std::size_t close = text.find('}', pos);
        if (close == std::string_view::npos)
            return std::nullopt;
        const std::string_view name = text.substr(pos + 1, close - pos - 1);
        if (!model::isFieldName(name))
            return std::nullopt;
        names.emplace_back(name);
        pos = close;
    }
    return names;
}

bool SpecChecker::known(const std::string& name, const std::set<std::string>& extra) const
{
    // The flow that runs has the client's id at hand.
    return name == "client_id" || parameter(name) || m_publicFields.contains(name) || extra.contains(name);
}

void SpecChecker::valueTemplate(const std::string& field, const std::string& value, const std::set<std::string>& extra)
{
    if (const auto problem = model::textProblem(value, maxTemplate)) {
        add(field, *problem, "Use plain, printable text.");
        return;
    }
    const auto names = placeholders(value);
    if (!names) {
        add(field, "has a malformed placeholder", "Write placeholders as {name}, with a-z, 0-9 and underscore.");
        return;
    }
    for (const std::string& name : *names)
        if (!known(name, extra))
            add(field, "uses {" + name + "}, which nothing fills", "Declare it under url_parameters or as a field.");
}

void SpecChecker::urlTemplate(const std::string& field, const std::string& value, Presence presence,
                              const std::set<std::string>& extra)
{
    if (value.empty()) {
        if (presence == Presence::Required)
            add(field, "is missing", "Give an https address.");
        return;
    }
    const std::size_t before = m_problems.size();
    valueTemplate(field, value, extra);
    if (m_problems.size() == before)
        urlShape(field, value);
}

// SECURITY 12: no placeholder may decide where a credential goes, but one that is a host or a URL by its format.
void SpecChecker::urlShape(const std::string& field, const std::string& value)
{
    const auto names = *placeholders(value);
    const model::UrlParameter* first = value.front() == '{' ? parameter(names.front()) : nullptr;
    const bool wholeUrl = first && first->format == "url";
    const std::size_t schemeEnd = value.find("://");
    std::size_t authority = schemeEnd == std::string::npos ? 0 : schemeEnd + 3;
    std::size_t path = std::min(value.find_first_of("/?", authority), value.size());
    if (wholeUrl) {
        authority = path = value.find('}') + 1;
        if (path < value.size() && value[path] != '/' && value[path] != '?') {
            add(field, "continues the host of {" + first->name + "}", "Put a / after the placeholder.");
            return;
        }
    }
    std::string sample = value;
    for (const std::string& name : names) {
        const model::UrlParameter* declared = parameter(name);
        const std::string format = declared ? declared->format : "text";
        const std::string mark = "{" + name + "}";
        const std::size_t at = value.find(mark);
        const bool inAuthority = at >= authority && at < path;
        const bool boundLabel = format == "identifier" && at + mark.size() < path && value[at + mark.size()] == '.';
        const bool allowed = inAuthority ? format == "host" || boundLabel
                                         : format != "host" && (format != "url" || (wholeUrl && at == 0));
        if (!allowed) {
            add(field, "has {" + name + "} where a value of format " + format + " could change the destination",
                "Use a parameter of format host for the host, url for a whole address, identifier or text behind it.");
            return;
        }
        sample = replaceAll(sample, mark,
                            format == "url"    ? "https://example.com"
                            : format == "host" ? "example.com"
                                               : "x");
    }
    if (const auto problem = model::urlProblem(sample, loopbackHttp()))
        add(field, *problem, "Give a whole https address.");
}

void SpecChecker::headerName(const std::string& field, const std::string& value)
{
    const std::string lower = model::asciiLower(value);
    const bool token =
        !value.empty() && value.size() <= 100 && // RFC 9110 section 5.6.2
        std::all_of(value.begin(), value.end(), [](char c) {
            return model::isAlnum(c) || std::string_view{"!#$%&'*+-.^_`|~"}.find(c) != std::string_view::npos;
        });
    if (!token)
        add(field, "is not a header name", "Use letters, digits and hyphens.");
}

void SpecChecker::headers(const std::string& field, const std::map<std::string, std::string>& values)
{
    for (const auto& [name, value] : values) {
        const std::string path = field + "." + name;
        headerName(path, name);
        const std::string lower = model::asciiLower(name);
        if (std::find(std::begin(ownedHeaders), std::end(ownedHeaders), lower) != std::end(ownedHeaders))
            add(path, "is a header that Keystead sets itself", "Remove it.");
        valueTemplate(path, value);
    }
}

void SpecChecker::pointer(const std::string& field, const std::string& value)
{
    if (value.empty())
        return;
    if (value.front() != '/' || model::textProblem(value, 200))
        add(field, "is not a JSON pointer", "Write it like /data/name (RFC 6901).");
}

void SpecChecker::oneOf(const std::string& field, const std::string& value, const std::vector<std::string>& allowed)
{
    if (std::find(allowed.begin(), allowed.end(), value) != allowed.end())
        return;
    std::string list;
    for (const std::string& item : allowed)
        if (!item.empty())
            list += (list.empty() ? "" : ", ") + item;
    add(field, "has a value that is not known", "Use one of: " + list + ".");
}

} // namespace keystead::providers
