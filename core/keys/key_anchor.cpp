// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keys/key_anchor.h"

#include "core/crypto/hkdf.h"

#include <charconv>

namespace keystead::keys {

using base::ErrorCode;
using base::fail;

namespace {

struct Remembered
{
    std::uint64_t counter = 0;
    std::string_view mac;
    std::string_view key;
};

base::Result<Remembered> parse(std::string_view text)
{
    Remembered remembered;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, remembered.counter);
    const std::string_view tail{rest, static_cast<std::size_t>(end - rest)};
    if (error != std::errc{} || tail.size() != 1 + 64 + 1 + 16 || tail[0] != ' ' || tail[65] != ' ')
        return fail(ErrorCode::Damaged, "the database's memory of the key file");
    remembered.mac = tail.substr(1, 64);
    remembered.key = tail.substr(66);
    return remembered;
}

base::Result<std::string> nameOf(const base::Secret& vaultKey)
{
    KS_ASSIGN(const base::Secret name, crypto::hkdfSha256(vaultKey, {}, "keystead key file anchor v1", 8));
    return base::toHex(name.exposeBytes());
}

} // namespace

base::Result<std::string> keyAnchorText(const KeyFile& file, const base::Secret& vaultKey)
{
    KS_ASSIGN(const std::string key, nameOf(vaultKey));
    return std::to_string(file.counter()) + " " + base::toHex(file.mac()) + " " + key;
}

base::Status compareKeyAnchor(const KeyFile& file, const base::Secret& vaultKey, std::string_view remembered)
{
    if (remembered.empty())
        return base::ok();
    KS_ASSIGN(const Remembered before, parse(remembered));
    KS_ASSIGN(const std::string key, nameOf(vaultKey));
    if (key != before.key)
        return base::ok();
    const std::string counts = "it is of change " + std::to_string(file.counter()) + ", the vault remembers change " +
                               std::to_string(before.counter);
    if (file.counter() < before.counter)
        return fail(ErrorCode::Tampered, "key file: an older key file was put back: " + counts);
    if (file.counter() == before.counter && file.counter() > 0 && base::toHex(file.mac()) != before.mac)
        return fail(ErrorCode::Tampered, "key file: another one was put in its place: " + counts);
    return base::ok();
}

} // namespace keystead::keys
