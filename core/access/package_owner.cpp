// SPDX-License-Identifier: GPL-3.0-or-later
// dpkg-query(1) -S without dpkg: the file lists are lines of paths, one file a package.
#include "core/access/program_files.h"

#include <filesystem>
#include <fstream>
#include <sys/stat.h>

namespace keystead::access {

namespace fs = std::filesystem;

namespace {

bool onlyOwnerWrites(const fs::path& path, uid_t owner)
{
    struct stat info
    {
    };
    return ::lstat(path.c_str(), &info) == 0 && info.st_uid == owner && (info.st_mode & 0022U) == 0 &&
           !S_ISLNK(info.st_mode);
}

// Packages of before the merge of /bin into /usr/bin still list the old names.
std::string beforeTheMerge(const std::string& path)
{
    for (const char* folder : {"/usr/bin/", "/usr/sbin/", "/usr/lib"}) {
        if (path.starts_with(folder))
            return path.substr(4);
    }
    return {};
}

bool lists(const fs::path& list, const std::string& path, const std::string& older)
{
    std::ifstream file(list, std::ios::binary | std::ios::ate);
    const std::streamoff size = file.tellg();
    if (!file || size <= 0)
        return false;
    std::string text(static_cast<std::size_t>(size) + 1, '\n'); // begins with a line break
    file.seekg(0);
    file.read(text.data() + 1, size);
    return text.find("\n" + path + "\n") != std::string::npos ||
           (!older.empty() && text.find("\n" + older + "\n") != std::string::npos);
}

} // namespace

bool isSystemFile(const fs::path& canonical, const PackageFiles& where)
{
    for (fs::path at = canonical;; at = at.parent_path()) {
        if (!onlyOwnerWrites(at, where.owner))
            return false;
        if (at == where.top)
            return true;
        if (at == at.parent_path())
            return false; // not below the top
    }
}

std::string packageOf(const std::string& executable, const PackageFiles& where)
{
    if (executable.empty() || executable.find('\n') != std::string::npos || !isSystemFile(executable, where))
        return {};
    const std::string older = beforeTheMerge(executable);
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(where.lists, error)) {
        if (entry.path().extension() != ".list" || !lists(entry.path(), executable, older))
            continue;
        const std::string name = entry.path().stem().string();
        return name.substr(0, name.find(':')); // libc6:amd64
    }
    return {};
}

} // namespace keystead::access
