// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of single values: names, url parameters and form fields.
#include "core/model/pattern.h"
#include "core/model/punycode.h"
#include "core/model/text_rules.h"
#include "core/model/url_rules.h"
#include "core/model/validation.h"

#include <algorithm>

namespace keystead::model {

namespace {

constexpr std::size_t maxName = 100;
constexpr std::size_t maxText = 1000;

std::string join(const std::vector<std::string>& values)
{
    std::string joined;
    for (const std::string& value : values)
        joined += (joined.empty() ? "" : ", ") + value;
    return joined;
}

std::string exampleOf(const UrlParameter& parameter)
{
    return parameter.example.empty() ? std::string{"."} : ", for example " + parameter.example + ".";
}

std::string hostFix(const UrlParameter& parameter, const std::string& value)
{
    const bool ascii =
        std::all_of(value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (!ascii) {
        const auto asciiForm = toAsciiHost(value);
        if (asciiForm && !hostProblem(*asciiForm))
            return "Write the ASCII form of the name, after checking that it is the one you mean: " + *asciiForm + ".";
    }
    return "Give only the host name, and :port where it is not the usual one" + exampleOf(parameter);
}

Problem problemOf(const UrlParameter& parameter, std::string message, std::string fix)
{
    return {"parameters." + parameter.name, std::move(message), std::move(fix)};
}

std::optional<Problem> urlParameterProblem(const UrlParameter& parameter, const std::string& value, bool loopbackHttp)
{
    const auto problem = urlProblem(value, loopbackHttp);
    if (!problem)
        return std::nullopt;
    const bool optInHelps = parameter.allowLoopback && !urlProblem(value, true);
    std::string fix = optInHelps ? "Use https, or set " + std::string{loopbackOptIn} +
                                       " to yes to allow http on this machine's own addresses."
                                 : "Give the whole address beginning with https://" + exampleOf(parameter);
    return problemOf(parameter, *problem, std::move(fix));
}

} // namespace

std::optional<Problem> validateName(const std::string& name)
{
    const std::string fix = "Give the connection a name of 1 to 100 characters.";
    if (name.empty())
        return Problem{"name", "is empty", fix};
    if (const auto problem = textProblem(name, maxName))
        return Problem{"name", *problem, fix};
    if (name.find('/') != std::string::npos)
        return Problem{"name", "holds a slash", "Leave out the /: it separates profile and name."};
    if (looksLikeId(name))
        return Problem{"name", "looks like an id", "Choose a name that is not made like an id of Keystead's."};
    if (name.front() == ' ' || name.back() == ' ')
        return Problem{"name", "begins or ends with a space", "Remove the space at its edge."};
    return std::nullopt;
}

std::optional<Problem> validateParameter(const UrlParameter& parameter, const std::string& value)
{
    return validateParameter(parameter, value, false);
}

std::optional<Problem> validateParameter(const UrlParameter& parameter, const std::string& value, bool loopbackHttp)
{
    if (value.empty()) {
        if (parameter.optional || !parameter.defaultValue.empty())
            return std::nullopt;
        const std::string label = parameter.label.empty() ? parameter.name : parameter.label;
        return problemOf(parameter, "is empty", "Give a value for \"" + label + "\"" + exampleOf(parameter));
    }
    const auto& choices = parameter.choices;
    if (!choices.empty() && std::find(choices.begin(), choices.end(), value) == choices.end())
        return problemOf(parameter, "is none of the possible values", "Use one of: " + join(choices) + ".");
    if (parameter.format == "host") {
        const auto problem = hostProblem(value);
        return problem ? std::optional{problemOf(parameter, *problem, hostFix(parameter, value))} : std::nullopt;
    }
    if (parameter.format == "url")
        return urlParameterProblem(parameter, value, loopbackHttp);
    if (parameter.format == "identifier") {
        if (isIdentifier(value))
            return std::nullopt;
        return problemOf(parameter, "holds characters that it cannot have",
                         "Use only letters, digits, dots, underscores and hyphens" + exampleOf(parameter));
    }
    const auto problem = textProblem(value, maxText);
    if (!problem)
        return std::nullopt;
    return problemOf(parameter, *problem, "Use plain text of at most 1000 characters.");
}

std::optional<Problem> validateField(const FieldSpec& field, std::string_view value)
{
    const std::string name = (field.secret ? "secret." : "parameters.") + field.name;
    const std::string label = field.label.empty() ? field.name : field.label;
    if (value.empty()) {
        if (!field.required)
            return std::nullopt;
        return Problem{name, "is empty", "Give a value for \"" + label + "\"."};
    }
    if (!field.secret) {
        if (const auto problem = textProblem(value, maxText))
            return Problem{name, *problem, "Use plain text of at most 1000 characters."};
    }
    if (field.pattern.empty() || matchesPattern(field.pattern, value))
        return std::nullopt;
    const std::string example = field.placeholder.empty() ? std::string{} : " It looks like " + field.placeholder + ".";
    return Problem{name, "does not look right",
                   "Check that \"" + label + "\" was copied whole, without spaces or line breaks." + example};
}

std::string describe(const std::vector<Problem>& problems)
{
    std::string text;
    for (const Problem& problem : problems) {
        if (!text.empty())
            text += '\n';
        text += problem.field + ": " + problem.message;
        if (!problem.fix.empty())
            text += "; " + problem.fix;
    }
    return text;
}

} // namespace keystead::model
