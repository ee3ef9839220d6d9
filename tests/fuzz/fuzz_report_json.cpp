// SPDX-License-Identifier: GPL-3.0-or-later
// An exported report comes back from anybody's hands: whatever it holds, verification ends with a finding.
#include "core/transfer/record_json.h"
#include "core/transfer/verify_json_report.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto report = keystead::transfer::verifyJsonReport(text);
    if (report && report->ok == report->finding.has_value())
        std::abort();
    std::int64_t sequence = 0;
    const auto record = keystead::transfer::recordFromJson(text, sequence);
    if (record && keystead::transfer::recordToJson(*record) != text)
        std::abort();
    return 0;
}
