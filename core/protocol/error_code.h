// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Errors on the wire: {"code": -32000 - n, "message": "vault_locked", "data": {"detail": "...", "hint": "..."}}. The
// message is the stable name; the number is JSON-RPC's reserved range for faults of the protocol itself and one number
// for ours.
#include "core/base/result.h"

#include <string>
#include <string_view>

namespace keystead::protocol {

inline constexpr int parseErrorNumber = -32700;
inline constexpr int invalidRequestNumber = -32600;
inline constexpr int methodNotFoundNumber = -32601;
inline constexpr int invalidParamsNumber = -32602;
inline constexpr int applicationErrorNumber = -32000;

// What a refusal to lend a paused connection begins with.
inline constexpr std::string_view pausedDetail = "the connection is paused";

// In the detail of a refusal for want of a grant: behind it stands the command that makes one, which becomes the hint.
inline constexpr std::string_view grantCommand = "; grant it with: ";

// Behind the reason why a grant that was asked for without a proof is not put before the person.
inline constexpr std::string_view nobodyToShow = ", so that the person is not asked in the window";

base::ErrorCode errorCodeFromName(std::string_view name); // Internal for unknown names
// What the person can do next, in one sentence; empty where there is nothing to say.
std::string hintFor(const base::Error& error);
// A plain English sentence for a code, for the command line: "the vault is locked".
std::string sentenceFor(base::ErrorCode code);

// The sentence with the error's detail behind it.
std::string reasonFor(const base::Error& error);

} // namespace keystead::protocol
