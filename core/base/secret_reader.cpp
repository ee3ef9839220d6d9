// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/secret_reader.h"

#include "core/base/encoding.h"

#include <algorithm>
#include <cerrno>
#include <string>
#include <unistd.h>

namespace keystead::base {

namespace {

Error refuse(ErrorCode code, std::string_view what, std::string_view why)
{
    return fail(code, std::string{what} + ": " + std::string{why});
}

void grow(Secret& buffer)
{
    Secret larger(std::min(buffer.size() * 2, longestSecret));
    std::copy(buffer.exposeBytes().begin(), buffer.exposeBytes().end(), larger.exposeMutable().begin());
    buffer = std::move(larger);
}

} // namespace

Result<Secret> readSecretFrom(int descriptor, ReadUntil until, std::string_view what)
{
    Secret buffer(4096);
    std::size_t used = 0;
    for (;;) {
        char next = 0;
        const ssize_t got = ::read(descriptor, &next, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return refuse(ErrorCode::InvalidArgument, what, "its descriptor cannot be read");
        if (got == 0 || (until == ReadUntil::LineEnd && next == '\n'))
            break;
        // Never cut silently: a vault made with half a passphrase would not open with the whole one.
        if (used == longestSecret)
            return refuse(ErrorCode::LimitExceeded, what, "is longer than 64 KiB");
        if (used == buffer.size())
            grow(buffer);
        buffer.exposeMutable()[used++] = static_cast<std::uint8_t>(next);
    }
    buffer.shrink(used);
    if (buffer.empty())
        return refuse(ErrorCode::InvalidArgument, what, "is empty");
    if (!isValidUtf8(buffer.exposeText()))
        return refuse(ErrorCode::InvalidArgument, what,
                      "is not UTF-8 text; a binary secret goes in as PEM, base64 or hex");
    return buffer;
}

} // namespace keystead::base
