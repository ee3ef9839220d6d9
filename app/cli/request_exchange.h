// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One HTTP/1.1 request and its answer over a descriptor, streamed both ways at once in constant memory. The other end
// is the agent, which answers strictly: one Content-Length, or chunked.
#include "core/base/json.h"
#include "core/base/result.h"
#include "core/base/secret.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace keystead::cli {

struct AnswerHead
{
    int status = 0;
    std::string text; // the status line and the header lines, each with its CR LF
    std::vector<std::pair<std::string, std::string>> headers; // names in lower case
    std::string header(std::string_view lowerCaseName) const;
};

struct ExchangeParts
{
    int descriptor = -1;
    base::Secret early;   // came already
    std::string head;     // of the request, whole
    int bodyFd = -1;      // -1: no body
    bool chunked = false; // else the body has the length that the head says
    std::uint64_t length = 0;
    bool toHead = false; // the request is HEAD
    std::function<base::Status(const AnswerHead&)> onHead;
    std::function<base::Status(std::string_view)> onBody;
};

// Errors: NetworkUnreachable (the agent went away, or the answer broke off), those of the callbacks.
base::Status exchange(ExchangeParts parts);

} // namespace keystead::cli
