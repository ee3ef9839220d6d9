// SPDX-License-Identifier: GPL-3.0-or-later
// keystead-check-providers FILE...: the build's own check of the catalogue. Prints every problem of every file and
// fails where there is one.
#include "core/providers/spec_parser.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

namespace {

namespace fs = std::filesystem;

// Empty: fine.
std::string problemsOf(const fs::path& file, std::set<std::string>& ids)
{
    if (!fs::is_regular_file(file))
        return "is no file";
    std::ifstream stream(file, std::ios::binary);
    const std::string json{std::istreambuf_iterator<char>{stream}, {}};
    if (!stream)
        return "cannot be read";
    const auto spec = keystead::providers::parseSpec(json, keystead::providers::SpecSource::BuiltIn);
    if (!spec)
        return keystead::base::toString(spec.error());
    if (spec->id != file.stem().string())
        return "id is not the file's name";
    if (!ids.insert(spec->id).second)
        return "id is used twice";
    const fs::path icon = file.parent_path().parent_path() / "icons" / "providers" / (spec->icon + ".svg");
    if (!spec->icon.empty() && !fs::exists(icon))
        return "icon " + icon.string() + " does not exist";
    return {};
}

} // namespace

int main(int argc, char** argv)
{
    std::set<std::string> ids;
    bool good = true;
    for (int i = 1; i < argc; ++i) {
        const std::string problems = problemsOf(argv[i], ids);
        if (problems.empty())
            continue;
        good = false;
        std::fprintf(stderr, "%s: %s\n", argv[i], problems.c_str());
    }
    return good ? 0 : 1;
}
