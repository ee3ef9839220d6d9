// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/helpers/git_protocol.h"

#include "core/base/encoding.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace keystead::helpers {

using base::ErrorCode;
using base::fail;

namespace {

constexpr std::string_view statePrefix = "keystead:";

base::Result<std::int64_t> secondsOf(std::string_view text)
{
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error != std::errc{} || end != text.data() + text.size() || seconds < 0)
        return fail(ErrorCode::InvalidArgument, "password_expiry_utc is no number of seconds");
    return seconds;
}

bool isPlainId(std::string_view text)
{
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    return !text.empty() && text.size() <= 64 && text.find_first_not_of(plain) == std::string_view::npos;
}

class Lines
{
public:
    base::Status take(std::string_view line)
    {
        const std::size_t equals = line.find('=');
        if (equals == std::string_view::npos || equals == 0)
            return fail(ErrorCode::InvalidArgument, "a line is no key=value");
        const std::string_view key = line.substr(0, equals);
        const std::string_view value = line.substr(equals + 1);
        if (key.ends_with("[]"))
            return takeListed(key, value);
        if (!m_seen.insert(std::string{key}).second)
            return fail(ErrorCode::InvalidArgument, base::cleanForDisplay(key, 40) + " stands there twice");
        return takeSingle(key, value);
    }

    base::Result<GitRequest> finish()
    {
        if (m_request.protocol.empty() || m_request.host.empty())
            return fail(ErrorCode::InvalidArgument, "protocol or host is blank");
        if (m_request.password.empty())
            m_request.password = std::move(m_credential);
        return std::move(m_request);
    }

private:
    base::Status takeListed(std::string_view key, std::string_view value)
    {
        if (key == "capability[]") {
            m_request.authtypeCapable = m_request.authtypeCapable || value == "authtype";
            m_request.stateCapable = m_request.stateCapable || value == "state";
        } else if (key == "state[]" && value.starts_with(statePrefix)) {
            const std::string_view id = value.substr(statePrefix.size());
            m_request.servedBy = isPlainId(id) ? std::string{id} : std::string{};
        }
        return base::ok();
    }

    base::Status takeSingle(std::string_view key, std::string_view value)
    {
        if (key == "protocol")
            m_request.protocol = value;
        else if (key == "host")
            m_request.host = value;
        else if (key == "path")
            m_request.path = value;
        else if (key == "username")
            m_request.username = value;
        else if (key == "password")
            m_request.password = base::Secret::fromText(value);
        else if (key == "credential")
            m_credential = base::Secret::fromText(value);
        else if (key == "password_expiry_utc") {
            KS_ASSIGN(m_request.expires, secondsOf(value));
        }
        return base::ok();
    }

    GitRequest m_request;
    base::Secret m_credential;
    std::set<std::string, std::less<>> m_seen;
};

base::Status checkValue(std::string_view what, std::string_view value)
{
    constexpr std::string_view breaks{"\n\r\0", 3};
    if (value.find_first_of(breaks) == std::string_view::npos && value.size() < maxGitLine - 40)
        return base::ok();
    return fail(ErrorCode::InvalidArgument,
                std::string{what} + " cannot be told to git: it holds a line break or is too long");
}

} // namespace

base::Result<GitRequest> parseGitRequest(std::string_view input)
{
    if (input.size() > maxGitInput)
        return fail(ErrorCode::InvalidArgument, "the input is longer than 1 MiB");
    if (input.find('\r') != std::string_view::npos || input.find('\0') != std::string_view::npos)
        return fail(ErrorCode::InvalidArgument, "a carriage return or a zero byte stands in it");
    if (!base::isValidUtf8(input))
        return fail(ErrorCode::InvalidArgument, "it is not UTF-8");
    Lines lines;
    while (!input.empty()) {
        const std::size_t end = std::min(input.find('\n'), input.size());
        const std::string_view line = input.substr(0, end);
        if (line.empty())
            break;
        if (line.size() > maxGitLine)
            return fail(ErrorCode::InvalidArgument, "a line is longer than 65535 bytes");
        KS_TRY(lines.take(line));
        input.remove_prefix(std::min(end + 1, input.size()));
    }
    return lines.finish();
}

base::Result<base::Secret> writeGitAnswer(const GitRequest& request, const GitAnswer& answer)
{
    KS_TRY(checkValue("the user name", answer.username));
    KS_TRY(checkValue("the secret", answer.password.exposeText()));
    KS_TRY(checkValue("the kind of authentication", answer.authType));
    const bool alone = request.authtypeCapable && !answer.authType.empty();
    base::SecretBuilder out;
    if (alone)
        out.append("capability[]=authtype\n");
    if (request.stateCapable)
        out.append("capability[]=state\n");
    if (alone) {
        out.append("authtype=").append(answer.authType).append("\ncredential=").append(answer.password).append('\n');
    } else {
        if (!answer.username.empty())
            out.append("username=").append(answer.username).append('\n');
        out.append("password=").append(answer.password).append('\n');
    }
    if (answer.expires)
        out.append("password_expiry_utc=").append(std::to_string(*answer.expires)).append('\n');
    if (request.stateCapable && isPlainId(answer.connection))
        out.append("state[]=").append(statePrefix).append(answer.connection).append('\n');
    return std::move(out).build();
}

std::string_view gitCapabilities()
{
    return "version 0\ncapability authtype\ncapability state\n";
}

} // namespace keystead::helpers
