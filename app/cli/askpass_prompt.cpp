// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/askpass_prompt.h"

#include "core/base/encoding.h"

#include <algorithm>

namespace keystead::cli {

namespace {

constexpr std::size_t maxPrompt = 8192;

// Between the first and the last quote.
std::string_view quotedPart(std::string_view text)
{
    const std::size_t open = text.find('\'');
    const std::size_t close = text.rfind('\'');
    return open == std::string_view::npos || close <= open + 1 ? std::string_view{}
                                                               : text.substr(open + 1, close - open - 1);
}

// git percent-encodes the user name in the address that it shows.
std::optional<std::string> decoded(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        const auto byte = base::fromHex(text.substr(i + 1, 2));
        if (!byte || byte->size() != 1)
            return std::nullopt;
        out += static_cast<char>(byte->front());
        i += 2;
    }
    return out;
}

std::optional<AskedFor> gitPrompt(std::string_view prompt, std::string_view url)
{
    const std::size_t scheme = url.find("://");
    AskedFor asked;
    asked.protocol = url.substr(0, scheme);
    std::string_view rest = url.substr(scheme + 3);
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    std::string_view authority = rest.substr(0, slash);
    asked.path = rest.substr(std::min(slash + 1, rest.size()));
    const std::size_t at = authority.rfind('@');
    const bool named = at != std::string_view::npos;
    if (named) {
        const auto user = decoded(authority.substr(0, at));
        if (!user || user->find(':') != std::string::npos)
            return std::nullopt;
        asked.username = *user;
        authority.remove_prefix(at + 1);
    }
    asked.host = authority;
    if (asked.host.empty())
        return std::nullopt;
    asked.what = named || prompt.starts_with("Password") ? AskedFor::What::GitPassword : AskedFor::What::GitUsername;
    return asked;
}

} // namespace

std::optional<AskedFor> parseAskpassPrompt(std::string_view prompt)
{
    if (prompt.size() > maxPrompt || !base::isValidUtf8(prompt) ||
        std::any_of(prompt.begin(), prompt.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }))
        return std::nullopt;
    const std::string_view quoted = quotedPart(prompt);
    // credential.c of git: "%s for '%s': ", never translated. A prompt that only quotes an address is another's.
    const bool ofGit =
        (prompt.starts_with("Username for '") || prompt.starts_with("Password for '")) && prompt.ends_with("': ");
    if (ofGit && (quoted.starts_with("https://") || quoted.starts_with("http://")))
        return gitPrompt(prompt, quoted);
    AskedFor asked;
    if (prompt.starts_with("Enter passphrase for ") && quoted.starts_with('/')) {
        asked.what = AskedFor::What::KeyPassphrase;
        asked.subject = quoted;
        return asked;
    }
    constexpr std::string_view password = "'s password: ";
    if (prompt.ends_with(password) && prompt.find(' ') == prompt.size() - password.size() + 2) {
        asked.what = AskedFor::What::HostPassword;
        asked.subject = prompt.substr(0, prompt.size() - password.size());
        return asked;
    }
    return std::nullopt;
}

} // namespace keystead::cli
