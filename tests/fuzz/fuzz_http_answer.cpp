// SPDX-License-Identifier: GPL-3.0-or-later
// What a server sends, whole and in pieces whose size the first byte chooses: both ways lead to the same answer or to
// the same refusal, and the body stays within its limit.
#include "core/net/answer_reader.h"

#include <cstdint>
#include <cstdlib>
#include <tuple>

using namespace keystead;

namespace {

constexpr std::size_t limit = 4096;

struct Reading
{
    bool refused = false;
    net::HttpResponse answer;
};

Reading readInPieces(std::string_view bytes, std::size_t size)
{
    net::AnswerReader reader{limit, false};
    while (!bytes.empty() && !reader.complete()) {
        const std::string_view piece = bytes.substr(0, size);
        if (!reader.feed(piece))
            return {true, {}};
        bytes.remove_prefix(piece.size());
    }
    if (!reader.complete() && !reader.atClose())
        return {true, {}};
    return {false, reader.take()};
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::string_view bytes{reinterpret_cast<const char*>(data + 1), size - 1};
    const Reading whole = readInPieces(bytes, bytes.size());
    const Reading pieces = readInPieces(bytes, data[0] % 32 + std::size_t{1});
    const auto told = [](const Reading& reading) {
        return std::tuple{reading.refused, reading.answer.status, reading.answer.headers,
                          std::string{reading.answer.body.exposeText()}};
    };
    if (told(whole) != told(pieces) || whole.answer.body.size() > limit)
        std::abort();
    return 0;
}
