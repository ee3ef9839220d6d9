// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Git's credential helper protocol (git-credential(1), "INPUT/OUTPUT FORMAT"): key=value lines, an empty line or the
// end closes them. Strict where a lenient reader was once a hole: a CR, a NUL, a second host or protocol, a line over
// 65,535 bytes or a blank host gives no request at all (SECURITY 19, 20). No Qt, no socket. Pure.
#include "core/base/result.h"
#include "core/base/secret.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace keystead::helpers {

inline constexpr std::size_t maxGitLine = 65'535;
inline constexpr std::size_t maxGitInput = 1024 * 1024;

struct GitRequest
{
    std::string protocol;
    std::string host; // "git.example.com:8443"
    std::string path; // empty unless credential.useHttpPath is set
    std::string username;
    base::Secret password;               // store, erase; also what came as `credential`
    std::optional<std::int64_t> expires; // password_expiry_utc: seconds since 1970
    bool authtypeCapable = false;        // git understands authtype and credential (2.46)
    bool stateCapable = false;
    std::string servedBy; // the connection that answered `get`, from our own state[]
};

// InvalidArgument naming what is wrong; a value is never repeated. oauth_refresh_token and unknown keys are passed
// over.
base::Result<GitRequest> parseGitRequest(std::string_view input);

struct GitAnswer
{
    std::string username;
    base::Secret password;
    std::string authType; // "Bearer": the password goes as `credential` where git can do that
    std::optional<std::int64_t> expires;
    std::string connection; // for state[]
};

// InvalidArgument where a value holds a line break, a CR or a NUL: it would read as another line.
base::Result<base::Secret> writeGitAnswer(const GitRequest& request, const GitAnswer& answer);
// What `git-credential-keystead capability` says.
std::string_view gitCapabilities();

} // namespace keystead::helpers
