// SPDX-License-Identifier: GPL-3.0-or-later
// A PKCS#11 module with one token whose state is files of the folder in KEYSTEAD_MOCK_TOKEN, for what SoftHSM cannot
// show: OAEP with SHA-256, a PIN that runs out of tries, a token that is pulled, a key that can be taken out.
//   present     the token is plugged in           tries     wrong PINs left of 3 (0: locked)
//   pin         the PIN                           logins    one line for each C_Login
//   key.pem     its only key, key.id its CKA_ID   soft      the key says that it can be taken out
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <p11-kit/pkcs11.h>
#include <string>

namespace {

namespace fs = std::filesystem;

fs::path at(const char* name)
{
    const char* folder = std::getenv("KEYSTEAD_MOCK_TOKEN");
    return fs::path(folder ? folder : "/nonexistent") / name;
}
std::string read(const char* name)
{
    std::ifstream in(at(name), std::ios::binary);
    return {std::istreambuf_iterator<char>{in}, {}};
}
void write(const char* name, const std::string& text, std::ios::openmode mode = std::ios::trunc)
{
    std::ofstream(at(name), std::ios::binary | mode) << text;
}
bool has(const char* name)
{
    return fs::exists(at(name));
}

constexpr CK_SLOT_ID theSlot = 7;
constexpr CK_OBJECT_HANDLE publicKey = 1;
constexpr CK_OBJECT_HANDLE privateKey = 2;

bool loggedIn = false;
bool searched = true;
CK_OBJECT_HANDLE found = CK_INVALID_HANDLE;
CK_RSA_PKCS_OAEP_PARAMS oaep{};

template <std::size_t Size> void pad(unsigned char (&field)[Size], const char* text)
{
    std::memset(field, ' ', Size);
    std::memcpy(field, text, std::strlen(text));
}

EVP_PKEY* loadKey()
{
    std::FILE* file = std::fopen(at("key.pem").c_str(), "r");
    if (!file)
        return nullptr;
    EVP_PKEY* key = PEM_read_PrivateKey(file, nullptr, nullptr, nullptr);
    std::fclose(file);
    return key;
}

CK_RV put(CK_ATTRIBUTE& attribute, const void* data, std::size_t size)
{
    if (attribute.ulValueLen < size)
        return CKR_BUFFER_TOO_SMALL;
    std::memcpy(attribute.pValue, data, size);
    attribute.ulValueLen = size;
    return CKR_OK;
}

CK_RV notSupported()
{
    return CKR_FUNCTION_NOT_SUPPORTED;
}

CK_RV initialize(void*)
{
    return CKR_OK;
}
CK_RV finalize(void*)
{
    loggedIn = false;
    return CKR_OK;
}
CK_RV getInfo(CK_INFO* info)
{
    *info = {};
    info->cryptokiVersion = {2, 40};
    return CKR_OK;
}
CK_RV getSlotList(CK_BBOOL tokenPresent, CK_SLOT_ID* slots, CK_ULONG* count)
{
    const CK_ULONG n = tokenPresent == CK_TRUE && !has("present") ? 0 : 1;
    if (slots && *count < n)
        return CKR_BUFFER_TOO_SMALL;
    if (slots && n == 1)
        slots[0] = theSlot;
    *count = n;
    return CKR_OK;
}
CK_RV getSlotInfo(CK_SLOT_ID, CK_SLOT_INFO* info)
{
    *info = {};
    info->flags = CKF_REMOVABLE_DEVICE | (has("present") ? CKF_TOKEN_PRESENT : 0UL);
    return CKR_OK;
}
CK_RV getTokenInfo(CK_SLOT_ID, CK_TOKEN_INFO* info)
{
    if (!has("present"))
        return CKR_TOKEN_NOT_PRESENT;
    *info = {};
    pad(info->label, "mock token");
    pad(info->manufacturerID, "Keystead tests");
    pad(info->model, "mock");
    pad(info->serialNumber, "0123456789");
    const std::string tries = read("tries");
    info->flags = CKF_TOKEN_INITIALIZED | CKF_LOGIN_REQUIRED | CKF_USER_PIN_INITIALIZED;
    if (tries == "2")
        info->flags |= CKF_USER_PIN_COUNT_LOW;
    if (tries == "1")
        info->flags |= CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY;
    if (tries == "0")
        info->flags |= CKF_USER_PIN_LOCKED;
    return CKR_OK;
}
CK_RV getMechanismInfo(CK_SLOT_ID, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO* info)
{
    if (type != CKM_RSA_PKCS_OAEP)
        return CKR_MECHANISM_INVALID;
    *info = {2048, 4096, CKF_DECRYPT};
    return CKR_OK;
}
CK_RV openSession(CK_SLOT_ID, CK_FLAGS, void*, CK_NOTIFY, CK_SESSION_HANDLE* session)
{
    *session = 5;
    return has("present") ? CKR_OK : CKR_TOKEN_NOT_PRESENT;
}
CK_RV closeSession(CK_SESSION_HANDLE)
{
    loggedIn = false;
    return CKR_OK;
}
CK_RV login(CK_SESSION_HANDLE, CK_USER_TYPE, unsigned char* pin, CK_ULONG size)
{
    write("logins", "login\n", std::ios::app);
    if (read("tries") == "0")
        return CKR_PIN_LOCKED;
    if (std::string(reinterpret_cast<const char*>(pin), size) != read("pin")) {
        write("tries", std::to_string(std::stoi(read("tries")) - 1));
        return CKR_PIN_INCORRECT;
    }
    write("tries", "3");
    loggedIn = true;
    return CKR_OK;
}
CK_RV logout(CK_SESSION_HANDLE)
{
    loggedIn = false;
    return CKR_OK;
}
CK_RV findObjectsInit(CK_SESSION_HANDLE, CK_ATTRIBUTE* wanted, CK_ULONG count)
{
    found = has("key.pem") ? publicKey : CK_INVALID_HANDLE;
    searched = false;
    for (CK_ULONG i = 0; i < count; ++i) {
        const std::string value(static_cast<const char*>(wanted[i].pValue), wanted[i].ulValueLen);
        if (wanted[i].type == CKA_ID && value != read("key.id"))
            found = CK_INVALID_HANDLE;
        CK_OBJECT_CLASS objectClass = 0;
        if (wanted[i].type == CKA_CLASS && found != CK_INVALID_HANDLE) {
            std::memcpy(&objectClass, wanted[i].pValue, sizeof objectClass);
            found = objectClass == CKO_PRIVATE_KEY ? privateKey : publicKey;
        }
    }
    if (found == privateKey && !loggedIn)
        found = CK_INVALID_HANDLE;
    return CKR_OK;
}
CK_RV findObjects(CK_SESSION_HANDLE, CK_OBJECT_HANDLE* object, CK_ULONG, CK_ULONG* count)
{
    *count = !searched && found != CK_INVALID_HANDLE ? 1 : 0;
    *object = found;
    searched = true;
    return CKR_OK;
}
CK_RV findObjectsFinal(CK_SESSION_HANDLE)
{
    return CKR_OK;
}
CK_RV getAttributeValue(CK_SESSION_HANDLE, CK_OBJECT_HANDLE object, CK_ATTRIBUTE* attributes, CK_ULONG)
{
    CK_ATTRIBUTE& attribute = attributes[0];
    const auto flag = [&](bool value) {
        const CK_BBOOL byte = value ? CK_TRUE : CK_FALSE;
        return put(attribute, &byte, 1);
    };
    switch (attribute.type) {
    case CKA_SENSITIVE:
        return flag(true);
    case CKA_EXTRACTABLE:
        return flag(has("soft"));
    case CKA_ALWAYS_AUTHENTICATE:
        return flag(false);
    case CKA_MODULUS:
    case CKA_PUBLIC_EXPONENT: {
        // As some cards do: only the public object tells.
        if (object == privateKey)
            return CKR_ATTRIBUTE_TYPE_INVALID;
        EVP_PKEY* key = loadKey();
        BIGNUM* number = nullptr;
        EVP_PKEY_get_bn_param(key, attribute.type == CKA_MODULUS ? OSSL_PKEY_PARAM_RSA_N : OSSL_PKEY_PARAM_RSA_E,
                              &number);
        std::string bytes(static_cast<std::size_t>(BN_num_bytes(number)), '\0');
        BN_bn2bin(number, reinterpret_cast<unsigned char*>(bytes.data()));
        BN_free(number);
        EVP_PKEY_free(key);
        return put(attribute, bytes.data(), bytes.size());
    }
    default:
        return CKR_ATTRIBUTE_TYPE_INVALID;
    }
}
CK_RV generateKeyPair(CK_SESSION_HANDLE, CK_MECHANISM*, CK_ATTRIBUTE* parts, CK_ULONG count, CK_ATTRIBUTE*, CK_ULONG,
                      CK_OBJECT_HANDLE* publicOut, CK_OBJECT_HANDLE* privateOut)
{
    if (!loggedIn)
        return CKR_USER_NOT_LOGGED_IN;
    for (CK_ULONG i = 0; i < count; ++i) {
        CK_ULONG bits = 0;
        if (parts[i].type == CKA_MODULUS_BITS)
            std::memcpy(&bits, parts[i].pValue, sizeof bits);
        if (bits > 2048)
            return CKR_KEY_SIZE_RANGE; // an old card
        if (parts[i].type == CKA_ID)
            write("key.id", std::string(static_cast<const char*>(parts[i].pValue), parts[i].ulValueLen));
    }
    EVP_PKEY* key = EVP_RSA_gen(2048);
    std::FILE* file = std::fopen(at("key.pem").c_str(), "w");
    PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(file);
    EVP_PKEY_free(key);
    *publicOut = publicKey;
    *privateOut = privateKey;
    return CKR_OK;
}
CK_RV destroyObject(CK_SESSION_HANDLE, CK_OBJECT_HANDLE)
{
    fs::remove(at("key.pem"));
    return CKR_OK;
}
CK_RV decryptInit(CK_SESSION_HANDLE, CK_MECHANISM* mechanism, CK_OBJECT_HANDLE)
{
    if (!loggedIn)
        return CKR_USER_NOT_LOGGED_IN;
    std::memcpy(&oaep, mechanism->pParameter, sizeof oaep);
    return CKR_OK;
}
CK_RV decrypt(CK_SESSION_HANDLE, unsigned char* in, CK_ULONG inSize, unsigned char* out, CK_ULONG* outSize)
{
    EVP_PKEY* key = loadKey();
    EVP_PKEY_CTX* context = EVP_PKEY_CTX_new(key, nullptr);
    const EVP_MD* hash = oaep.hashAlg == CKM_SHA256 ? EVP_sha256() : EVP_sha1();
    std::size_t size = *outSize;
    const bool good =
        EVP_PKEY_decrypt_init(context) == 1 && EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1 &&
        EVP_PKEY_CTX_set_rsa_oaep_md(context, hash) == 1 && EVP_PKEY_CTX_set_rsa_mgf1_md(context, hash) == 1 &&
        EVP_PKEY_decrypt(context, out, &size, in, inSize) == 1;
    *outSize = size;
    EVP_PKEY_CTX_free(context);
    EVP_PKEY_free(key);
    return good ? CKR_OK : CKR_ENCRYPTED_DATA_INVALID;
}

CK_FUNCTION_LIST* functions()
{
    static CK_FUNCTION_LIST list = [] {
        CK_FUNCTION_LIST made{};
        // Every member behind the version is a function pointer.
        auto* const first = reinterpret_cast<CK_RV (**)()>(&made.C_Initialize);
        auto* const end = reinterpret_cast<CK_RV (**)()>(&made + 1);
        for (auto* member = first; member != end; ++member)
            *member = notSupported;
        made.version = {2, 40};
        made.C_Initialize = initialize;
        made.C_Finalize = finalize;
        made.C_GetInfo = getInfo;
        made.C_GetFunctionList = C_GetFunctionList;
        made.C_GetSlotList = getSlotList;
        made.C_GetSlotInfo = getSlotInfo;
        made.C_GetTokenInfo = getTokenInfo;
        made.C_GetMechanismInfo = getMechanismInfo;
        made.C_OpenSession = openSession;
        made.C_CloseSession = closeSession;
        made.C_Login = login;
        made.C_Logout = logout;
        made.C_FindObjectsInit = findObjectsInit;
        made.C_FindObjects = findObjects;
        made.C_FindObjectsFinal = findObjectsFinal;
        made.C_GetAttributeValue = getAttributeValue;
        made.C_GenerateKeyPair = generateKeyPair;
        made.C_DestroyObject = destroyObject;
        made.C_DecryptInit = decryptInit;
        made.C_Decrypt = decrypt;
        return made;
    }();
    return &list;
}

} // namespace

extern "C" CK_RV C_GetFunctionList(CK_FUNCTION_LIST** list)
{
    *list = functions();
    return CKR_OK;
}
