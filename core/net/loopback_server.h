// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The listener for the OAuth redirect (RFC 8252 section 7.3): 127.0.0.1 (or [::1]) only, exact Host and path, 8 KiB
// header cap, 10 s a connection, few connections, a static answer page without anything reflected. Junk never ends the
// wait. SECURITY 13 to 17. Thread: the core thread.
#include "core/base/result.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace keystead::net {

struct RedirectDelivery
{
    std::string query; // raw, without '?': from the request line, or the form_post body
};

class LoopbackServer
{
public:
    struct Options
    {
        std::string hostInUri = "127.0.0.1"; // or "localhost", as the provider registered it
        std::string path = "/callback";      // exact
        std::vector<int> ports;              // tried in order; empty: ephemeral
        bool formPost = false;
        // The page shown to the person: title and sentence, translated by the caller; plain text.
        std::string pageTitle = "Signed in";
        std::string pageText = "You can close this page and return to Keystead.";
        // The same where the redirect reports an error.
        std::string failedTitle = "Sign-in did not finish";
        std::string failedText = "Return to Keystead to see why.";
    };
    using Accept =
        std::function<bool(const RedirectDelivery&)>; // true: this was the redirect, answer the page and stop listening

    // Bound and listening on return. Errors: AlreadyExists naming the ports that are taken; NetworkUnreachable.
    static base::Result<std::unique_ptr<LoopbackServer>> listen(Options options, Accept accept);
    ~LoopbackServer();

    std::string redirectUri() const; // identical string for both requests
    int port() const;
    void close();

private:
    LoopbackServer();
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace keystead::net
