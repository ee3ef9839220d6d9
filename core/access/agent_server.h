// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The local socket: a 0600 socket in a 0700 folder of ours, same user only, JSON-RPC 2.0 one message a line. A slow
// caller or a slow provider blocks nobody else: calls run as coroutines, answers go out in the order in which they are
// ready. Limits: connections, calls in flight, message size. Methods are a table of handlers that service registers.
// Thread: the core thread.
#include "core/access/executable_hash.h"
#include "core/access/method_policy.h"
#include "core/access/peer.h"
#include "core/base/cancel.h"
#include "core/base/clock.h"
#include "core/protocol/message.h"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <qcoro/qcorotask.h>
#include <QObject>
#include <string>
#include <vector>

class QSocketNotifier;

namespace keystead::access {

struct Call
{
    std::shared_ptr<base::Json> params; // handlers take secrets out with protocol::takeSecret
    PeerIdentity peer;
    model::Caller caller; // who is judged; without parents (parentsOf)
    model::Actor actor;
    base::CancelToken cancel; // the caller hung up
};
struct Reply
{
    std::shared_ptr<base::Json> result; // null: an empty object
    protocol::SecretMembers secrets;
    // The connection goes on in another protocol: called once this answer has left, with the descriptor, which is the
    // handler's from then on, and what the caller has sent since. Nothing else may be under way on the connection.
    std::function<void(int descriptor, base::Secret early)> upgrade{};
};
using Handler = std::function<QCoro::Task<base::Result<Reply>>(Call)>;

struct Method
{
    Wish wish = Wish::Read;
    Handler handler;
};

class AgentConnection;

class AgentServer : public QObject
{
    Q_OBJECT
public:
    struct Options
    {
        std::filesystem::path socket;
        std::filesystem::path ownPrograms; // where keystead-cli and the helpers lie
        int maxConnections = 1100;
        int maxCallsPerConnection = 64;
        int inheritedDescriptor = -1; // a listening socket by socket activation: `socket`'s, never removed by us
        bool acceptAtOnce = true;     // else callers wait in the queue until accept()
    };
    AgentServer(Options options, const Policy& policy, const base::Clock& clock, QObject* parent = nullptr);
    ~AgentServer() override;

    void add(std::string method, Wish wish, Handler handler);
    std::vector<std::string> methodNames() const; // sorted
    // StorageInsecure where the folder is foreign, open to others or a symlink (SECURITY 29); VaultBusy where somebody
    // answers on the socket.
    base::Status listen();
    void accept();
    void close();
    int connectionCount() const { return static_cast<int>(m_connections.size()); }

    // For AgentConnection.
    const Method* find(const std::string& name) const;
    const Options& options() const { return m_options; }
    const Policy& policy() const { return m_policy; }
    ExecutableHashes& hashes() { return m_hashes; }
    base::WallTime now() const { return m_clock.now(); }
    void drop(AgentConnection* connection);
    void refused(const AccessQuery& query, const std::string& method);

Q_SIGNALS:
    // For the trail: a caller was turned away.
    void accessDenied(keystead::model::Actor actor, QString method, QString reason);

private:
    void acceptPending();
    base::Status bindOwnSocket();
    Options m_options;
    const Policy& m_policy;
    const base::Clock& m_clock;
    std::map<std::string, Method, std::less<>> m_methods;
    std::map<AgentConnection*, std::unique_ptr<AgentConnection>> m_connections;
    ExecutableHashes m_hashes;
    std::unique_ptr<QSocketNotifier> m_notifier;
    int m_fd = -1;
};

} // namespace keystead::access
