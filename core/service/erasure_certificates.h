// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The certificate of an erasure, written as PDF and JSON. Internal to this room. Thread: the core thread.
#include "core/service/context.h"
#include "core/service/profile_requests.h"

namespace keystead::service {

// What the table `erasure` keeps: numbers only.
struct ErasureRow
{
    std::int64_t sequence = 0;
    base::WallTime erasedAt{};
    std::string summary;
};

// InvalidArgument where it is not empty and not absolute, NotFound where its folder is missing: told before anything is
// erased.
base::Status checkCertificatePath(const std::string& path);
// The files that were written.
TaskOf<std::vector<std::string>> writeCertificates(ContextPtr context, EraseProfile request, ErasedProfile report,
                                                   std::string hash, base::WallTime at);

} // namespace keystead::service
