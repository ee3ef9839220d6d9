// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"

#include "app/cli/agent_launcher.h"
#include "app/cli/output.h"
#include "core/base/encoding.h"
#include "core/base/private_files.h"
#include "core/protocol/error_code.h"
#include "core/protocol/socket_path.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <unistd.h>

namespace keystead::cli {

using base::ErrorCode;
using base::Json;
namespace fs = std::filesystem;

namespace {

// One starts the agent, the others wait.
class StartLock
{
public:
    explicit StartLock(const std::string& file)
        : m_fd(::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600))
    {
        while (m_fd >= 0 && ::flock(m_fd, LOCK_EX) != 0 && errno == EINTR) {}
    }
    ~StartLock()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    StartLock(const StartLock&) = delete;
    StartLock& operator=(const StartLock&) = delete;

private:
    int m_fd;
};

// A restore was decided and cut off: the agent finishes it (core/backup/swap.h).
bool restoring(const fs::path& folder)
{
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        if (entry->path().filename().string().starts_with("restore.ready-"))
            return true;
    }
    return false;
}

} // namespace

base::Result<fs::path> Context::vaultFolder() const
{
    if (vaultOption.empty())
        return protocol::defaultVaultFolder();
    std::error_code error;
    const fs::path absolute = fs::absolute(vaultOption, error);
    if (error)
        return base::fail(ErrorCode::InvalidArgument, "--vault: " + error.message());
    const fs::file_status there = fs::status(absolute, error);
    if (fs::exists(there) && !fs::is_directory(there))
        return base::fail(ErrorCode::InvalidArgument, "--vault: " + absolute.string() + " is no folder");
    return absolute;
}

base::Result<fs::path> Context::socket() const
{
    KS_ASSIGN(const fs::path folder, vaultFolder());
    return protocol::socketPathFor(folder);
}

base::Result<protocol::BlockingClient*> Context::connect()
{
    if (m_client)
        return &*m_client;
    KS_ASSIGN(const fs::path path, socket());
    KS_ASSIGN(protocol::BlockingClient client, protocol::BlockingClient::connect(path));
    m_client.emplace(std::move(client));
    // A process that refuses to be read hides its executable as well, so that the agent could not tell who calls: it
    // closes itself when the agent has answered, and before any secret of the answer is here.
    m_client->beforeReading([] { return base::hardenProcess(); });
    return &*m_client;
}

base::Result<protocol::BlockingClient*> Context::runningAgent()
{
    KS_ASSIGN(protocol::BlockingClient * client, connect());
    if (m_closedOff)
        return client;
    // Secrets are read after this: the process has to be closed before.
    if (const auto seen = client->call("hello", Json::object(), {}, std::chrono::minutes{1});
        !seen && base::exitCodeFor(seen.error().code) == 7) {
        m_client.reset();
        return seen.error();
    }
    m_closedOff = true;
    return client;
}

base::Result<protocol::BlockingClient*> Context::started(Reach reach)
{
    auto running = (this->*reach)();
    if (running || running.error().code != ErrorCode::NotFound)
        return running;
    KS_ASSIGN(const fs::path folder, vaultFolder());
    std::error_code error;
    if (!fs::exists(folder / "keys.json", error) && !fs::exists(folder / "vault.db", error) && !restoring(folder))
        return base::fail(ErrorCode::VaultMissing, folder.string());
    if (noStart)
        return base::fail(ErrorCode::VaultLocked, "neither Keystead nor its agent runs");
    // Twenty callers at once start one agent: who waited for the lock finds it running.
    KS_ASSIGN(const fs::path path, socket());
    KS_TRY(base::ensurePrivateFolder(path.parent_path()));
    const StartLock lock(path.string() + ".start");
    running = (this->*reach)();
    if (running || running.error().code != ErrorCode::NotFound)
        return running;
    KS_TRY(launchAgent(folder));
    return (this->*reach)();
}

base::Result<protocol::BlockingClient*> Context::agent()
{
    return started(&Context::runningAgent);
}

base::Result<std::shared_ptr<Json>> Context::call(std::string_view method, const Json& params,
                                                  const protocol::SecretMembers& secrets)
{
    KS_ASSIGN(protocol::BlockingClient * client, started(secrets.empty() ? &Context::connect : &Context::runningAgent));
    return client->call(method, params, secrets, std::chrono::minutes{6});
}

base::Result<std::pair<int, base::Secret>> Context::upgrade(std::string_view method, const Json& params)
{
    KS_TRY(call(method, params));
    auto left = m_client->leave();
    m_client.reset();
    return left;
}

namespace {

// As a shell wants it.
std::string quoted(const std::string& word)
{
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/@:+";
    if (word.find_first_not_of(plain) == std::string::npos && !word.starts_with('-'))
        return word;
    std::string text = "'";
    for (const char c : word)
        text += c == '\'' ? std::string{"'\\''"} : std::string(1, c);
    return text + "'";
}

// "`keystead-cli login C`" with the connection at hand.
std::string naming(std::string hint, const std::string& connection)
{
    if (connection.empty())
        return hint;
    const std::string name = quoted(connection);
    constexpr std::string_view place = " C`";
    for (std::size_t at = hint.find(place); at != std::string::npos; at = hint.find(place, at + name.size()))
        hint.replace(at + 1, 1, name);
    return hint;
}

} // namespace

int Context::fail(const std::string& what, const base::Error& error)
{
    const std::string why = protocol::reasonFor(error);
    const std::string hint = naming(protocol::hintFor(error), base::cleanForDisplay(connection));
    if (json) {
        const Json document = {
            {"error",
             {{"code", std::string{base::errorName(error.code)}}, {"message", what + ": " + why}, {"hint", hint}}}};
        std::printf("%s\n", base::toJsonText(document).c_str());
    } else {
        const bool color = wantsColor(STDERR_FILENO);
        std::fprintf(stderr, "%s %s: %s\n", toned(Tone::Bad, "keystead-cli:", color).c_str(), what.c_str(),
                     why.c_str());
        if (!hint.empty() && !quiet)
            std::fprintf(stderr, "%s %s\n", toned(Tone::Strong, "hint:", color).c_str(), hint.c_str());
    }
    return base::exitCodeFor(error.code);
}

bool Context::printJson(const Json& document) const
{
    if (json)
        std::printf("%s\n", base::toJsonText(document, 2).c_str());
    return json;
}

} // namespace keystead::cli
