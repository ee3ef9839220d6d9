// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/test_answer.h"

#include "core/base/encoding.h"
#include "core/base/json.h"
#include "core/model/text_rules.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

namespace keystead::service {

namespace {

using base::ErrorCode;
using base::Json;
using Verdict = model::TestReport::Verdict;
using std::chrono::milliseconds;

void judge(model::TestReport& report, Verdict verdict, ErrorCode code, std::string detail = {})
{
    report.verdict = verdict;
    report.error = base::fail(code, std::move(detail));
}

const Json* at(const Json& document, const std::string& pointer)
{
    try {
        const Json::json_pointer path(pointer);
        return document.contains(path) ? &document.at(path) : nullptr;
    } catch (const Json::exception&) {
        return nullptr;
    }
}

std::string textAt(const Json& document, const std::string& pointer)
{
    const Json* const found = at(document, pointer);
    if (!found)
        return {};
    if (found->is_string())
        return base::cleanForDisplay(found->get_ref<const std::string&>(), 100);
    if (found->is_number_integer())
        return std::to_string(found->get<std::int64_t>());
    return {};
}

std::vector<std::string> splitScopes(std::string_view text)
{
    std::vector<std::string> scopes;
    std::string current;
    for (const char c : text) {
        if (c != ',' && c != ' ' && c != '\t') {
            current += c;
        } else if (!current.empty()) {
            scopes.push_back(std::exchange(current, {}));
        }
    }
    if (!current.empty())
        scopes.push_back(std::move(current));
    std::erase_if(scopes, [](const std::string& scope) { return !model::isScopeToken(scope); });
    return scopes;
}

std::optional<std::int64_t> numberOf(const std::string& text)
{
    std::int64_t number = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failed != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

// A 200 that says "no" inside.
void judgeRefusalInBody(model::TestReport& report, const Json& document)
{
    const std::string code = model::asciiLower(textAt(document, "/error"));
    if (code.find("scope") != std::string::npos || code.find("permission") != std::string::npos)
        judge(report, Verdict::MissingScopes, ErrorCode::Forbidden, code);
    else if (code.find("rate") != std::string::npos)
        judge(report, Verdict::ProviderFault, ErrorCode::TooManyRequests, code);
    else
        judge(report, Verdict::WrongCredential, ErrorCode::Unauthorized, code);
}

void readSuccess(model::TestReport& report, const net::HttpResponse& answer, const model::TestRequest& test)
{
    report.verdict = Verdict::Works;
    if (test.accountPointer.empty() && test.okPointer.empty())
        return;
    const auto document = base::parseJson(answer.body.exposeText());
    if (!document) {
        judge(report, Verdict::ProviderFault, ErrorCode::BadResponse, "the answer is not JSON");
        return;
    }
    if (!test.okPointer.empty()) {
        const Json* const okay = at(*document, test.okPointer);
        if (!okay || !okay->is_boolean() || !okay->get<bool>()) {
            judgeRefusalInBody(report, *document);
            return;
        }
    }
    if (!test.accountPointer.empty())
        report.account = textAt(*document, test.accountPointer);
}

// A 200 proves nothing where it is a sign-in page or no JSON in spite of what it says. A password may well belong to a
// web page.
void judgeForm(model::TestReport& report, const net::HttpResponse& answer, model::AuthKind kind)
{
    const std::string type = model::asciiLower(answer.header("content-type"));
    if (type.starts_with("text/html") && kind != model::AuthKind::Basic)
        judge(report, Verdict::ProviderFault, ErrorCode::BadResponse, "a web page came instead of data");
    else if (type.starts_with("application/json") && !answer.body.empty() && !base::parseJson(answer.body.exposeText()))
        judge(report, Verdict::ProviderFault, ErrorCode::BadResponse, "the answer is not JSON");
}

bool isRateLimited(const model::TestReport& report, const model::RateLimitSpec& spec)
{
    if (report.httpStatus == 429)
        return true;
    const bool listed = std::find(spec.statuses.begin(), spec.statuses.end(), report.httpStatus) != spec.statuses.end();
    return listed && report.rateLimit && report.rateLimit->remaining == 0;
}

void judgeStatus(model::TestReport& report, const net::HttpResponse& answer, const model::ProviderSpec& spec)
{
    const int status = answer.status;
    const std::string text = "status " + std::to_string(status);
    if (isRateLimited(report, spec.rateLimit))
        judge(report, Verdict::ProviderFault, ErrorCode::TooManyRequests, text);
    else if (status == 401)
        judge(report, Verdict::WrongCredential, ErrorCode::Unauthorized, text);
    else if (status == 403)
        judge(report, Verdict::MissingScopes, ErrorCode::Forbidden, text);
    else if (status >= 500)
        judge(report, Verdict::ProviderFault, ErrorCode::ServerError, text);
    else if (status >= 300 && status < 400)
        judge(report, Verdict::ProviderFault, ErrorCode::RedirectRefused, text);
    else if (status < 200 || status >= 400)
        judge(report, Verdict::ProviderFault, ErrorCode::BadResponse, text);
    else
        readSuccess(report, answer, *spec.test);
}

} // namespace

std::optional<milliseconds> parseResetDuration(std::string_view text)
{
    double total = 0; // milliseconds
    if (text.empty())
        return std::nullopt;
    while (!text.empty()) {
        double number = 0;
        const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (failed != std::errc{} || number < 0)
            return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        const std::size_t unitSize = std::min(text.find_first_of("0123456789."), text.size());
        const std::string_view unit = text.substr(0, unitSize);
        const double factor = unit == "ms"                  ? 1
                              : unit == "s" || unit.empty() ? 1000
                              : unit == "m"                 ? 60'000
                              : unit == "h"                 ? 3'600'000
                              : unit == "d"                 ? 86'400'000
                                                            : -1;
        if (factor < 0)
            return std::nullopt;
        total += number * factor;
        text.remove_prefix(unitSize);
    }
    if (total > 366.0 * 86'400'000)
        return std::nullopt;
    return milliseconds{static_cast<milliseconds::rep>(total)};
}

std::vector<std::string> missingScopes(const std::vector<std::string>& requested,
                                       const std::vector<std::string>& granted)
{
    const auto covers = [](const std::string& have, const std::string& want) {
        return have == want || want.starts_with(have + ":") || want.ends_with(":" + have);
    };
    std::vector<std::string> missing;
    for (const std::string& want : requested) {
        if (std::none_of(granted.begin(), granted.end(), [&](const std::string& have) { return covers(have, want); }))
            missing.push_back(want);
    }
    return missing;
}

std::optional<model::RateLimitState> readRateLimit(const net::HttpResponse& answer, const model::RateLimitSpec& spec,
                                                   base::WallTime now)
{
    const auto header = [&](const std::string& name) {
        return name.empty() ? std::string{} : answer.header(model::asciiLower(name));
    };
    model::RateLimitState state;
    state.limit = numberOf(header(spec.limitHeader));
    state.remaining = numberOf(header(spec.remainingHeader));
    const std::string reset = header(spec.resetHeader);
    const base::WallTime server = answer.serverDate.value_or(now);
    std::optional<base::WallTime> at; // by the server's clock
    if (spec.resetUnit == "epoch_s" || spec.resetUnit == "epoch_ms") {
        constexpr std::int64_t latest = 253'402'300'799; // the year 9999
        if (const auto number = numberOf(reset);
            number && *number >= 0 && *number <= (spec.resetUnit == "epoch_s" ? latest : latest * 1000))
            at = base::fromMillis(spec.resetUnit == "epoch_s" ? *number * 1000 : *number);
    } else if (spec.resetUnit == "rfc3339") {
        at = base::fromRfc3339(reset);
    } else if (const auto wait = parseResetDuration(reset)) {
        at = server + *wait;
    }
    if (at)
        state.resetsAt = now + (*at - server);
    if (!state.limit && !state.remaining && !state.resetsAt)
        return std::nullopt;
    return state;
}

void readTestAnswer(model::TestReport& report, const net::HttpResponse& answer, const model::ProviderSpec& spec,
                    const model::Connection& connection, base::WallTime now)
{
    report.error.reset();
    report.httpStatus = answer.status;
    report.took = answer.took;
    report.rateLimit = readRateLimit(answer, spec.rateLimit, now);
    judgeStatus(report, answer, spec);
    if (report.verdict == Verdict::Works)
        judgeForm(report, answer, connection.kind);
    if (spec.test->scopesHeader.empty() || report.verdict == Verdict::WrongCredential)
        return;
    const std::string name = model::asciiLower(spec.test->scopesHeader);
    const bool present = std::any_of(answer.headers.begin(), answer.headers.end(),
                                     [&](const auto& header) { return header.first == name; });
    if (!present)
        return;
    report.scopesGranted = splitScopes(answer.header(name));
    report.scopesMissing = missingScopes(connection.scopesRequested, report.scopesGranted);
    if (report.verdict == Verdict::Works && !report.scopesMissing.empty())
        judge(report, Verdict::MissingScopes, ErrorCode::OAuthScopeDrift, "fewer scopes than were asked for");
}

void readTestFault(model::TestReport& report, const base::Error& error)
{
    report.error = error;
    switch (error.code) {
    case ErrorCode::TlsFailure:
        report.verdict = Verdict::TlsFault;
        break;
    case ErrorCode::NetworkUnreachable:
    case ErrorCode::NetworkTimeout:
    case ErrorCode::TimedOut:
        report.verdict = Verdict::NetworkFault;
        break;
    case ErrorCode::SignInNeeded:
    case ErrorCode::Unauthorized:
        report.verdict = Verdict::WrongCredential;
        break;
    case ErrorCode::Unsupported:
    case ErrorCode::InvalidArgument:
        report.verdict = Verdict::NotTestable;
        break;
    default:
        report.verdict = Verdict::ProviderFault;
        break;
    }
}

} // namespace keystead::service
