// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What git's and docker's helpers want of the vault: which connection serves a server, keeping what the person typed,
// and forgetting what a server refused. It gives no secret out (that is releaseToken, which asks the policy), never
// changes the tokens of a sign-in, and deletes only what a helper has stored. Thread: the core thread.
#include "core/base/secret.h"
#include "core/service/core_service.h"
#include "core/service/credential_match.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace keystead::service {

struct Context;

struct StoreLogin
{
    ServerQuery query; // with the user name
    base::Secret password;
    std::optional<base::WallTime> expiresAt;
};
struct StoredLogin
{
    // Kept: the server has a connection of another kind for this user, which is not overwritten.
    enum class How { Added, Updated, Unchanged, Kept };
    How how = How::Unchanged;
    std::optional<model::Connection> connection;
};
std::string_view toText(StoredLogin::How how); // added, updated, unchanged, kept

struct EraseLogin
{
    ServerQuery query;
    std::optional<base::Secret> password; // what was refused; absent: whatever a helper stored there
    std::string connection;               // id of the one that had lent it, where the asker knows; empty: any
};
struct ErasedLogin
{
    // Refresh: the next use gets a new token. Kept: it is the person's own, or has just been refreshed. Unknown:
    // nothing here equals what was refused.
    enum class How { Removed, Refresh, Kept, Unknown };
    How how = How::Unknown;
    std::optional<model::Connection> connection;
};
std::string_view toText(ErasedLogin::How how); // removed, refresh, kept, unknown

class LoginDesk
{
public:
    explicit LoginDesk(std::shared_ptr<Context> context) : m_context(std::move(context)) {}
    template <class T> using Answer = QCoro::Task<base::Result<T>>;

    Answer<ServerChoice> choose(ServerQuery query);
    // Every address that connections serve, with the user name; one row an address. `connection` (id or name): of this
    // one alone.
    Answer<std::vector<ServedUrl>> served(AskedBy by, std::string connection);
    // Of one connection (id or name), its API first.
    Answer<std::vector<ServedUrl>> servedByApi(std::string connection);
    // InvalidArgument without a user name or a password, and for a server that https does not protect (loopback apart).
    Answer<StoredLogin> store(StoreLogin request, model::Actor actor);
    Answer<ErasedLogin> erase(EraseLogin request, model::Actor actor);

private:
    std::shared_ptr<Context> m_context;
};

// The tag on what a helper stored.
inline constexpr std::string_view gitStoredTag = "stored-by-git";
inline constexpr std::string_view dockerStoredTag = "stored-by-docker";

} // namespace keystead::service
