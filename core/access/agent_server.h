// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The local socket: a 0600 socket in a 0700 folder of ours, same user only, JSON-RPC 2.0 one message a line. A slow
// caller or a slow provider blocks nobody else: calls run as coroutines, answers go out in the order in which they are
// ready. Limits: connections, calls in flight, message size, calls a second, and how long half a message or an unread
// answer may wait. Methods are a table of handlers that service registers.
// Thread: the core thread.
#include "core/access/executable_hash.h"
#include "core/access/method_policy.h"
#include "core/access/peer.h"
#include "core/access/rate_limit.h"
#include "core/base/cancel.h"
#include "core/base/clock.h"
#include "core/protocol/message.h"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <qcoro/qcorotask.h>
#include <QObject>
#include <QTimer>
#include <string>
#include <sys/types.h>
#include <unistd.h>
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
    // It is still the process and the program that was judged, script and all; asked before anything secret leaves.
    std::function<base::Status()> stillSame{};
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

// Since the process started, for metrics.
struct ServerCounts
{
    std::int64_t connections = 0;
    std::int64_t calls = 0;
    std::int64_t refused = 0; // by a limit
    std::int64_t dropped = 0; // their caller neither finished a message nor read
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
        CallRate ratePerConnection{5'000, 10'000};
        CallRate ratePerProgram{20'000, 40'000}; // over all its connections
        // Begun messages of all connections together: they wait in locked memory.
        std::size_t maxHalfSentBytes = 64 * 1024 * 1024;
        // A message that is not finished, or an answer of which not a byte was taken for so long, ends the connection.
        std::chrono::milliseconds stallLimit = std::chrono::seconds{30};
        int inheritedDescriptor = -1; // a listening socket by socket activation: `socket`'s, never removed by us
        bool acceptAtOnce = true;     // else callers wait in the queue until accept()
        uid_t uid = ::getuid();       // whose calls are taken
    };
    // Which file lies at a socket's path.
    struct SocketFile
    {
        dev_t device = 0;
        ino_t inode = 0;
        bool operator==(const SocketFile&) const = default;
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

    const ServerCounts& counts() const { return m_counts; }

    // For AgentConnection.
    ServerCounts& count() { return m_counts; }
    const Method* find(const std::string& name) const;
    const Options& options() const { return m_options; }
    const Policy& policy() const { return m_policy; }
    const std::shared_ptr<ExecutableHashes>& hashes() const { return m_hashes; }
    base::WallTime now() const { return m_clock.now(); }
    base::SteadyTime steady() const { return m_clock.steady(); }
    ProgramRates& programRates() { return m_programRates; }
    // Begun messages grew or shrank by so much. False: too many bytes wait already.
    bool countHalfSent(std::ptrdiff_t change);
    // Something waits on a caller: it is looked at from time to time until nothing does.
    void watchForStalls();
    void drop(AgentConnection* connection);
    void refused(const AccessQuery& query, const std::string& method);

Q_SIGNALS:
    // For the trail: a caller was turned away.
    void accessDenied(keystead::model::Actor actor, QString method, QString reason);

private:
    void acceptPending();
    void dropStalled();
    base::Status bindOwnSocket();
    void giveUpSocket();
    Options m_options;
    const Policy& m_policy;
    const base::Clock& m_clock;
    std::map<std::string, Method, std::less<>> m_methods;
    std::map<AgentConnection*, std::unique_ptr<AgentConnection>> m_connections;
    std::shared_ptr<ExecutableHashes> m_hashes = std::make_shared<ExecutableHashes>(); // calls may outlive the server
    ProgramRates m_programRates;
    ServerCounts m_counts;
    std::size_t m_halfSent = 0; // bytes
    QTimer m_stallTimer;
    std::unique_ptr<QSocketNotifier> m_notifier;
    int m_fd = -1;
    std::optional<SocketFile> m_ours; // what our bind put at the socket's path
};

} // namespace keystead::access
