// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One sign-in by authorization code with PKCE and a loopback redirect (RFC 6749 section 4.1, RFC 7636, RFC 8252, RFC
// 9207). Owns its state, nonce, verifier and listener; used once. Thread: the core thread.
#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/model/provider_spec.h"
#include "core/model/token_set.h"
#include "core/net/http_client.h"
#include "core/net/loopback_server.h"
#include "core/oauth/endpoints.h"
#include "core/oauth/token_client.h"

#include <chrono>
#include <functional>
#include <memory>
#include <qcoro/qcorotask.h>
#include <string>
#include <vector>

namespace keystead::oauth {

struct CodeFlowRequest
{
    model::ProviderSpec spec;
    Endpoints endpoints;
    ClientIdentity client;
    std::vector<std::string> scopes;
    std::string accountHint;
    std::vector<int> redirectPorts; // of the client registration; empty: the spec's
    std::chrono::milliseconds timeout{std::chrono::minutes{5}};
    std::string pageTitle; // of the answer page in the browser, translated; empty: English
    std::string pageText;
    std::string failedPageTitle;
    std::string failedPageText;
};

struct SignInResult
{
    model::TokenSet tokens;
    std::string account; // from id_token or userinfo, cleaned
    std::string subject;
    std::string issuer;
    std::vector<std::string> scopesGranted;
    std::vector<std::string> scopesMissing;
};

class CodeFlow
{
public:
    CodeFlow(net::HttpClient& http, const base::Clock& clock, CodeFlowRequest request);
    ~CodeFlow();

    // Binds the listener, then gives the URL for the browser (already checked: https or loopback). Call once.
    base::Result<std::string> start();
    std::string redirectUri() const;
    // Waits for the redirect (or a pasted address), exchanges the code, verifies the id_token, asks userinfo. Call
    // once, after start(). Errors: TimedOut, Cancelled, OAuth codes, network codes.
    QCoro::Task<base::Result<SignInResult>> run(base::CancelToken cancel);
    // The browser was elsewhere: the person pasted the address it ended at. An error here does not end the flow.
    base::Status submitPasted(std::string_view pasted);
    // Called for each redirect that was refused (wrong state, wrong iss): SECURITY 40.
    void onSuspiciousRedirect(std::function<void(base::Error)> callback);

private:
    struct Impl;
    std::shared_ptr<Impl> m_impl; // shared with the coroutine, which may end a moment later
};

} // namespace keystead::oauth
