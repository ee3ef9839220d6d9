// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A scripted HTTP/1.1 server on loopback, in a thread of its own, that can do what real servers will not: close without
// answering, stop in the middle of a body, never end, answer garbage. It counts and keeps every request. One request a
// connection. Thread: all members may be called from any thread; handlers run on the server's thread, one at a time,
// and must not block.
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace keystead::test {

struct ServerRequest
{
    std::string method;
    std::string target; // path with query, as received
    std::string path;
    std::string query;
    std::vector<std::pair<std::string, std::string>> headers; // names in lower case
    std::string body;

    std::string header(std::string_view lowerCaseName) const; // empty where absent
    int headerCount(std::string_view lowerCaseName) const;
    std::string form(std::string_view name) const;       // of the body, decoded; empty where absent
    std::string queryValue(std::string_view name) const; // of the query, decoded
};

enum class Fault {
    None,
    CloseWithoutAnswer,
    CloseMidBody,   // a Content-Length twice the body's size, then close
    Garbage,        // bytes that are no HTTP
    EndlessBody,    // no length, megabytes until the client goes
    EndlessHeaders, // header lines until the client goes
    SlowLoris,      // one byte of the status line, then silence
    GzipBomb,       // Content-Encoding: gzip; `body` is ignored: 64 MiB of zeros in about 64 KiB
};

struct ServerReply
{
    int status = 200;
    std::string body;
    std::string contentType = "application/json";
    std::vector<std::pair<std::string, std::string>> headers; // a header named Date replaces the server's own
    Fault fault = Fault::None;
    bool hold = false; // wait until release()

    static ServerReply json(std::string body, int status = 200);
    static ServerReply html(int status = 200);
    static ServerReply redirect(std::string location, int status = 302);
    static ServerReply tooManyRequests(std::string retryAfter);
    static ServerReply failing(Fault fault);
};

// PEM of a certificate chain's end and its key, and of the authority that signed it.
struct TlsIdentity
{
    std::string certificatePem;
    std::string keyPem;
    std::string authorityPem;
};
enum class TlsKind { Good, Expired, WrongHost };
// Made on the spot with OpenSSL: a new authority each time, so that a client without `authorityPem` meets an unknown
// one.
TlsIdentity makeTlsIdentity(TlsKind kind = TlsKind::Good);

class FaultServer
{
public:
    using Handler = std::function<ServerReply(const ServerRequest&)>;

    // Listening on return (127.0.0.1, a free port).
    FaultServer();
    explicit FaultServer(TlsIdentity tls);
    ~FaultServer();

    int port() const;
    std::string baseUrl() const; // "http://127.0.0.1:PORT"
    // A path without route answers 404. Setting a path again replaces its handler.
    void route(std::string path, Handler handler);
    void reply(std::string path, ServerReply reply); // the same answer always
    // Answers once, before the path's handler; several are served in order.
    void once(std::string path, ServerReply reply);

    int count(std::string_view path) const; // requests fully received
    int total() const;
    int connections() const; // accepted, also those that never sent a request
    std::vector<ServerRequest> log(std::string_view path) const;
    ServerRequest last(std::string_view path) const; // empty where there was none
    void clearLog();

    int held() const;
    void release(); // lets every held reply go, and those that come later
    void holdAgain();
    void stop(); // closes the port: connection refused from here on

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

// What a browser without a mind of its own does, on a thread of its own: GET `url`, follow up to five redirects over
// plain loopback HTTP. The future's text is the last answer, head and body.
class Visit
{
public:
    explicit Visit(std::string url);
    ~Visit(); // waits
    bool done() const;
    std::string answer() const; // waits
    std::string lastUrl() const;

private:
    struct Impl;
    std::shared_ptr<Impl> m_impl;
};

// Blocking raw exchange with 127.0.0.1:port: sends `bytes`, reads until the peer closes or `limit` passes. For a server
// on another thread.
std::string rawExchange(int port, std::string_view bytes, std::chrono::milliseconds limit = std::chrono::seconds{15});

} // namespace keystead::test
