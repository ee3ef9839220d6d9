// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// JSON-RPC 2.0 requests and answers (jsonrpc.org/specification). No batches: one message a line is the batch.
// Notifications (no id) are refused, since every call wants its answer. Secrets are added to the text by name, in
// locked memory, and never pass through a JSON document.
#include "core/base/json.h"
#include "core/base/result.h"
#include "core/base/secret.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace keystead::protocol {

struct Request
{
    std::string idText; // the id as JSON text, given back as it came: 7 or "a"
    std::string method;
    std::shared_ptr<base::Json> params; // an object; never null
};

// A fault of the protocol itself: answered with this number and the id if it could be read.
struct RequestFault
{
    int number = 0;
    std::string message;
    std::string idText = "null";
};

// Depth, duplicates and size as base::parseJson.
tl::expected<Request, RequestFault> parseRequest(std::string_view line);

// Members whose values are secret, written as JSON strings into locked memory.
using SecretMembers = std::vector<std::pair<std::string, base::Secret>>;

// {"jsonrpc":"2.0","id":1,"method":"m","params":{...,"secret":"..."}}\n
base::Secret writeRequest(std::int64_t id, std::string_view method, const base::Json& params,
                          const SecretMembers& secrets = {});
// `result` is an object where there are secrets.
base::Secret writeResult(std::string_view idText, const base::Json& result, const SecretMembers& secrets = {});
base::Secret writeError(std::string_view idText, const base::Error& error);
base::Secret writeFault(const RequestFault& fault);

struct Response
{
    std::shared_ptr<base::Json> result; // null where there is an error
    base::Error error;
    std::string hint;
};
base::Result<Response> parseResponse(std::string_view line);

// Takes a string member out of a JSON object into locked memory and overwrites it there. Empty where it is absent or no
// string.
base::Secret takeSecret(base::Json& object, std::string_view member);

} // namespace keystead::protocol
