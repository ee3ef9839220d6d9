// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Requests and answers of the practice server and of test servers: values, no sockets.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace keystead::practice {

struct Request
{
    std::string method;
    std::string path;                                         // without the query
    std::string query;                                        // raw
    std::vector<std::pair<std::string, std::string>> headers; // names in lower case
    std::string body;

    std::string header(std::string_view lowerCaseName) const; // empty where absent
    std::string form(std::string_view name) const;            // of the body, decoded
    std::string queryValue(std::string_view name) const;      // of the query, decoded
};

struct Answer
{
    int status = 200;
    std::string contentType = "application/json";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
};

} // namespace keystead::practice
