// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a program may ask Keystead to send with a connection's credential on it: to the connection's own hosts only,
// in a form that no two servers read differently, and without anything that competes with the credential (SECURITY 12).
// Pure.
#include "core/base/result.h"
#include "core/model/connection.h"
#include "core/model/provider_spec.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace keystead::access {

using HeaderList = std::vector<std::pair<std::string, std::string>>;

// What a connection's requests are held to.
struct RequestRules
{
    std::string base;                 // "https://api.example.com/v3": what a path is put behind; no "/" at the end
    std::vector<std::string> origins; // scheme://host:port (net::originOf); the first is the base's
    HeaderList ownHeaders;            // the provider's, where the program sends none of that name
    std::string credentialHeader;     // lower case; what carries the credential
    std::string credentialQuery;      // or the parameter; empty: none
    bool loopbackHttp = false;
};
// Errors: Unsupported (the connection names no host, or its credential is not sent on requests), InvalidArgument (a
// parameter is missing).
base::Result<RequestRules> rulesFor(const model::Connection& connection, const model::ProviderSpec& spec);

// A request that may go out, still without its credential.
struct CheckedRequest
{
    std::string method;
    std::string url;  // absolute
    std::string base; // RequestRules::base
    std::string origin;
    std::string host;   // with ":port" where it is not the scheme's own: what grants name
    std::string path;   // as it is sent, without the query
    HeaderList headers; // what is left of the program's, and the provider's own
};

enum class TargetForms {
    PathOnly,    // an endpoint: "/user?x=1"
    PathOrOwnUrl // or a whole URL, of one of the connection's hosts
};
// Errors: InvalidArgument (which says what is wrong and never repeats a header's value), Denied (another host),
// LimitExceeded.
base::Result<CheckedRequest> checkRequest(const RequestRules& rules, std::string_view method, std::string_view target,
                                          const HeaderList& headers, TargetForms forms);

// How the connection's credential is put on: the method's own way, or the provider's.
model::ApiAuth apiAuthOf(const model::ProviderSpec& spec, model::AuthKind kind);

// RFC 9110 section 7.6.1; lower case.
bool isHopByHop(std::string_view lowerCaseName);
// The names, in lower case, that the Connection fields of these headers tell to be for one hop only.
std::vector<std::string> namedByConnection(const HeaderList& headers);

// What is done with an answer's Location: where it stays on the origin of the request it is passed on; to anywhere else
// it is RedirectRefused. Relative ones are fine. Never followed.
base::Status checkLocation(const CheckedRequest& request, std::string_view location);

} // namespace keystead::access
