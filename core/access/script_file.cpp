// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/script_file.h"

#include "core/base/unique_fd.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace keystead::access {

namespace fs = std::filesystem;
using Words = std::vector<std::string_view>;

namespace {

// What an interpreter's options do with the file behind them. A granted script stands for what it does itself: where an
// option loads other code (`code`, `longCode`) the interpreter alone asks. `separate`: the value may stand in the next
// argument; `attached`: never there; `flags`: without one. An option that is in no list could take the next argument
// for its value and leave the one behind it as the script, so it counts as code.
struct Interpreter
{
    std::string_view name; // python3.11 begins with python
    std::string_view code;
    std::string_view separate;
    std::string_view flags;
    Words longCode{};
    Words longSeparate{};
    Words longFlags{};
    std::string_view attached{};
    bool shell = false;    // "+o" too, and the value of -o always in the next argument
    bool openLong = false; // its --name=value are too many to list, and have no short forms
};

const Words nodeCode{"--eval",
                     "--print",
                     "--require",
                     "--import",
                     "--loader",
                     "--env-file",
                     "--interactive",
                     "--experimental-loader",
                     "--build-sea",
                     "--snapshot-blob",
                     "--build-snapshot",
                     "--experimental-config-file",
                     "--run",
                     "--test",
                     "--env-file-if-exists",
                     "--openssl-config",
                     "--experimental-policy",
                     "--experimental-sea-config",
                     "--build-snapshot-config"};
const Words nodeFlags{"--inspect",
                      "--inspect-brk",
                      "--enable-source-maps",
                      "--trace-warnings",
                      "--trace-deprecation",
                      "--throw-deprecation",
                      "--trace-uncaught",
                      "--pending-deprecation",
                      "--expose-gc",
                      "--preserve-symlinks",
                      "--preserve-symlinks-main",
                      "--use-openssl-ca",
                      "--use-bundled-ca",
                      "--use-system-ca",
                      "--watch",
                      "--harmony",
                      "--experimental-vm-modules",
                      "--experimental-strip-types",
                      "--experimental-transform-types",
                      "--abort-on-uncaught-exception"};
constexpr std::string_view shellFlags = "abefhklmnprtuvxCEIV";

const std::vector<Interpreter>& interpreters()
{
    static const std::vector<Interpreter> list{
        {"python", "cmi", "WXQ", "bBdEIOPqRsStuvxJ3", {}, {"--check-hash-based-pycs"}},
        {"pypy", "cmi", "WXQ", "bBdEIOPqRsStuvx"},
        {"nodejs", "epri", "C", "", nodeCode, {"--conditions"}, nodeFlags, {}, false, true},
        {"node", "epri", "C", "", nodeCode, {"--conditions"}, nodeFlags, {}, false, true},
        {"bun",
         "eprc",
         "",
         "b",
         {"--eval", "--print", "--preload", "--require", "--import", "--config", "--env-file"},
         {"--cwd"},
         {"--bun", "--watch", "--hot", "--smol", "--silent"},
         {},
         false,
         true},
        {"bash",
         "csi",
         "oO",
         "abefhklmnprtuvxBCEHPT",
         {},
         {"--rcfile", "--init-file"},
         {"--login", "--posix", "--norc", "--noprofile", "--noediting", "--restricted", "--verbose"},
         {},
         true},
        {"dash", "csi", "o", shellFlags, {}, {}, {}, {}, true},
        {"zsh", "csio", "", "aefhlnuvxCE", {}, {}, {}, {}, true},
        {"ksh", "csi", "o", "abefhklmnprtuvxC", {}, {}, {}, {}, true},
        {"mksh", "csi", "o", "abefhklmnprtuvxC", {}, {}, {}, {}, true},
        {"fish",
         "cCi",
         "dDfop",
         "lNPn",
         {},
         {"--debug", "--debug-output", "--features", "--profile"},
         {"--login", "--no-config", "--private", "--no-execute"}},
        {"sh", "csi", "o", shellFlags, {}, {}, {}, {}, true},
        {"perl", "eEMmIdSxFi", "", "acflnpstTuUvwWX0123456789", {}, {}, {}, "CD"},
        {"ruby",
         "erIS",
         "CE",
         "acdlnpsvwyU0123456789",
         {},
         {"--encoding", "--external-encoding", "--internal-encoding"},
         {"--disable-gems", "--yjit", "--jit", "--verbose", "--debug"},
         "KTWF"},
        {"php", "rBREdcztSaF", "", "neqCH", {}, {}, {"--no-php-ini"}},
        {"lua", "eli", "", "vEW"},
        {"luajit", "elijbO", "", "vE"},
        {"tclsh", "", "", ""},
        {"wish", "", "", ""},
        {"Rscript",
         "e",
         "",
         "",
         {},
         {},
         {"--vanilla", "--verbose", "--no-save", "--no-restore", "--no-environ", "--no-site-file", "--no-init-file"}},
        {"guile", "cslLCex", "", "q", {}, {}, {"--no-auto-compile", "--auto-compile", "--debug", "--no-debug"}},
        {"gjs", "cI", "", "m", {}, {}, {"--module"}},
        {"java", "", "", ""},
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

// A warning's category and some of python's -X import a module, and an interactive shell reads its start-up file.
bool loadsCode(const Interpreter& interpreter, char letter, std::string_view value)
{
    if (interpreter.shell)
        return value == "interactive" || value == "stdin";
    if (interpreter.name == "python" || interpreter.name == "pypy") {
        const Words plain{"dev", "utf8", "faulthandler", "importtime", "tracemalloc", "no_debug_ranges", "perf"};
        return letter == 'W' ? value.find('.') != std::string_view::npos
                             : letter == 'X' && !contains(plain, value.substr(0, value.find('=')));
    }
    return false;
}

// "-Ic": a cluster of letters; a letter that takes a value takes the rest, or the next argument.
After letters(const Interpreter& interpreter, std::string_view cluster, std::string_view next)
{
    for (std::size_t i = 0; i < cluster.size(); ++i) {
        const char letter = cluster[i];
        if (interpreter.separate.find(letter) != std::string_view::npos) {
            const bool last = i + 1 == cluster.size();
            if ((interpreter.shell && !last) || loadsCode(interpreter, letter, last ? next : cluster.substr(i + 1)))
                return After::NoFile;
            return last ? After::OptionAndValue : After::Option;
        }
        if (interpreter.attached.find(letter) != std::string_view::npos)
            return After::Option;
        if (interpreter.flags.find(letter) == std::string_view::npos)
            return After::NoFile; // code, or nobody knows
    }
    return After::Option;
}

After classify(const Interpreter& interpreter, std::string_view argument, std::string_view next)
{
    if (!argument.starts_with("--"))
        return letters(interpreter, argument.substr(1), next);
    const std::size_t assigned = argument.find('=');
    std::string name{argument.substr(0, assigned)};
    if (interpreter.openLong)
        std::replace(name.begin(), name.end(), '_', '-'); // node reads both alike
    if (contains(interpreter.longCode, name))
        return After::NoFile;
    if (contains(interpreter.longSeparate, name))
        return assigned == std::string_view::npos ? After::OptionAndValue : After::Option;
    const bool known = contains(interpreter.longFlags, name) ||
                       (interpreter.openLong && (assigned != std::string_view::npos || name.starts_with("--no-")));
    return known ? After::Option : After::NoFile;
}

// java -jar FILE; a class name is no file. Agents and other class paths are code of their own.
std::string jarOf(const std::vector<std::string>& arguments)
{
    constexpr std::array<std::string_view, 12> harmless{"-D",    "-Xm",     "-Xs",         "-XX:+",
                                                        "-XX:-", "-XX:Max", "-XX:Initial", "-ea",
                                                        "-esa",  "-server", "-client",     "--add-opens="};
    for (std::size_t i = 1; i + 1 < arguments.size(); ++i) {
        if (arguments[i] == "-jar")
            return arguments[i + 1];
        if (std::none_of(harmless.begin(), harmless.end(),
                         [&](std::string_view option) { return arguments[i].starts_with(option); }))
            return {};
    }
    return {};
}

// php goes on reading options behind -f FILE.
std::string phpFile(const std::vector<std::string>& arguments, std::size_t at)
{
    if (at + 1 >= arguments.size())
        return {};
    const bool more = at + 2 < arguments.size() && arguments[at + 2].starts_with('-') && arguments[at + 2] != "--";
    return more ? std::string{} : arguments[at + 1];
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

// Empty where the file cannot be read, and for all that is no file: its opening or reading might never end.
std::string beginningOf(const fs::path& file)
{
    const base::UniqueFd fd{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    struct stat info
    {
    };
    if (!fd.valid() || ::fstat(fd.get(), &info) != 0 || !S_ISREG(info.st_mode))
        return {};
    std::string text(512, '\0');
    const ssize_t got = ::read(fd.get(), text.data(), text.size());
    text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return text;
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
        if (argument == "--") {
            const bool file = interpreter->name != "php" && interpreter->name != "guile"; // theirs: no script at all
            return file && i + 1 < arguments.size() ? arguments[i + 1] : std::string{};
        }
        if (interpreter->name == "php" && (argument == "-f" || argument == "--file"))
            return phpFile(arguments, i);
        const bool option = argument.starts_with('-') || (argument.starts_with('+') && interpreter->shell);
        if (!option)
            return interpreter->name == "bun" && argument == "run" && i + 1 < arguments.size() ? arguments[i + 1]
                                                                                               : argument;
        const std::string_view next =
            i + 1 < arguments.size() ? std::string_view{arguments[i + 1]} : std::string_view{};
        const After after = classify(*interpreter, argument, next);
        if (after == After::NoFile)
            return {};
        if (after == After::OptionAndValue)
            ++i;
    }
    return {};
}

base::Result<std::optional<fs::path>> interpreterOf(const fs::path& script)
{
    std::string line = beginningOf(script);
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
