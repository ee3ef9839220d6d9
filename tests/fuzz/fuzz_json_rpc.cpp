// SPDX-License-Identifier: GPL-3.0-or-later
// What any program of the user may write to the socket: framing, then the request.
#include "core/protocol/line_buffer.h"
#include "core/protocol/message.h"

#include <cstdlib>
#include <nlohmann/json.hpp>

using namespace keystead;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    protocol::LineBuffer buffer;
    // In two parts, so that a line's end may fall anywhere.
    if (!buffer.append(text.substr(0, size / 2)) || !buffer.append(text.substr(size / 2)))
        return 0;
    while (const auto line = buffer.takeLine()) {
        const auto request = protocol::parseRequest(line->exposeText());
        // Whatever came, the answer is one line that a client can read.
        const base::Secret answer =
            request ? protocol::writeResult(request->idText, *request->params) : protocol::writeFault(request.error());
        const auto newline = answer.exposeText().find('\n');
        if (newline != answer.size() - 1)
            std::abort();
        if (request && !protocol::parseResponse(answer.exposeText()))
            std::abort();
    }
    (void)protocol::parseResponse(text);
    return 0;
}
