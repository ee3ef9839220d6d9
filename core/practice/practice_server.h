// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The practice provider: an Authority on a loopback port, with a sign-in page and tokens of 60 s. Thread: the core
// thread.
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/model/provider_spec.h"
#include "core/practice/authority.h"

#include <memory>

namespace keystead::practice {

class HttpListener;

class PracticeServer
{
public:
    static base::Result<std::unique_ptr<PracticeServer>> start(const base::Clock& clock);
    ~PracticeServer();
    std::string issuer() const;
    model::ProviderSpec providerSpec() const;
    Authority& authority() { return *m_authority; }

private:
    PracticeServer();
    std::unique_ptr<HttpListener> m_listener;
    std::unique_ptr<Authority> m_authority;
};

} // namespace keystead::practice
