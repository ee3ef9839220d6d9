// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keys/pkcs11_session.h"

#include <algorithm>
#include <array>
#include <utility>

namespace keystead::keys::pkcs11 {

namespace {

using base::ErrorCode;
using base::fail;

constexpr std::size_t maxPlaintext = 1024;

// PKCS#11 pads with blanks and ends with nothing.
template <std::size_t Size> std::string padded(const unsigned char (&text)[Size])
{
    std::string value(reinterpret_cast<const char*>(text), Size);
    value.erase(value.find_last_not_of(std::string_view{" \0", 2}) + 1);
    return base::cleanForDisplay(value);
}

// The C interface takes what it only reads as writable.
template <class T> CK_BYTE_PTR readable(const T& bytes)
{
    return const_cast<CK_BYTE_PTR>(reinterpret_cast<const CK_BYTE*>(bytes.data()));
}

bool doesOaep(CK_FUNCTION_LIST* module, CK_SLOT_ID slot)
{
    CK_MECHANISM_INFO info{};
    return module->C_GetMechanismInfo(slot, CKM_RSA_PKCS_OAEP, &info) == CKR_OK && (info.flags & CKF_DECRYPT) != 0;
}

} // namespace

base::Error errorFrom(CK_RV result, std::string_view doing)
{
    const std::string detail = "token: cannot " + std::string{doing} + " (" + p11_kit_strerror(result) + ")";
    switch (result) {
    case CKR_TOKEN_NOT_PRESENT:
    case CKR_DEVICE_REMOVED:
    case CKR_SLOT_ID_INVALID:
    case CKR_TOKEN_NOT_RECOGNIZED:
        return fail(ErrorCode::TokenMissing, detail);
    case CKR_PIN_INCORRECT:
    case CKR_PIN_INVALID:
    case CKR_PIN_LEN_RANGE:
        return fail(ErrorCode::WrongPin, detail);
    case CKR_PIN_LOCKED:
        return fail(ErrorCode::PinLocked, detail);
    case CKR_FUNCTION_CANCELED:
        return fail(ErrorCode::Cancelled, detail);
    case CKR_MECHANISM_INVALID:
    case CKR_MECHANISM_PARAM_INVALID:
    case CKR_ARGUMENTS_BAD:
    case CKR_FUNCTION_NOT_SUPPORTED:
    case CKR_KEY_SIZE_RANGE:
    case CKR_ATTRIBUTE_VALUE_INVALID:
        return fail(ErrorCode::Unsupported, detail);
    default:
        return fail(ErrorCode::CryptoFailure, detail);
    }
}

base::Result<Modules> Modules::load(const std::filesystem::path& module)
{
    Modules modules;
    if (!module.empty()) {
        CK_FUNCTION_LIST* const one = p11_kit_module_load(module.c_str(), 0);
        if (one && p11_kit_module_initialize(one) == CKR_OK)
            modules.m_list.push_back(one);
        else if (one)
            p11_kit_module_release(one);
    } else {
        modules.m_registered = p11_kit_modules_load_and_initialize(0);
        for (CK_FUNCTION_LIST** next = modules.m_registered; next && *next; ++next)
            modules.m_list.push_back(*next);
    }
    if (modules.m_list.empty())
        return fail(ErrorCode::Unsupported, "no PKCS#11 module is installed and registered with p11-kit");
    return modules;
}

Modules::Modules(Modules&& other) noexcept
    : m_list(std::exchange(other.m_list, {})), m_registered(std::exchange(other.m_registered, nullptr))
{
}

Modules::~Modules()
{
    if (m_registered) {
        p11_kit_modules_finalize_and_release(m_registered);
        return;
    }
    for (CK_FUNCTION_LIST* const module : m_list) {
        p11_kit_module_finalize(module);
        p11_kit_module_release(module);
    }
}

std::optional<Place> placeAt(CK_FUNCTION_LIST* module, CK_SLOT_ID slot)
{
    CK_SLOT_INFO slotInfo{};
    CK_TOKEN_INFO info{};
    if (module->C_GetSlotInfo(slot, &slotInfo) != CKR_OK || (slotInfo.flags & CKF_TOKEN_PRESENT) == 0 ||
        module->C_GetTokenInfo(slot, &info) != CKR_OK || (info.flags & CKF_TOKEN_INITIALIZED) == 0)
        return std::nullopt;
    return Place{module,
                 slot,
                 info.flags,
                 {padded(info.label), padded(info.manufacturerID), padded(info.model), padded(info.serialNumber), {}}};
}

std::vector<Place> places(const Modules& modules)
{
    std::vector<Place> found;
    for (CK_FUNCTION_LIST* const module : modules.list()) {
        CK_ULONG count = 0;
        if (module->C_GetSlotList(CK_TRUE, nullptr, &count) != CKR_OK || count == 0)
            continue;
        std::vector<CK_SLOT_ID> slots(count + 8); // one more may have come meanwhile
        count = slots.size();
        if (module->C_GetSlotList(CK_TRUE, slots.data(), &count) != CKR_OK)
            continue;
        for (std::size_t i = 0; i < std::min<std::size_t>(count, slots.size()); ++i) {
            // What opens without a PIN protects nothing; and p11-kit's own list of certificates is no token.
            auto place = placeAt(module, slots[i]);
            if (place && (place->flags & CKF_LOGIN_REQUIRED) != 0 && doesOaep(module, slots[i]))
                found.push_back(std::move(*place));
        }
    }
    return found;
}

bool sameToken(const TokenIdentity& a, const TokenIdentity& b)
{
    return a.serial == b.serial && a.label == b.label && a.manufacturer == b.manufacturer && a.model == b.model;
}

PinState pinStateOf(CK_FLAGS flags)
{
    if ((flags & CKF_USER_PIN_LOCKED) != 0)
        return PinState::Locked;
    if ((flags & CKF_USER_PIN_INITIALIZED) == 0)
        return PinState::NotSet;
    if ((flags & CKF_USER_PIN_FINAL_TRY) != 0)
        return PinState::FinalTry;
    return (flags & CKF_USER_PIN_COUNT_LOW) != 0 ? PinState::CountLow : PinState::Fine;
}

base::Result<Session> Session::open(const Place& place, bool writing)
{
    const CK_FLAGS flags = CKF_SERIAL_SESSION | (writing ? CKF_RW_SESSION : 0UL);
    CK_SESSION_HANDLE handle = CK_INVALID_HANDLE;
    if (const CK_RV result = place.module->C_OpenSession(place.slot, flags, nullptr, nullptr, &handle);
        result != CKR_OK)
        return errorFrom(result, "open a session");
    return Session(place, handle);
}

Session::Session(Session&& other) noexcept
    : m_place(std::move(other.m_place)), m_handle(std::exchange(other.m_handle, CK_INVALID_HANDLE)),
      m_loggedIn(std::exchange(other.m_loggedIn, false))
{
}

Session::~Session()
{
    if (m_handle == CK_INVALID_HANDLE)
        return;
    if (m_loggedIn)
        m_place.module->C_Logout(m_handle);
    m_place.module->C_CloseSession(m_handle);
}

// The flags of this moment tell how near the lock is now.
base::Error Session::loginError(CK_RV result) const
{
    base::Error error = errorFrom(result, "log in");
    const auto after = placeAt(m_place.module, m_place.slot);
    const PinState state = after ? pinStateOf(after->flags) : PinState::Fine;
    if (error.code == ErrorCode::PinLocked || state == PinState::Locked)
        return fail(ErrorCode::PinLocked, "token `" + m_place.identity.label + "`: its PIN is locked");
    if (error.code == ErrorCode::WrongPin)
        error.detail = "token `" + m_place.identity.label + "`: it was tried once" +
                       (state == PinState::FinalTry   ? "; one more wrong try locks it"
                        : state == PinState::CountLow ? "; few tries are left"
                                                      : "");
    return error;
}

base::Status Session::login(const base::Secret& pin, PinOptions options)
{
    const std::string name = "token `" + m_place.identity.label + "`";
    if ((m_place.flags & CKF_LOGIN_REQUIRED) == 0)
        return base::ok();
    switch (pinStateOf(m_place.flags)) {
    case PinState::Locked:
        return fail(ErrorCode::PinLocked, name + ": its PIN is locked");
    case PinState::NotSet:
        return fail(ErrorCode::IllegalState, name + ": it has no PIN yet");
    case PinState::FinalTry:
        if (!options.useFinalTry)
            return fail(ErrorCode::Denied, name + ": one wrong try more locks its PIN; it was not tried");
        break;
    case PinState::CountLow:
    case PinState::Fine:
        break;
    }
    const bool pinPad = (m_place.flags & CKF_PROTECTED_AUTHENTICATION_PATH) != 0;
    if (pin.empty() && !pinPad)
        return fail(ErrorCode::InvalidArgument, name + ": its PIN is needed");
    const CK_RV result = pin.empty()
                             ? m_place.module->C_Login(m_handle, CKU_USER, nullptr, 0)
                             : m_place.module->C_Login(m_handle, CKU_USER, readable(pin.exposeBytes()), pin.size());
    if (result != CKR_OK && result != CKR_USER_ALREADY_LOGGED_IN)
        return loginError(result);
    m_loggedIn = result == CKR_OK;
    return base::ok();
}

base::Result<std::optional<CK_OBJECT_HANDLE>> Session::find(CK_OBJECT_CLASS objectClass, const base::Bytes& id) const
{
    CK_KEY_TYPE type = CKK_RSA;
    std::array<CK_ATTRIBUTE, 3> wanted{{{CKA_CLASS, &objectClass, sizeof objectClass},
                                        {CKA_KEY_TYPE, &type, sizeof type},
                                        {CKA_ID, readable(id), id.size()}}};
    CK_RV result = module()->C_FindObjectsInit(m_handle, wanted.data(), wanted.size());
    if (result != CKR_OK)
        return errorFrom(result, "look for the key");
    CK_OBJECT_HANDLE object = CK_INVALID_HANDLE;
    CK_ULONG count = 0;
    result = module()->C_FindObjects(m_handle, &object, 1, &count);
    module()->C_FindObjectsFinal(m_handle);
    if (result != CKR_OK)
        return errorFrom(result, "look for the key");
    return count == 0 ? std::optional<CK_OBJECT_HANDLE>{} : std::optional{object};
}

base::Result<base::Bytes> Session::bytes(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const
{
    base::Bytes value(maxPlaintext);
    CK_ATTRIBUTE attribute{type, value.data(), value.size()};
    if (const CK_RV result = module()->C_GetAttributeValue(m_handle, object, &attribute, 1); result != CKR_OK)
        return errorFrom(result, "read the key's description");
    if (attribute.ulValueLen > value.size())
        return fail(ErrorCode::CryptoFailure, "token: the key's description is too long");
    value.resize(attribute.ulValueLen);
    return value;
}

std::optional<bool> Session::flag(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const
{
    CK_BBOOL value = CK_FALSE;
    CK_ATTRIBUTE attribute{type, &value, sizeof value};
    if (module()->C_GetAttributeValue(m_handle, object, &attribute, 1) != CKR_OK ||
        attribute.ulValueLen != sizeof value)
        return std::nullopt;
    return value == CK_TRUE;
}

base::Result<base::Secret> decryptOaep(const Session& session, CK_OBJECT_HANDLE key, crypto::OaepHash hash,
                                       std::span<const std::uint8_t> encrypted, const base::Secret& pin)
{
    const bool sha256 = hash == crypto::OaepHash::Sha256;
    CK_RSA_PKCS_OAEP_PARAMS parameters{sha256 ? CKM_SHA256 : CKM_SHA_1, sha256 ? CKG_MGF1_SHA256 : CKG_MGF1_SHA1,
                                       CKZ_DATA_SPECIFIED, nullptr, 0};
    CK_MECHANISM mechanism{CKM_RSA_PKCS_OAEP, &parameters, sizeof parameters};
    CK_FUNCTION_LIST* const module = session.module();
    CK_RV result = module->C_DecryptInit(session.handle(), &mechanism, key);
    if (result != CKR_OK)
        return errorFrom(result, "begin to decrypt");
    if (session.flag(key, CKA_ALWAYS_AUTHENTICATE).value_or(false)) {
        result = module->C_Login(session.handle(), CKU_CONTEXT_SPECIFIC, readable(pin.exposeBytes()), pin.size());
        if (result != CKR_OK)
            return errorFrom(result, "confirm the use of the key");
    }
    base::Secret plaintext(maxPlaintext);
    CK_ULONG size = plaintext.size();
    result = module->C_Decrypt(session.handle(), readable(encrypted), encrypted.size(),
                               plaintext.exposeMutable().data(), &size);
    if (result != CKR_OK)
        return errorFrom(result, "decrypt");
    if (size > plaintext.size())
        return fail(ErrorCode::CryptoFailure, "token: the plaintext is too long");
    plaintext.shrink(size);
    return plaintext;
}

base::Result<CK_OBJECT_HANDLE> generateKeyPair(const Session& session, CK_ULONG bits, const base::Bytes& id,
                                               const std::string& label)
{
    CK_BBOOL yes = CK_TRUE;
    CK_BBOOL no = CK_FALSE;
    std::array<CK_BYTE, 3> exponent{1, 0, 1};
    std::array<CK_ATTRIBUTE, 6> publicParts{{{CKA_TOKEN, &yes, sizeof yes},
                                             {CKA_ENCRYPT, &yes, sizeof yes},
                                             {CKA_MODULUS_BITS, &bits, sizeof bits},
                                             {CKA_PUBLIC_EXPONENT, exponent.data(), exponent.size()},
                                             {CKA_ID, readable(id), id.size()},
                                             {CKA_LABEL, readable(label), label.size()}}};
    std::array<CK_ATTRIBUTE, 8> privateParts{{{CKA_TOKEN, &yes, sizeof yes},
                                              {CKA_PRIVATE, &yes, sizeof yes},
                                              {CKA_SENSITIVE, &yes, sizeof yes},
                                              {CKA_EXTRACTABLE, &no, sizeof no},
                                              {CKA_DECRYPT, &yes, sizeof yes},
                                              {CKA_SIGN, &no, sizeof no},
                                              {CKA_ID, readable(id), id.size()},
                                              {CKA_LABEL, readable(label), label.size()}}};
    CK_MECHANISM mechanism{CKM_RSA_PKCS_KEY_PAIR_GEN, nullptr, 0};
    CK_OBJECT_HANDLE publicKey = CK_INVALID_HANDLE;
    CK_OBJECT_HANDLE privateKey = CK_INVALID_HANDLE;
    const CK_RV result =
        session.module()->C_GenerateKeyPair(session.handle(), &mechanism, publicParts.data(), publicParts.size(),
                                            privateParts.data(), privateParts.size(), &publicKey, &privateKey);
    if (result != CKR_OK)
        return errorFrom(result, "make a key");
    return privateKey;
}

} // namespace keystead::keys::pkcs11
