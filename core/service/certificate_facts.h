// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a stored certificate says of itself: it dates the connection, and it is all that can be tried without a server.
// Internal to this room. Thread: any.
#include "core/base/secret.h"
#include "core/model/connection.h"
#include "core/model/report.h"
#include "core/model/validation.h"

#include <map>
#include <string>
#include <vector>

namespace keystead::service {

using SecretFields = std::map<std::string, base::Secret, std::less<>>;

// The earliest end of the chain becomes the connection's expiry, unless the person gave an earlier one. What cannot be
// read, and a key that belongs to another certificate, become problems. Other kinds are left alone.
void dateByCertificate(model::Connection& connection, const SecretFields& fields,
                       std::vector<model::Problem>& problems);

// Without a server: never "works". NotTestable with what was looked at (dates, chain, key), WrongCredential where that
// already fails.
void checkCertificateHere(model::TestReport& report, const SecretFields& fields, base::WallTime now);

} // namespace keystead::service
