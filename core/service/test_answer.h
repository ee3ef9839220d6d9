// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Reads what a provider answered to its test request: works, wrong credential, scopes missing, or the provider's fault.
// The raw answer goes no further. Pure, but for the time that is given.
#include "core/model/connection.h"
#include "core/model/provider_spec.h"
#include "core/model/report.h"
#include "core/net/http_client.h"

namespace keystead::service {

// Sets verdict, error, account, scopes, rate limit, status and took.
void readTestAnswer(model::TestReport& report, const net::HttpResponse& answer, const model::ProviderSpec& spec,
                    const model::Connection& connection, base::WallTime now);
// No answer at all.
void readTestFault(model::TestReport& report, const base::Error& error);
std::optional<model::RateLimitState> readRateLimit(const net::HttpResponse& answer, const model::RateLimitSpec& spec,
                                                   base::WallTime now);
// "1m30s", "6ms", "2.5" seconds; nullopt for anything else.
std::optional<std::chrono::milliseconds> parseResetDuration(std::string_view text);
// Requested scopes that the granted ones do not cover; "a:b" is covered by "a" and by "b", as servers fold narrow
// scopes into wide ones.
std::vector<std::string> missingScopes(const std::vector<std::string>& requested,
                                       const std::vector<std::string>& granted);

} // namespace keystead::service
