// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/socket_path.h"

#include "core/base/encoding.h"

#include <array>
#include <cstdlib>
#include <dlfcn.h>
#include <unistd.h>

namespace keystead::protocol {

namespace fs = std::filesystem;
using base::ErrorCode;

namespace {

// An absolute path from the environment; relative ones are ignored, as the XDG base directory specification wants.
fs::path fromEnvironment(const char* name)
{
    const char* value = std::getenv(name);
    return value && value[0] == '/' ? fs::path{value} : fs::path{};
}

base::Result<fs::path> xdgFolder(const char* variable, const char* below)
{
    if (const fs::path set = fromEnvironment(variable); !set.empty())
        return set / "keystead";
    const fs::path home = fromEnvironment("HOME");
    if (home.empty())
        return base::fail(ErrorCode::InvalidArgument, std::string{"neither "} + variable + " nor HOME is set");
    return home / below / "keystead";
}

fs::path canonicalOf(const fs::path& folder)
{
    std::error_code error;
    fs::path canonical = fs::weakly_canonical(folder, error);
    if (error)
        canonical = fs::absolute(folder, error);
    if (!canonical.has_filename() && canonical.has_parent_path())
        canonical = canonical.parent_path();
    return canonical;
}

// The thin clients are not linked to libcrypto, which alone would double their start-up time; only a vault in another
// folder needs a digest, and then the library is opened for it.
base::Result<std::string> sha256Hex(const std::string& text)
{
    using Digest = int (*)(const void*, std::size_t, unsigned char*, unsigned int*, const void*, void*);
    using Sha256 = const void* (*)();
    void* library = dlopen("libcrypto.so.3", RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return base::fail(ErrorCode::Internal, "libcrypto.so.3 cannot be opened");
    const auto digest = reinterpret_cast<Digest>(dlsym(library, "EVP_Digest"));
    const auto sha256 = reinterpret_cast<Sha256>(dlsym(library, "EVP_sha256"));
    std::array<unsigned char, 32> out{};
    unsigned int size = 0;
    if (!digest || !sha256 || digest(text.data(), text.size(), out.data(), &size, sha256(), nullptr) != 1)
        return base::fail(ErrorCode::Internal, "libcrypto.so.3 gives no SHA-256");
    return base::toHex(out);
}

} // namespace

base::Result<fs::path> defaultVaultFolder()
{
    return xdgFolder("XDG_DATA_HOME", ".local/share");
}

base::Result<fs::path> runtimeFolder()
{
    if (const fs::path set = fromEnvironment("XDG_RUNTIME_DIR"); !set.empty())
        return set / "keystead";
    const fs::path usual = "/run/user/" + std::to_string(getuid());
    std::error_code error;
    if (fs::is_directory(usual, error))
        return usual / "keystead";
    KS_ASSIGN(const fs::path state, xdgFolder("XDG_STATE_HOME", ".local/state"));
    return state / "run";
}

base::Result<fs::path> stateFolderFor(const fs::path& vaultFolder)
{
    KS_ASSIGN(const fs::path state, xdgFolder("XDG_STATE_HOME", ".local/state"));
    KS_ASSIGN(const fs::path usual, defaultVaultFolder());
    const fs::path canonical = canonicalOf(vaultFolder);
    if (canonical == canonicalOf(usual))
        return state;
    KS_ASSIGN(const std::string hash, sha256Hex(canonical.string()));
    return state / ("vault-" + hash.substr(0, 16));
}

base::Result<fs::path> socketPathFor(const fs::path& vaultFolder)
{
    KS_ASSIGN(const fs::path folder, runtimeFolder());
    const base::Result<fs::path> usual = defaultVaultFolder();
    const fs::path canonical = canonicalOf(vaultFolder);
    if (usual && canonical == canonicalOf(*usual))
        return folder / "agent.sock";
    KS_ASSIGN(const std::string hash, sha256Hex(canonical.string()));
    return folder / ("agent-" + hash.substr(0, 16) + ".sock");
}

} // namespace keystead::protocol
