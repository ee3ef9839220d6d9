// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/provider_spec.h"
#include "core/model/text_rules.h"
#include "core/model/url_rules.h"
#include "core/model/validation.h"

namespace keystead::model {

namespace {

using base::ErrorCode;
using base::fail;
using Parameters = std::map<std::string, std::string>;

constexpr std::size_t maxPublicValue = 1000;

const UrlParameter* declared(const ProviderSpec& spec, std::string_view name)
{
    for (const UrlParameter& parameter : spec.urlParameters)
        if (parameter.name == name)
            return &parameter;
    return nullptr;
}

// A URL template begins with a scheme or with a parameter that is a whole URL.
bool isUrlTemplate(std::string_view text, const ProviderSpec& spec)
{
    if (text.starts_with("https://") || text.starts_with("http://"))
        return true;
    if (!text.starts_with("{"))
        return false;
    const UrlParameter* first = declared(spec, text.substr(1, text.find('}') - 1));
    return first && first->format == "url";
}

base::Error wrong(std::string_view name, const std::string& why)
{
    return fail(ErrorCode::InvalidArgument, "parameters." + std::string{name} + " " + why);
}

// The checked value of a declared parameter; empty only where it is optional.
base::Result<std::string> declaredValue(const UrlParameter& parameter, const ProviderSpec& spec,
                                        const Parameters& parameters)
{
    const auto given = parameters.find(parameter.name);
    const bool useDefault = given == parameters.end() || given->second.empty();
    const std::string& value = useDefault ? parameter.defaultValue : given->second;
    if (value.empty()) {
        if (parameter.optional)
            return std::string{};
        return wrong(parameter.name, "is missing");
    }
    const bool loopback =
        spec.loopbackHttpAllowed || (parameter.allowLoopback && loopbackHttpAllowed(spec, parameters));
    if (const auto problem = validateParameter(parameter, value, loopback))
        return wrong(parameter.name, problem->message);
    return value;
}

// A public field such as username or client_id: any clean text.
base::Result<std::string> publicValue(std::string_view name, const Parameters& parameters)
{
    const auto given = parameters.find(std::string{name});
    if (given == parameters.end() || given->second.empty())
        return wrong(name, "is missing");
    if (const auto problem = textProblem(given->second, maxPublicValue))
        return wrong(name, *problem);
    return given->second;
}

class Expansion
{
public:
    Expansion(std::string_view text, const ProviderSpec& spec, const Parameters& parameters)
        : m_text(text), m_spec(spec), m_parameters(parameters), m_isUrl(isUrlTemplate(text, spec))
    {
    }

    base::Result<std::string> run()
    {
        while (m_pos < m_text.size()) {
            const char c = m_text[m_pos];
            if (c == '}')
                return malformed();
            if (c != '{') {
                m_out += c;
                ++m_pos;
                continue;
            }
            const std::size_t close = m_text.find('}', m_pos);
            if (close == std::string_view::npos)
                return malformed();
            const std::string_view name = m_text.substr(m_pos + 1, close - m_pos - 1);
            if (!isFieldName(name))
                return malformed();
            m_pos = close + 1;
            KS_TRY(put(name));
            if (m_leftOut)
                return std::string{};
        }
        return checked();
    }

private:
    static base::Error malformed() { return fail(ErrorCode::InvalidArgument, "malformed placeholder in a template"); }

    base::Status put(std::string_view name)
    {
        const UrlParameter* parameter = declared(m_spec, name);
        if (!parameter) {
            KS_ASSIGN(const std::string value, publicValue(name, m_parameters));
            return putText(name, value);
        }
        KS_ASSIGN(std::string value, declaredValue(*parameter, m_spec, m_parameters));
        if (value.empty()) {
            m_leftOut = m_isUrl;
            return base::ok();
        }
        if (parameter->format == "url")
            return putUrl(name, std::move(value));
        if (parameter->format == "text")
            return putText(name, value);
        m_out += value;
        return base::ok();
    }

    base::Status putText(std::string_view name, const std::string& value)
    {
        // Percent-encoding leaves dots alone, and a dot segment would climb up the path (RFC 3986 section 5.2.4).
        if (m_isUrl && (value == "." || value == ".."))
            return wrong(name, "must not be a dot segment");
        m_out += m_isUrl ? percentEncode(value) : value;
        return base::ok();
    }

    base::Status putUrl(std::string_view name, std::string value)
    {
        const bool more = m_pos < m_text.size();
        if (m_isUrl && more && value.find('?') != std::string::npos)
            return wrong(name, "must not hold a query");
        if (more && m_text[m_pos] == '/' && value.ends_with('/'))
            value.pop_back();
        m_out += value;
        return base::ok();
    }

    base::Result<std::string> checked()
    {
        if (m_isUrl) {
            if (const auto problem = urlProblem(m_out, loopbackHttpAllowed(m_spec, m_parameters)))
                return fail(ErrorCode::InvalidArgument, "the expanded address " + *problem);
        }
        return std::move(m_out);
    }

    std::string_view m_text;
    const ProviderSpec& m_spec;
    const Parameters& m_parameters;
    bool m_isUrl;
    bool m_leftOut = false;
    std::size_t m_pos = 0;
    std::string m_out;
};

} // namespace

base::Result<std::string> expandTemplate(std::string_view text, const ProviderSpec& spec, const Parameters& parameters)
{
    return Expansion(text, spec, parameters).run();
}

} // namespace keystead::model
