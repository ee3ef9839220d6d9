// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The loopback endpoint, http://127.0.0.1:PORT/c/<connection>/PATH: for programs that can only be told a base URL and a
// key. Off unless the person switched it on. A request is served where its Host is the endpoint itself (DNS rebinding),
// it comes from no browser (Origin), it brings a key, and the process at the other end is the program that the key was
// given to, or one that this program started. Thread: the core thread.
#include "core/access/executable_hash.h"
#include "core/access/proxy_keys.h"
#include "core/access/proxy_session.h"

#include <memory>
#include <QObject>

class QSocketNotifier;

namespace keystead::access {

struct EndpointAsk
{
    std::string connection; // as the path names it, decoded
    std::string prefix;     // "/c/NAME" as it came
    std::string target;     // what follows, beginning with "/"
    model::Caller caller;
    model::Actor actor;
};
using EndpointErrand = std::function<base::Result<std::shared_ptr<ProxyErrand>>(EndpointAsk ask, const ProxyHead& head,
                                                                                base::CancelToken gone)>;

class ProxyEndpoint final : public QObject
{
public:
    static constexpr int maxSessions = 256;

    ProxyEndpoint(EndpointErrand errand, QObject* parent = nullptr);
    ~ProxyEndpoint() override;

    // What is turned away with Denied becomes this errand, which is refused on record; without it, it is refused only.
    using RefusalErrand = std::function<std::shared_ptr<ProxyErrand>(base::Error error, base::CancelToken gone)>;
    void onRefusal(RefusalErrand errand) { m_refusal = std::move(errand); }
    // On 127.0.0.1, any free port. Listening on return; nothing where it does already.
    base::Status listen();
    void close(); // ends every session
    bool listening() const { return m_descriptor >= 0; }
    std::string url() const; // "http://127.0.0.1:PORT"
    ProxyKeys& keys() { return m_keys; }

private:
    void acceptPending();
    base::Result<std::shared_ptr<ProxyErrand>> serve(int descriptor, const ProxyHead& head, base::CancelToken gone);
    base::Result<EndpointAsk> askOf(int descriptor, const ProxyHead& head);
    // The process behind the connection, judged as the program that has the key.
    base::Result<ProxyKeyHolder> holderOf(int descriptor, const ProxyHead& head);
    static QCoro::Task<void> run(std::shared_ptr<ClientStream> client, ErrandMaker maker, ProxySessionOptions options,
                                 base::CancelToken cut, std::shared_ptr<int> running);

    EndpointErrand m_errand;
    RefusalErrand m_refusal;
    ProxyKeys m_keys;
    ExecutableHashes m_hashes;
    int m_descriptor = -1;
    int m_port = 0;
    std::unique_ptr<QSocketNotifier> m_notifier;
    std::shared_ptr<base::CancelSource> m_cut = std::make_shared<base::CancelSource>();
    std::shared_ptr<int> m_running = std::make_shared<int>(0);
};

// The key that a request brings in `Authorization: Bearer` or X-Keystead-Key; Denied where it brings none, or two.
base::Result<std::string> keyIn(const ProxyHead& head);
// "/c/NAME/rest?query" taken apart; NotFound where it is something else.
base::Result<EndpointAsk> splitEndpointPath(std::string_view target);
// Where the endpoint finds an own Location of the connection's API again; else as it came.
std::string endpointLocation(const CheckedRequest& request, const std::string& location, const std::string& prefix);

} // namespace keystead::access
