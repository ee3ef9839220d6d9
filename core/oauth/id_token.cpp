// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/id_token.h"

#include "core/base/encoding.h"
#include "core/oauth/answer_json.h"

#include <algorithm>

namespace keystead::oauth {

namespace {

constexpr std::int64_t leewaySeconds = 60;

base::Error invalid(std::string why)
{
    return base::fail(base::ErrorCode::OAuthIdTokenInvalid, "id_token: " + std::move(why));
}

// "https://login.example/{tenantid}/v2.0" with the token's own `tid`, which must be an identifier.
std::string issuerFor(const std::string& expected, const AnswerJson& claims)
{
    const auto open = expected.find('{');
    const auto close = expected.find('}');
    const auto tenant = claims.text("/tid");
    if (open == std::string::npos || close == std::string::npos || close < open || !tenant)
        return expected;
    if (tenant->find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.") !=
        std::string_view::npos)
        return expected;
    return expected.substr(0, open) + std::string{*tenant} + expected.substr(close + 1);
}

// OpenID Connect Core section 3.1.3.7, steps 3 to 5.
base::Status checkAudience(const AnswerJson& claims, const std::string& clientId)
{
    const base::Json* audience = claims.at("/aud");
    std::vector<std::string> audiences;
    if (audience && audience->is_string())
        audiences.push_back(audience->get<std::string>());
    if (audience && audience->is_array()) {
        for (const auto& entry : *audience) {
            if (!entry.is_string())
                return invalid("aud is malformed");
            audiences.push_back(entry.get<std::string>());
        }
    }
    if (clientId.empty() || std::find(audiences.begin(), audiences.end(), clientId) == audiences.end())
        return invalid("aud is not this client");
    const base::Json* party = claims.at("/azp");
    if (audiences.size() > 1 && !party)
        return invalid("azp is missing though there are several audiences");
    if (party && (!party->is_string() || party->get_ref<const std::string&>() != clientId))
        return invalid("azp is not this client");
    return base::ok();
}

// Only whole or decimal JSON numbers (RFC 7519 NumericDate).
std::optional<std::int64_t> numericDate(const AnswerJson& claims, std::string_view pointer)
{
    const base::Json* value = claims.at(pointer);
    return value && value->is_number() ? claims.number(pointer) : std::nullopt;
}

base::Status checkTimes(const AnswerJson& claims, base::WallTime now)
{
    const std::int64_t seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    const auto expires = numericDate(claims, "/exp");
    const auto issued = numericDate(claims, "/iat");
    if (!expires)
        return invalid("exp is missing");
    if (seconds >= *expires + leewaySeconds)
        return invalid("exp is over");
    if (!issued)
        return invalid("iat is missing");
    if (*issued > seconds + leewaySeconds)
        return invalid("iat lies in the future");
    if (const base::Json* value = claims.at("/nbf");
        value && numericDate(claims, "/nbf").value_or(seconds + 2 * leewaySeconds) > seconds + leewaySeconds)
        return invalid("nbf lies in the future");
    return base::ok();
}

} // namespace

base::Result<IdTokenClaims> checkClaims(std::string_view payloadJson, const IdTokenExpectation& expected)
{
    auto document = base::parseJson(payloadJson);
    if (!document || !document->is_object())
        return invalid("the claims are not readable");
    const AnswerJson claims(std::move(*document));

    const auto issuer = claims.text("/iss");
    if (!issuer || expected.issuer.empty() || *issuer != issuerFor(expected.issuer, claims))
        return invalid("iss is not the expected issuer");
    KS_TRY(checkAudience(claims, expected.clientId));
    KS_TRY(checkTimes(claims, expected.now));
    const auto nonce = claims.text("/nonce");
    if (!expected.nonce.empty() && (!nonce || *nonce != expected.nonce))
        return invalid("nonce is not the one of this sign-in");
    const auto subject = claims.text("/sub");
    // Core section 2: at most 255 ASCII characters.
    if (!subject || subject->size() > 255)
        return invalid("sub is missing or too long");
    if (!expected.subject.empty() && *subject != expected.subject)
        return invalid("sub is another account than before");

    IdTokenClaims result;
    result.subject = std::string{*subject};
    for (const char* pointer : {"/email", "/preferred_username", "/name"}) {
        if (const auto account = claims.text(pointer)) {
            result.account = base::cleanForDisplay(*account, 200);
            break;
        }
    }
    return result;
}

} // namespace keystead::oauth
