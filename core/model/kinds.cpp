// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/kinds.h"

#include "core/model/enum_text.h"

#include <array>
#include <cstdint>

namespace keystead::model {

namespace {

constexpr std::array<EnumText<AuthKind>, 8> kindTexts{{
    {AuthKind::ApiKey, "api_key"},
    {AuthKind::Basic, "basic"},
    {AuthKind::Bearer, "bearer"},
    {AuthKind::OAuth2, "oauth2"},
    {AuthKind::ClientCredentials, "client_credentials"},
    {AuthKind::Jwt, "jwt"},
    {AuthKind::Certificate, "certificate"},
    {AuthKind::Custom, "custom"},
}};

constexpr std::array<EnumText<ConnectionState>, 9> stateTexts{{
    {ConnectionState::Created, "created"},
    {ConnectionState::Active, "active"},
    {ConnectionState::Refreshing, "refreshing"},
    {ConnectionState::Updated, "updated"},
    {ConnectionState::Syncing, "syncing"},
    {ConnectionState::Expired, "expired"},
    {ConnectionState::AuthError, "auth_error"},
    {ConnectionState::Paused, "paused"},
    {ConnectionState::Revoked, "revoked"},
}};

constexpr std::uint16_t bit(ConnectionState state)
{
    return static_cast<std::uint16_t>(1U << static_cast<unsigned>(state));
}

template <class... States> constexpr std::uint16_t to(States... states)
{
    return static_cast<std::uint16_t>((bit(states) | ...));
}

using enum ConnectionState;

// Row: from; bits: to. docs/model.md shows it as a table and gives the reasons.
constexpr std::array<std::uint16_t, 9> legalMoves{
    /* created    */ to(Active, AuthError, Expired, Paused, Revoked),
    /* active     */ to(Refreshing, Updated, Syncing, Expired, AuthError, Paused, Revoked),
    /* refreshing */ to(Active, Updated, Expired, AuthError, Paused, Revoked),
    /* updated    */ to(Active, Refreshing, Syncing, Expired, AuthError, Paused, Revoked),
    /* syncing    */ to(Active, Expired, AuthError, Paused, Revoked),
    /* expired    */ to(Active, Refreshing, Updated, AuthError, Paused, Revoked),
    /* auth_error */ to(Active, Refreshing, Updated, AuthError, Paused, Revoked),
    /* paused     */ to(Active, Expired, AuthError, Revoked),
    /* revoked    */ to(Active, Updated, AuthError),
};

} // namespace

std::string_view toText(AuthKind kind)
{
    return textOf(kindTexts, kind);
}

std::optional<AuthKind> authKindFromText(std::string_view text)
{
    return valueOf(kindTexts, text);
}

std::string_view toText(ConnectionState state)
{
    return textOf(stateTexts, state);
}

std::optional<ConnectionState> connectionStateFromText(std::string_view text)
{
    return valueOf(stateTexts, text);
}

bool isLegalMove(ConnectionState from, ConnectionState next)
{
    return (legalMoves.at(static_cast<std::size_t>(from)) & bit(next)) != 0;
}

} // namespace keystead::model
