// SPDX-License-Identifier: GPL-3.0-or-later
// The outer shape of PEM (RFC 7468 and, for old encrypted keys, RFC 1421 headers): labels and base64 only. Whether the
// bytes are a key is for the crypto room to say.
#include "core/model/text_rules.h"
#include "core/model/validation.h"

namespace keystead::model {

namespace {

constexpr std::size_t maxPem = 64 * 1024;
constexpr std::string_view beginMark = "-----BEGIN ";
constexpr std::string_view endMark = "-----END ";
constexpr std::string_view dashes = "-----";

// Takes one line off the front, without its line break and trailing blanks.
std::string_view takeLine(std::string_view& text)
{
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t'))
        line.remove_suffix(1);
    return line;
}

std::optional<std::string_view> labelOf(std::string_view line, std::string_view mark)
{
    if (!line.starts_with(mark) || !line.ends_with(dashes) || line.size() < mark.size() + dashes.size())
        return std::nullopt;
    return line.substr(mark.size(), line.size() - mark.size() - dashes.size());
}

bool isBase64Line(std::string_view line)
{
    for (const char c : line)
        if (!isAlnum(c) && c != '+' && c != '/' && c != '=')
            return false;
    return true;
}

bool isHeaderLine(std::string_view line)
{
    return line.find(": ") != std::string_view::npos;
}

// Counts base64 characters and padding of one block's body up to its end line.
struct Body
{
    std::size_t characters = 0;
    std::size_t padding = 0;
    bool valid = true;

    void add(std::string_view line)
    {
        if (!isBase64Line(line))
            valid = false;
        for (const char c : line) {
            ++characters;
            if (c == '=')
                ++padding;
            else if (padding > 0)
                valid = false;
        }
    }
    bool whole() const { return valid && characters > 0 && characters % 4 == 0 && padding <= 2; }
};

// One block off the front. Empty: fine; `label` is set.
std::optional<std::string> blockProblem(std::string_view& text, std::string_view beginLine, std::string_view& label)
{
    const auto begin = labelOf(beginLine, beginMark);
    if (!begin)
        return "does not begin with a line like -----BEGIN ...-----";
    label = *begin;
    Body body;
    bool headersPossible = true;
    while (!text.empty()) {
        const std::string_view line = takeLine(text);
        if (const auto end = labelOf(line, endMark)) {
            if (*end != label)
                return "ends with another label than it begins with";
            return body.whole() ? std::nullopt : std::optional<std::string>{"holds text that is not base64"};
        }
        if (headersPossible && (isHeaderLine(line) || line.empty()))
            continue;
        headersPossible = false;
        body.add(line);
    }
    return "has no -----END ...----- line";
}

} // namespace

std::optional<Problem> validatePem(std::string_view fieldName, const base::Secret& pem,
                                   std::string_view expectedLabelSuffix)
{
    const std::string fix =
        "Paste the whole PEM text, from -----BEGIN to -----END, of a " + asciiLower(expectedLabelSuffix) + ".";
    const auto problem = [&](std::string message) {
        return Problem{"secret." + std::string{fieldName}, std::move(message), fix};
    };
    if (pem.empty())
        return problem("is empty");
    if (pem.size() > maxPem)
        return problem("is larger than 64 KiB");
    std::string_view rest = pem.exposeText();
    std::size_t blocks = 0;
    while (!rest.empty()) {
        const std::string_view line = takeLine(rest);
        if (line.empty())
            continue;
        std::string_view label;
        if (auto message = blockProblem(rest, line, label))
            return problem(*std::move(message));
        if (label.ends_with(expectedLabelSuffix))
            ++blocks;
        // OpenSSL writes "EC PARAMETERS" in front of an EC key; anything else beside the key is a mix-up.
        else if (label != "EC PARAMETERS")
            return problem("is not a " + asciiLower(expectedLabelSuffix));
    }
    if (blocks == 0)
        return problem("is empty");
    if (blocks > 1 && expectedLabelSuffix.ends_with("KEY"))
        return problem("holds more than one key");
    return std::nullopt;
}

} // namespace keystead::model
