// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/message.h"

#include "core/protocol/error_code.h"

#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace keystead::protocol {

using base::Json;
using base::Secret;
using base::SecretBuilder;

namespace {

// RFC 8259 section 7: quotation mark, reverse solidus and controls are escaped.
void appendJsonString(SecretBuilder& out, std::string_view text)
{
    out.append('"');
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out.append('\\').append(c);
        } else if (static_cast<unsigned char>(c) < 0x20) {
            std::array<char, 8> escape{};
            const int length = std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(c));
            out.append(std::string_view(escape.data(), static_cast<std::size_t>(length)));
        } else {
            out.append(c);
        }
    }
    out.append('"');
}

// The object's text with the secret members added at its end.
void appendObject(SecretBuilder& out, const Json& object, const SecretMembers& secrets)
{
    std::string text = base::toJsonText(object);
    if (secrets.empty()) {
        out.append(text);
        return;
    }
    text.pop_back(); // the closing brace
    out.append(text);
    bool first = object.empty();
    for (const auto& [name, value] : secrets) {
        if (!first)
            out.append(',');
        first = false;
        appendJsonString(out, name);
        out.append(':');
        appendJsonString(out, value.exposeText());
    }
    out.append('}');
}

tl::unexpected<RequestFault> fault(int number, std::string message, std::string id = "null")
{
    return tl::unexpected<RequestFault>(RequestFault{number, std::move(message), std::move(id)});
}

} // namespace

tl::expected<Request, RequestFault> parseRequest(std::string_view line)
{
    auto parsed = base::parseJson(line);
    if (!parsed)
        return fault(parseErrorNumber, parsed.error().detail);
    Json& document = *parsed;
    if (!document.is_object())
        return fault(invalidRequestNumber, "a request is one JSON object a line");
    const auto id = document.find("id");
    if (id == document.end() || !(id->is_string() || id->is_number_integer()))
        return fault(invalidRequestNumber, "id must be a string or a whole number");
    Request request;
    request.idText = base::toJsonText(*id);
    if (request.idText.size() > 128)
        return fault(invalidRequestNumber, "id is longer than 128 bytes");
    const auto version = document.find("jsonrpc");
    if (version == document.end() || *version != "2.0")
        return fault(invalidRequestNumber, "jsonrpc must be \"2.0\"", request.idText);
    const auto method = document.find("method");
    if (method == document.end() || !method->is_string())
        return fault(invalidRequestNumber, "method must be a string", request.idText);
    request.method = method->get<std::string>();
    request.params = std::make_shared<Json>(Json::object());
    if (const auto params = document.find("params"); params != document.end()) {
        if (!params->is_object())
            return fault(invalidParamsNumber, "params must be an object", request.idText);
        *request.params = std::move(*params);
    }
    return request;
}

Secret writeRequest(std::int64_t id, std::string_view method, const Json& params, const SecretMembers& secrets)
{
    SecretBuilder out;
    out.append("{\"jsonrpc\":\"2.0\",\"id\":").append(std::to_string(id)).append(",\"method\":");
    appendJsonString(out, method);
    out.append(",\"params\":");
    appendObject(out, params, secrets);
    out.append("}\n");
    return std::move(out).build();
}

Secret writeResult(std::string_view idText, const Json& result, const SecretMembers& secrets)
{
    SecretBuilder out;
    out.append("{\"jsonrpc\":\"2.0\",\"id\":").append(idText).append(",\"result\":");
    appendObject(out, result, secrets);
    out.append("}\n");
    return std::move(out).build();
}

Secret writeError(std::string_view idText, const base::Error& error)
{
    const Json body = {{"code", applicationErrorNumber},
                       {"message", std::string{base::errorName(error.code)}},
                       {"data", {{"detail", error.detail}, {"hint", hintFor(error)}}}};
    SecretBuilder out;
    out.append("{\"jsonrpc\":\"2.0\",\"id\":")
        .append(idText)
        .append(",\"error\":")
        .append(base::toJsonText(body))
        .append("}\n");
    return std::move(out).build();
}

Secret writeFault(const RequestFault& requestFault)
{
    const Json body = {{"code", requestFault.number}, {"message", requestFault.message}};
    SecretBuilder out;
    out.append("{\"jsonrpc\":\"2.0\",\"id\":")
        .append(requestFault.idText)
        .append(",\"error\":")
        .append(base::toJsonText(body))
        .append("}\n");
    return std::move(out).build();
}

namespace {

// Empty where it is missing or of another type: whoever answers on the socket is not believed.
std::string textIn(const Json& object, const char* member)
{
    const auto found = object.find(member);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

} // namespace

base::Result<Response> parseResponse(std::string_view line)
{
    KS_ASSIGN(Json document, base::parseJson(line, {.maxBytes = 64 * 1024 * 1024, .maxDepth = 32}));
    if (!document.is_object())
        return base::fail(base::ErrorCode::BadResponse, "the agent's answer is no object");
    Response response;
    if (const auto result = document.find("result"); result != document.end()) {
        response.result = std::make_shared<Json>(std::move(*result));
        return response;
    }
    const auto error = document.find("error");
    if (error == document.end() || !error->is_object())
        return base::fail(base::ErrorCode::BadResponse, "the agent's answer has neither result nor error");
    const auto code = error->find("code");
    const std::int64_t number = code != error->end() && code->is_number_integer() ? code->get<std::int64_t>() : 0;
    const std::string message = textIn(*error, "message");
    const auto found = error->find("data");
    const Json data = found != error->end() && found->is_object() ? *found : Json::object();
    response.error.code = number == applicationErrorNumber ? errorCodeFromName(message)
                          : number == methodNotFoundNumber ? base::ErrorCode::Unsupported
                                                           : base::ErrorCode::InvalidArgument;
    response.error.detail = number == applicationErrorNumber ? textIn(data, "detail") : message;
    response.hint = textIn(data, "hint");
    return response;
}

Secret takeSecret(Json& object, std::string_view member)
{
    const auto found = object.find(member);
    if (found == object.end() || !found->is_string())
        return {};
    Secret secret = Secret::take(found->get_ref<std::string&>());
    object.erase(found);
    return secret;
}

} // namespace keystead::protocol
