// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// While a vault is open that a token opened: looks every second whether the token is still there, and locks when it was
// taken out (SECURITY 34), where the settings want that. The looking happens on the tokens' own thread. Lives with the
// session. Thread: the core thread.
#include "core/service/context.h"

#include <QTimer>

namespace keystead::service {

class TokenWatch
{
public:
    TokenWatch(const ContextPtr& context, keys::TokenIdentity token);
    ~TokenWatch(); // unloads the modules
    TokenWatch(const TokenWatch&) = delete;
    TokenWatch& operator=(const TokenWatch&) = delete;

private:
    static QCoro::Task<void> look(std::weak_ptr<Context> weak, std::shared_ptr<bool> looking,
                                  keys::TokenIdentity token);

    std::weak_ptr<Context> m_context;
    keys::TokenIdentity m_token;
    std::shared_ptr<bool> m_looking = std::make_shared<bool>(false);
    QTimer m_timer;
};

} // namespace keystead::service
