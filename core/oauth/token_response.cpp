// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/encoding.h"
#include "core/base/log.h"
#include "core/oauth/answer_json.h"
#include "core/oauth/token_client.h"

#include <algorithm>

namespace keystead::oauth {

namespace {

using base::ErrorCode;
using Failure = tl::unexpected<TokenFailure>;

Failure failure(ErrorCode code, std::string detail)
{
    return Failure{TokenFailure{base::fail(code, std::move(detail)), std::nullopt}};
}

// RFC 6749 section 5.2 and 4.1.2.1. The words are the server's and may be shown: they are cleaned, and what looks like
// a secret is taken out.
base::Error errorFor(const std::string& rawCode, const std::string& description, const model::OAuthSpec& spec)
{
    const std::string code = base::redact(base::cleanForDisplay(rawCode, 80));
    std::string detail = code;
    if (!description.empty())
        detail += ": " + base::redact(base::cleanForDisplay(description, 200));
    const auto& aliases = spec.invalidGrantErrors;
    ErrorCode kind = ErrorCode::OAuthServerRefused;
    if (rawCode == "invalid_grant" || std::find(aliases.begin(), aliases.end(), rawCode) != aliases.end())
        kind = ErrorCode::OAuthInvalidGrant;
    else if (rawCode == "invalid_client" || rawCode == "unauthorized_client")
        kind = ErrorCode::OAuthInvalidClient;
    else if (rawCode == "invalid_scope")
        kind = ErrorCode::OAuthInvalidScope;
    else if (rawCode == "access_denied")
        kind = ErrorCode::OAuthAccessDenied;
    else if (rawCode == "temporarily_unavailable" || rawCode == "server_error")
        kind = ErrorCode::ServerError;
    else if (rawCode == "slow_down" || rawCode == "rate_limited" || rawCode == "ratelimited")
        kind = ErrorCode::TooManyRequests;
    return base::fail(kind, detail);
}

bool isFalse(const base::Json* value)
{
    return value && ((value->is_boolean() && !value->get<bool>()) ||
                     (value->is_number_integer() && value->get<std::int64_t>() == 0) ||
                     (value->is_string() && (value->get_ref<const std::string&>() == "false" ||
                                             value->get_ref<const std::string&>() == "0")));
}

// The server's error, wherever it put it; nullopt where it states none.
std::optional<base::Error> findError(const AnswerJson& answer, const model::OAuthSpec& spec, int status)
{
    const bool notOk = !spec.okPointer.empty() && isFalse(answer.at(spec.okPointer));
    const base::Json* stated = answer.at(spec.tokenErrorPointer.empty() ? "/error" : spec.tokenErrorPointer);
    const std::string description = answer.publicText("/error_description").value_or("");
    if (stated && stated->is_string() && !stated->get_ref<const std::string&>().empty())
        return errorFor(stated->get_ref<const std::string&>(), description, spec);
    if (stated && stated->is_object()) {
        for (const char* key : {"code", "type", "status"}) {
            if (const auto found = stated->find(key); found != stated->end() && found->is_string())
                return errorFor(found->get<std::string>(), description, spec);
        }
        return errorFor("error", description, spec);
    }
    if (notOk)
        return errorFor("not ok", description, spec);
    if (status >= 400)
        return base::fail(status == 401   ? ErrorCode::OAuthInvalidClient
                          : status == 403 ? ErrorCode::Forbidden
                                          : ErrorCode::OAuthServerRefused,
                          "the server answered " + std::to_string(status));
    return std::nullopt;
}

// RFC 6750 section 2.1: what stands in a header must be visible ASCII.
bool isTokenText(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

std::optional<std::vector<std::string>> grantedScopes(const AnswerJson& answer, const model::OAuthSpec& spec)
{
    const base::Json* value = answer.at(spec.scopeResponsePointer);
    if (!value)
        return std::nullopt;
    std::vector<std::string> scopes;
    if (value->is_string()) {
        scopes = splitScopes(value->get_ref<const std::string&>(),
                             spec.scopeResponseSeparator.empty() ? spec.scopeSeparator : spec.scopeResponseSeparator);
    } else if (value->is_array()) {
        for (const auto& entry : *value) {
            if (entry.is_string())
                scopes.push_back(entry.get<std::string>());
        }
    } else {
        return std::nullopt;
    }
    for (std::string& scope : scopes)
        scope = base::cleanForDisplay(scope, 200);
    return scopes;
}

std::optional<base::WallTime> after(base::WallTime now, std::optional<std::int64_t> seconds)
{
    constexpr std::int64_t century = 100LL * 365 * 24 * 3600;
    // 0 means "never" where it is sent at all.
    if (!seconds || *seconds <= 0 || *seconds > century)
        return std::nullopt;
    return now + std::chrono::seconds{*seconds};
}

// token_type stands beside the access token. RFC 6749 section 7.1: a type that is not understood must not be used.
base::Status checkTokenType(const AnswerJson& answer, std::string_view accessPointer, const model::OAuthSpec& spec)
{
    const std::string pointer = std::string{accessPointer.substr(0, accessPointer.rfind('/'))} + "/token_type";
    const auto type = answer.text(pointer);
    if (!type)
        return base::ok();
    std::string lower{*type};
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    const auto& also = spec.bearerTokenTypes;
    if (lower == "bearer" || std::find(also.begin(), also.end(), lower) != also.end())
        return base::ok();
    return base::fail(ErrorCode::BadResponse, "unknown token_type " + base::cleanForDisplay(lower, 40));
}

void readExtras(const AnswerJson& answer, const model::OAuthSpec& spec, base::WallTime now, model::TokenSet& tokens)
{
    for (const std::string& pointer : spec.refreshTokenPaths) {
        if (const auto token = answer.text(pointer)) {
            tokens.refreshToken = base::Secret::fromText(*token);
            break;
        }
    }
    if (const auto token = answer.text("/id_token"))
        tokens.idToken = base::Secret::fromText(*token);
    for (const std::string& pointer : spec.expiresInPaths) {
        if ((tokens.expiresAt = after(now, answer.number(pointer))))
            break;
    }
    const bool silent = std::none_of(spec.expiresInPaths.begin(), spec.expiresInPaths.end(),
                                     [&](const std::string& pointer) { return answer.number(pointer).has_value(); });
    if (silent && spec.accessTokenLifetime)
        tokens.expiresAt = after(now, spec.accessTokenLifetime->count());
    if (!spec.refreshExpiryPointer.empty())
        tokens.refreshExpiresAt = after(now, answer.number(spec.refreshExpiryPointer));
    tokens.scopes = grantedScopes(answer, spec);
    for (const auto& [name, pointer] : spec.tokenCapture) {
        if (const auto value = answer.publicText(pointer))
            tokens.captured[name] = base::cleanForDisplay(*value, 500);
    }
}

} // namespace

TokenResult<model::TokenSet> parseTokenResponse(int status, std::string_view contentType, std::string_view body,
                                                const model::OAuthSpec& spec, base::WallTime now)
{
    // What says nothing about the token, whatever stands in the body.
    if (status >= 300 && status < 400)
        return failure(ErrorCode::RedirectRefused, "the token endpoint redirects, which is never followed");
    if (status == 429)
        return failure(ErrorCode::TooManyRequests, "the server asks to slow down");
    if (status >= 500 || status < 200)
        return failure(ErrorCode::ServerError, "the server answered " + std::to_string(status));

    base::Result<AnswerJson> answer = parseAnswer(contentType, body);
    if (!answer)
        return Failure{TokenFailure{
            status >= 400 ? base::fail(ErrorCode::BadResponse,
                                       "the server answered " + std::to_string(status) + "; " + answer.error().detail)
                          : answer.error(),
            std::nullopt}};
    if (const auto error = findError(*answer, spec, status))
        return Failure{TokenFailure{*error, std::nullopt}};

    model::TokenSet tokens;
    for (const std::string& pointer : spec.accessTokenPaths) {
        const auto token = answer->text(pointer);
        if (!token)
            continue;
        if (!isTokenText(*token))
            return failure(ErrorCode::BadResponse, "the access token holds characters that no header may carry");
        if (base::Status type = checkTokenType(*answer, pointer, spec); !type)
            return Failure{TokenFailure{type.error(), std::nullopt}};
        tokens.accessToken = base::Secret::fromText(*token);
        break;
    }
    if (tokens.accessToken.empty())
        return failure(ErrorCode::BadResponse, "the server's answer holds no access token");
    readExtras(*answer, spec, now, tokens);
    return tokens;
}

} // namespace keystead::oauth
