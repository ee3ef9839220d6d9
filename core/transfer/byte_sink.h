// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Where an export goes, and how it tells how far it is.
#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace keystead::transfer {

class ByteSink
{
public:
    virtual ~ByteSink() = default;
    virtual base::Status write(std::string_view bytes) = 0;
};

// Keeps everything in memory: for tests and small reports.
class StringSink final : public ByteSink
{
public:
    base::Status write(std::string_view bytes) override
    {
        text.append(bytes);
        return base::ok();
    }
    std::string text;
};

// Called every few records on the exporting thread; false cancels. `total` is the number of records.
using Progress = std::function<bool(std::int64_t done, std::int64_t total)>;

} // namespace keystead::transfer
