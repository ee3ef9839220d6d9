// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Waiting for coroutines and small values that the tests of this room share.
#include "core/base/secret.h"
#include "core/model/provider_spec.h"
#include "core/oauth/endpoints.h"

#include <optional>
#include <qcoro/qcorotask.h>
#include <QEventLoop>
#include <string>

namespace keystead::test {

// QCoro::waitFor for results that have no default value.
template <class T> T await(QCoro::Task<T> task)
{
    std::optional<T> result;
    QEventLoop loop;
    task.then([&](T value) {
        result.emplace(std::move(value));
        loop.quit();
    });
    if (!result)
        loop.exec();
    return std::move(*result);
}

inline base::Secret secret(std::string_view text)
{
    return base::Secret::fromText(text);
}

inline std::string exposed(const std::optional<base::Secret>& value)
{
    return value ? std::string{value->exposeText()} : std::string{};
}

inline model::ProviderSpec exampleSpec()
{
    model::ProviderSpec spec;
    spec.id = "example";
    spec.displayName = "Example";
    spec.oauth.emplace();
    spec.oauth->authorizationUrl = "https://login.example/authorize";
    spec.oauth->tokenUrl = "https://login.example/token";
    return spec;
}

inline oauth::Endpoints exampleEndpoints()
{
    oauth::Endpoints endpoints;
    endpoints.issuer = "https://login.example";
    endpoints.authorization = "https://login.example/authorize";
    endpoints.token = "https://login.example/token";
    endpoints.refresh = "https://login.example/token";
    return endpoints;
}

} // namespace keystead::test
