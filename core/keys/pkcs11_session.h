// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// PKCS#11's C interface with owners: modules, sessions, a login for the life of an object. For the .cpp files of this
// room alone.
#include "core/keys/tokens.h"

#include <filesystem>
#include <optional>
#include <p11-kit/p11-kit.h>
#include <p11-kit/pkcs11.h>
#include <span>
#include <string>
#include <vector>

namespace keystead::keys::pkcs11 {

// What a return value means to a person. `doing`: "find the key".
base::Error errorFrom(CK_RV result, std::string_view doing);

// The modules, loaded and initialised; finalised when it goes.
class Modules
{
public:
    // One module, or all that p11-kit knows. Unsupported where there is none.
    static base::Result<Modules> load(const std::filesystem::path& module);
    Modules(Modules&& other) noexcept;
    Modules& operator=(Modules&&) = delete;
    ~Modules();

    const std::vector<CK_FUNCTION_LIST*>& list() const { return m_list; }

private:
    Modules() = default;
    std::vector<CK_FUNCTION_LIST*> m_list;
    CK_FUNCTION_LIST** m_registered = nullptr; // p11-kit's own list
};

struct Place
{
    CK_FUNCTION_LIST* module = nullptr;
    CK_SLOT_ID slot = 0;
    CK_FLAGS flags = 0; // of the token
    TokenIdentity identity;
};

// The tokens that are there, want a PIN and do RSA-OAEP.
std::vector<Place> places(const Modules& modules);
std::optional<Place> placeAt(CK_FUNCTION_LIST* module, CK_SLOT_ID slot);
bool sameToken(const TokenIdentity& a, const TokenIdentity& b);
PinState pinStateOf(CK_FLAGS flags);

class Session
{
public:
    static base::Result<Session> open(const Place& place, bool writing);
    Session(Session&& other) noexcept;
    Session& operator=(Session&&) = delete;
    ~Session(); // logs out and closes

    // One try. Denied before the final one unless it is allowed; PinLocked without a try.
    base::Status login(const base::Secret& pin, PinOptions options);

    CK_FUNCTION_LIST* module() const { return m_place.module; }
    CK_SESSION_HANDLE handle() const { return m_handle; }
    const Place& place() const { return m_place; }

    // The first object of a class with this CKA_ID; nullopt where there is none.
    base::Result<std::optional<CK_OBJECT_HANDLE>> find(CK_OBJECT_CLASS objectClass, const base::Bytes& id) const;
    base::Result<base::Bytes> bytes(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const;
    // nullopt: the token does not say.
    std::optional<bool> flag(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) const;

private:
    Session(Place place, CK_SESSION_HANDLE handle) : m_place(std::move(place)), m_handle(handle) {}
    base::Error loginError(CK_RV result) const;
    Place m_place;
    CK_SESSION_HANDLE m_handle = CK_INVALID_HANDLE;
    bool m_loggedIn = false;
};

// C_Decrypt with CKM_RSA_PKCS_OAEP. Unsupported where the token does not know this hash. `pin`: for keys that want it
// at every use (CKA_ALWAYS_AUTHENTICATE); it has just been accepted.
base::Result<base::Secret> decryptOaep(const Session& session, CK_OBJECT_HANDLE key, crypto::OaepHash hash,
                                       std::span<const std::uint8_t> encrypted, const base::Secret& pin);
// RSA with 65537; Unsupported where the token refuses the size.
base::Result<CK_OBJECT_HANDLE> generateKeyPair(const Session& session, CK_ULONG bits, const base::Bytes& id,
                                               const std::string& label);

} // namespace keystead::keys::pkcs11
