// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Signing a connection in through the browser: several at once are fine, one a connection (a second ends the first).
// The result is stored in one transaction; id, tags and history stay. Another person's `sub` is refused. Thread: the
// core thread.
#include "core/net/async.h"
#include "core/oauth/code_flow.h"
#include "core/refresh/clock_skew.h"
#include "core/service/context.h"

#include <memory>

namespace keystead::service {

struct SignInEntry
{
    SignInEntry(net::HttpClient& http, const base::Clock& clock) : probe(http, clock) {}

    std::string id;
    base::ConnectionId connection;
    model::Actor actor;
    base::CancelSource cancel;
    base::CancelRegistration onLock;
    base::CancelRegistration onCallerGone;
    refresh::SkewProbe probe;
    std::unique_ptr<oauth::CodeFlow> flow;
    base::SteadyTime startedAt{};
    net::OneShot<base::Result<SignInOutcome>> done;
};
using SignInPtr = std::shared_ptr<SignInEntry>;

TaskOf<SignInSession> startSignIn(ContextPtr context, SignInRequest request, model::Actor actor);
TaskOf<SignInOutcome> awaitSignIn(ContextPtr context, std::string sessionId);
TaskOf<void> submitPastedAddress(ContextPtr context, std::string sessionId, std::string address);
void cancelSignIn(Context& context, const std::string& sessionId);

// sign_in_store.cpp: stores what came, or the reason why not.
TaskOf<SignInOutcome> storeSignIn(ContextPtr context, SignInPtr entry, oauth::SignInResult result);
void recordSignInFailure(Context& context, const SignInEntry& entry, const base::Error& error);
void recordSuspiciousRedirect(Context& context, const SignInEntry& entry, const base::Error& error);

} // namespace keystead::service
