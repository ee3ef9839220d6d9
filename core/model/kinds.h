// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The closed vocabularies of the model, each with its stable text for the database, JSON and the command line.
#include <optional>
#include <string_view>

namespace keystead::model {

// How a connection proves itself. Texts: api_key, basic, bearer, oauth2, client_credentials, jwt, certificate, custom.
enum class AuthKind { ApiKey, Basic, Bearer, OAuth2, ClientCredentials, Jwt, Certificate, Custom };
std::string_view toText(AuthKind kind);
std::optional<AuthKind> authKindFromText(std::string_view text);

// Texts: created, active, refreshing, updated, syncing, expired, auth_error, paused, revoked.
enum class ConnectionState { Created, Active, Refreshing, Updated, Syncing, Expired, AuthError, Paused, Revoked };
std::string_view toText(ConnectionState state);
std::optional<ConnectionState> connectionStateFromText(std::string_view text);

// The one table of legal moves. A move to the same state is legal only where the table says so.
bool isLegalMove(ConnectionState from, ConnectionState to);

} // namespace keystead::model
