// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Puts a connection's credential on a request the way its provider wants it (ApiAuth): a header, a query parameter, or
// HTTP basic. Secrets go into the request's secret parts only. Pure.
#include "core/base/secret.h"
#include "core/model/connection.h"
#include "core/model/provider_spec.h"
#include "core/net/http_client.h"

#include <map>
#include <string>

namespace keystead::service {

struct Placement
{
    const model::ProviderSpec& spec;
    const model::Connection& connection;
    const std::map<std::string, std::string>& parameters;
    const base::Secret& value;                                      // the main secret, fresh
    const std::map<std::string, base::Secret, std::less<>>& fields; // for basic's templates
};

// Errors: InvalidArgument (a template nobody fills), Unsupported (certificates).
base::Status placeCredential(net::HttpRequest& request, const Placement& placement);
// The request with the credential on it goes here and nowhere else: where the API's address is the person's, the test
// must be on that server (SECURITY 12).
base::Status checkTestOrigin(const model::ProviderSpec& spec, const std::map<std::string, std::string>& parameters,
                             const std::string& url);

} // namespace keystead::service
