// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/import_ops.h"

#include <atomic>
#include <cstdlib>

namespace keystead::service {

namespace {

struct Found
{
    base::Result<transfer::SecretScan> scan;
};

transfer::ScanPlaces placesOfUser()
{
    transfer::ScanPlaces places;
    if (const char* const home = std::getenv("HOME"))
        places.home = home;
    const char* const config = std::getenv("XDG_CONFIG_HOME");
    places.config = config && *config ? std::filesystem::path(config) : places.home / ".config";
    return places;
}

} // namespace

TaskOf<transfer::SecretScan> searchSecrets(ContextPtr context, base::CancelToken cancel)
{
    const auto stop = std::make_shared<std::atomic<bool>>(false);
    const base::CancelRegistration onCancel = cancel.onCancel([stop] { *stop = true; });
    const transfer::ScanPlaces places = placesOfUser();
    std::function<Found()> work = [places, stop] {
        const std::function<bool()> goOn = [stop] { return !stop->load(); };
        return Found{transfer::scanForSecrets(places, goOn)};
    };
    auto working = context->worker.run<Found>(std::move(work));
    const std::shared_ptr<Found> found = co_await working;
    co_return std::move(found->scan);
}

} // namespace keystead::service
