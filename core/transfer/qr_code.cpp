// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/emergency_sheet.h"

#include <algorithm>
#include <memory>
#include <qrencode.h>

namespace keystead::transfer {

namespace {

// The code says what the text says: its modules are wiped as well.
struct CodeFree
{
    void operator()(QRcode* code) const noexcept
    {
        base::wipe(code->data, static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width));
        QRcode_free(code);
    }
};

} // namespace

base::Result<QrCode> qrCode(const base::Secret& text)
{
    // Ends with a zero, as the library wants it.
    base::Secret terminated(text.size() + 1);
    std::copy(text.exposeBytes().begin(), text.exposeBytes().end(), terminated.exposeMutable().begin());
    const std::unique_ptr<QRcode, CodeFree> code(
        QRcode_encodeString(terminated.exposeText().data(), 0, QR_ECLEVEL_Q, QR_MODE_8, 1));
    if (!code)
        return base::fail(base::ErrorCode::LimitExceeded, "the text does not fit into a QR code");
    QrCode result;
    result.size = code->width;
    const auto modules = static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
    result.dark.reserve(modules);
    for (std::size_t i = 0; i < modules; ++i)
        result.dark.push_back((code->data[i] & 1U) != 0);
    return result;
}

} // namespace keystead::transfer
