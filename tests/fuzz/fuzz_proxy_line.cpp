// SPDX-License-Identifier: GPL-3.0-or-later
// What a program may send to the proxy: a head is read or refused, never in two ways; what may go out goes to one of
// the connection's own hosts, with one meaning; a chunked body comes out the same however it comes in.
#include "core/access/proxy_endpoint.h"
#include "core/access/proxy_head.h"
#include "core/access/request_rules.h"
#include "core/net/http_wire.h"

#include <cstdint>
#include <cstdlib>

using namespace keystead;

namespace {

access::RequestRules rules()
{
    access::RequestRules held;
    held.base = "https://api.example.com/v3";
    held.origins = {"https://api.example.com:443"};
    held.credentialHeader = "authorization";
    held.credentialQuery = "key";
    return held;
}

void require(bool condition)
{
    if (!condition)
        std::abort();
}

void checkHead(std::string_view bytes)
{
    const access::ProxyHeadRead read = access::readProxyHead(bytes);
    require(read.refusal == 0 || read.consumed == 0);
    if (read.refusal != 0 || read.consumed == 0)
        return;
    require(!(read.head.chunked && read.head.length));
    static const access::RequestRules held = rules();
    const auto request = access::checkRequest(held, read.head.method, read.head.target, read.head.headers,
                                              access::TargetForms::PathOrOwnUrl);
    if (!request)
        return;
    require(request->url.starts_with("https://") && request->origin == held.origins.front());
    require((request->path + "/").find("/../") == std::string::npos);
    net::HttpRequest sent;
    sent.method = request->method;
    sent.url = request->url;
    sent.headers = request->headers;
    const auto wire = net::toWire(sent);
    require(wire.has_value() && wire->host == QStringLiteral("api.example.com") && wire->port == 443 &&
            wire->encrypted);
    // One head, with as many lines as headers.
    const std::string_view text = wire->bytes.exposeText();
    require(text.find("\r\n\r\n") == text.size() - 4);
    for (const auto& [name, value] : request->headers) {
        require(!access::isHopByHop(name) && name != "Authorization" && name != "Cookie");
        require(value.find_first_of("\r\n") == std::string::npos);
    }
}

std::string unchunked(std::string_view bytes, std::size_t size)
{
    access::ChunkReader reader;
    std::string body;
    while (!bytes.empty() && !reader.over()) {
        std::string_view piece = bytes.substr(0, size);
        bytes.remove_prefix(piece.size());
        while (!piece.empty() && !reader.over()) {
            const auto got = reader.next(piece);
            if (!got)
                return "refused";
            body += *got;
        }
    }
    return body;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    checkHead(text);
    checkHead("GET " + std::string{text.substr(0, text.find('\n'))} + " HTTP/1.1\r\nHost: h\r\n\r\n");
    (void)access::splitEndpointPath(text);
    const std::string whole = unchunked(text, text.size());
    const std::string pieces = unchunked(text, size % 7 + 1);
    require(whole == pieces);
    return 0;
}
