// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Opaque identifiers: a kind prefix and 120 random bits in Crockford base32 ("con_9x4..."); safe to show, log and type.
// Each kind is a type of its own, so that a profile's id cannot be handed to what wants a connection's.
#include <functional>
#include <string>
#include <string_view>

namespace keystead::base {

// `prefix` + "_" + 24 characters of 0-9a-z without i, l, o, u, from the kernel's generator (getrandom). Aborts the
// process if the kernel has no randomness: there is no safe way on.
std::string newIdText(std::string_view prefix);
// True for a text that newIdText(prefix) could have made.
bool isIdText(std::string_view text, std::string_view prefix);

template <class Tag> struct Id
{
    std::string text;

    static Id create() { return Id{newIdText(Tag::prefix)}; }
    static bool valid(std::string_view text) { return isIdText(text, Tag::prefix); }
    bool empty() const { return text.empty(); }
    auto operator<=>(const Id&) const = default;
    bool operator==(const Id&) const = default;
};

struct ConnectionTag
{
    static constexpr std::string_view prefix = "con";
};
struct ProfileTag
{
    static constexpr std::string_view prefix = "pro";
};
struct OAuthClientTag
{
    static constexpr std::string_view prefix = "cli";
};
struct VaultTag
{
    static constexpr std::string_view prefix = "vlt";
};
struct SlotTag
{
    static constexpr std::string_view prefix = "slt";
};
struct GrantTag
{
    static constexpr std::string_view prefix = "grt";
};

using ConnectionId = Id<ConnectionTag>;
using ProfileId = Id<ProfileTag>;
using OAuthClientId = Id<OAuthClientTag>;
using VaultId = Id<VaultTag>;
using SlotId = Id<SlotTag>;
using GrantId = Id<GrantTag>;

} // namespace keystead::base

template <class Tag> struct std::hash<keystead::base::Id<Tag>>
{
    std::size_t operator()(const keystead::base::Id<Tag>& id) const noexcept
    {
        return std::hash<std::string>{}(id.text);
    }
};
