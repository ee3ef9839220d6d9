// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/script_file.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace keystead::access {

namespace fs = std::filesystem;
using Words = std::vector<std::string_view>;

namespace {

// `code`: single letters after which the program is not a file; `separate`: letters whose value may stand in the next
// argument; the long options likewise.
struct Interpreter
{
    std::string_view name; // python3.11 begins with python
    std::string_view code;
    std::string_view separate;
    Words longCode{};
    Words longSeparate{};
};

const std::vector<Interpreter>& interpreters()
{
    static const std::vector<Interpreter> list{
        {"python", "cm", "WXQ", {}, {"--check-hash-based-pycs"}},
        {"pypy", "cm", "WXQ"},
        {"nodejs", "ep", "rC", {"--eval", "--print"}, {"--require", "--import", "--loader", "--conditions"}},
        {"node", "ep", "rC", {"--eval", "--print"}, {"--require", "--import", "--loader", "--conditions"}},
        {"bun", "e", "r", {"--eval"}, {"--preload", "--cwd", "--config"}},
        {"bash", "cs", "oO", {}, {"--rcfile", "--init-file"}},
        {"dash", "cs", "o"},
        {"zsh", "cs", "o"},
        {"ksh", "cs", "o"},
        {"mksh", "cs", "o"},
        {"fish", "c", "dDC", {"--command"}, {"--init-command"}},
        {"sh", "cs", "o"},
        {"perl", "eE", "I"},
        {"ruby", "e", "rICEKFT", {}, {"--encoding"}},
        {"php", "rBRE", "cdz"},
        {"lua", "", "el"},
        {"tclsh", "", ""},
        {"wish", "", ""},
        {"Rscript", "e", ""},
        {"guile", "c", "Lsl"},
        {"gjs", "c", "I", {"--command"}, {"--include-path"}},
        {"java", "", "", {}, {"-cp", "-classpath", "--class-path", "-p", "--module-path", "--add-modules"}},
    };
    return list;
}

const Interpreter* find(const fs::path& executable)
{
    const std::string name = executable.filename().string();
    for (const Interpreter& interpreter : interpreters()) {
        if (!name.starts_with(interpreter.name))
            continue;
        // What follows is a version: python3.11, ruby3.1, lua5.4, bash-static.
        const std::string_view rest = std::string_view{name}.substr(interpreter.name.size());
        if (rest.empty() || rest == "-static" || rest.find_first_not_of("0123456789.") == std::string_view::npos)
            return &interpreter;
    }
    return nullptr;
}

bool contains(const Words& words, std::string_view word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

enum class After { Option, OptionAndValue, NoFile };

// "-Ic": a cluster of letters; a letter that takes a value takes the rest, or the next argument.
After letters(const Interpreter& interpreter, std::string_view cluster)
{
    for (std::size_t i = 0; i < cluster.size(); ++i) {
        if (interpreter.code.find(cluster[i]) != std::string_view::npos)
            return After::NoFile;
        if (interpreter.separate.find(cluster[i]) != std::string_view::npos)
            return i + 1 == cluster.size() ? After::OptionAndValue : After::Option;
    }
    return After::Option;
}

After classify(const Interpreter& interpreter, std::string_view argument)
{
    if (contains(interpreter.longCode, argument))
        return After::NoFile;
    if (contains(interpreter.longSeparate, argument))
        return After::OptionAndValue;
    if (argument.starts_with("--") || interpreter.name == "java")
        return std::any_of(interpreter.longCode.begin(), interpreter.longCode.end(),
                           [&](std::string_view option) { return argument.starts_with(std::string{option} + "="); })
                   ? After::NoFile
                   : After::Option;
    return letters(interpreter, argument.substr(1));
}

// java -jar FILE; a class name is no file.
std::string jarOf(const std::vector<std::string>& arguments)
{
    const auto jar = std::find(arguments.begin(), arguments.end(), "-jar");
    return jar != arguments.end() && jar + 1 != arguments.end() ? *(jar + 1) : std::string{};
}

std::optional<fs::path> inPath(const std::string& name)
{
    const char* const path = std::getenv("PATH"); // NOLINT(concurrency-mt-unsafe)
    std::istringstream folders(path ? path : "/usr/local/bin:/usr/bin:/bin");
    std::string folder;
    while (std::getline(folders, folder, ':')) {
        const fs::path candidate = fs::path{folder} / name;
        if (candidate.is_absolute() && ::access(candidate.c_str(), X_OK) == 0)
            return candidate;
    }
    return std::nullopt;
}

} // namespace

bool isInterpreter(const fs::path& executable)
{
    return find(executable) != nullptr;
}

std::string scriptArgument(const fs::path& executable, const std::vector<std::string>& arguments)
{
    const Interpreter* const interpreter = find(executable);
    if (!interpreter)
        return {};
    if (interpreter->name == "java")
        return jarOf(arguments);
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        const std::string& argument = arguments[i];
        if (argument == "-")
            return {};
        if (argument == "--")
            return i + 1 < arguments.size() ? arguments[i + 1] : std::string{};
        if (interpreter->name == "php" && (argument == "-f" || argument == "--file"))
            return i + 1 < arguments.size() ? arguments[i + 1] : std::string{};
        const bool option = argument.starts_with('-') || (argument.starts_with('+') && interpreter->code == "cs");
        if (!option)
            return interpreter->name == "bun" && argument == "run" && i + 1 < arguments.size() ? arguments[i + 1]
                                                                                               : argument;
        const After after = classify(*interpreter, argument);
        if (after == After::NoFile)
            return {};
        if (after == After::OptionAndValue)
            ++i;
    }
    return {};
}

base::Result<std::optional<fs::path>> interpreterOf(const fs::path& script)
{
    std::ifstream file(script, std::ios::binary);
    std::string line(512, '\0');
    file.read(line.data(), static_cast<std::streamsize>(line.size()));
    line.resize(static_cast<std::size_t>(file.gcount()));
    if (!line.starts_with("#!"))
        return std::optional<fs::path>{};
    line = line.substr(2, std::min(line.find('\n'), line.size()) - 2);
    std::istringstream words(line);
    std::string program;
    words >> program;
    if (fs::path{program}.filename() == "env") {
        while (words >> program && (program.starts_with('-') || program.find('=') != std::string::npos)) {}
        if (const auto found = inPath(program))
            program = found->string();
    }
    std::error_code error;
    fs::path canonical = fs::canonical(program, error);
    if (error || !fs::path{program}.is_absolute())
        return base::fail(base::ErrorCode::NotFound,
                          "there is no file " + program + ", which " + script.string() + " names as its interpreter");
    return std::optional<fs::path>{std::move(canonical)};
}

} // namespace keystead::access
