// SPDX-License-Identifier: GPL-3.0-or-later
// exec: a program with secrets in its environment, and in no other, and without them in what it prints.
#include "app/cli/commands.h"
#include "app/cli/env_template.h"
#include "app/cli/exec_child.h"
#include "app/cli/field_source.h"
#include "core/base/encoding.h"
#include "core/base/unique_fd.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace keystead::cli {

using base::ErrorCode;

namespace {

constexpr std::size_t maxTemplate = 256 * 1024;
constexpr const char* standardName = "KEYSTEAD_TOKEN"; // where neither --env nor --env-file says more

struct ExecOptions
{
    std::string connection;
    std::vector<std::string> env;
    std::string envFile;
    bool noMask = false;
    std::vector<std::string> words;
};

base::Result<std::string> readTemplate(const std::string& path)
{
    const base::UniqueFd file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!file.valid())
        return base::fail(ErrorCode::NotFound, "cannot open " + path + ": " + std::strerror(errno));
    std::string text;
    std::string chunk(16 * 1024, '\0');
    for (;;) {
        const ssize_t got = ::read(file.get(), chunk.data(), chunk.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return base::fail(ErrorCode::InvalidArgument, "cannot read " + path + ": " + std::strerror(errno));
        if (got == 0)
            return text;
        text.append(chunk, 0, static_cast<std::size_t>(got));
        if (text.size() > maxTemplate)
            return base::fail(ErrorCode::LimitExceeded, path + " is longer than 256 KiB");
    }
}

class Preparation
{
public:
    Preparation(Context& context, const ExecOptions& options) : m_fields(context), m_options(options) {}

    base::Status run()
    {
        for (const std::string& assignment : m_options.env)
            KS_TRY(addAssignment(assignment));
        if (!m_options.envFile.empty())
            KS_TRY(addTemplate());
        if (m_options.env.empty() && m_options.envFile.empty()) {
            KS_ASSIGN(base::Secret token, take(m_options.connection, "token"));
            child.variables.emplace_back(standardName, std::move(token));
        }
        for (const auto& [name, value] : child.variables) {
            if (value.exposeText().find('\0') != std::string_view::npos)
                return base::fail(ErrorCode::InvalidArgument, name + ": a value with a zero byte fits no environment");
        }
        child.words = m_options.words;
        return base::ok();
    }

    ChildProgram child;
    OutputMask mask;

private:
    base::Result<base::Secret> take(const std::string& connection, const std::string& field)
    {
        KS_ASSIGN(FieldValue got, m_fields.get(connection, field));
        if (got.secret)
            mask.add(got.value);
        return std::move(got.value);
    }

    void put(std::string name, base::Secret value)
    {
        std::erase_if(child.variables, [&name](const auto& variable) { return variable.first == name; });
        child.variables.emplace_back(std::move(name), std::move(value));
    }

    base::Status addAssignment(const std::string& assignment)
    {
        const std::size_t equals = assignment.find('=');
        const std::string name = assignment.substr(0, equals);
        if (equals == std::string::npos || !isEnvName(name) || equals + 1 == assignment.size())
            return base::fail(ErrorCode::InvalidArgument,
                              "--env: " + base::cleanForDisplay(assignment, 60) + " is not NAME=FIELD");
        KS_ASSIGN(base::Secret value, take(m_options.connection, assignment.substr(equals + 1)));
        put(name, std::move(value));
        return base::ok();
    }

    base::Status addTemplate()
    {
        KS_ASSIGN(const std::string text, readTemplate(m_options.envFile));
        const auto named = [this](const base::Error& error) {
            return base::fail(error.code, m_options.envFile + ": " + error.detail);
        };
        const auto lines = parseEnvTemplate(text);
        if (!lines)
            return named(lines.error());
        const FieldSource source = [this](const std::string& connection, const std::string& field) {
            return take(connection.empty() ? m_options.connection : connection, field);
        };
        for (const EnvLine& line : *lines) {
            auto value = fillEnvLine(line, source);
            if (!value)
                return named(value.error());
            put(line.name, *std::move(value));
        }
        return base::ok();
    }

    ConnectionFields m_fields;
    const ExecOptions& m_options;
};

int runExec(Context& context, const ExecOptions& options)
{
    Preparation preparation(context, options);
    if (const base::Status ready = preparation.run(); !ready)
        return context.fail("exec", ready.error());
    std::fflush(stdout);
    std::fflush(stderr);
    const base::Result<int> code = options.noMask ? base::Result<int>{becomeChild(preparation.child)}
                                                  : runMasked(preparation.child, preparation.mask);
    if (code)
        return *code;
    (void)context.fail("exec", code.error());
    return code.error().code == ErrorCode::NotFound ? 127 : code.error().code == ErrorCode::Denied ? 126 : 1;
}

} // namespace

void addExecCommand(Commands& commands)
{
    Context& context = commands.context;
    auto& action = commands.action;
    const auto options = std::make_shared<ExecOptions>();
    CLI::App* const command = commands.parser.add_subcommand(
        "exec", "Run a program with secrets in its environment; they are masked in what it prints");
    command->add_option("connection", options->connection, "Its id, NAME or PROFILE/NAME")->required();
    command
        ->add_option("--env", options->env,
                     "A variable and the field that fills it (KEYSTEAD_TOKEN=token where none is given)")
        ->type_name("NAME=FIELD")
        ->allow_extra_args(false); // or the parser takes the -- behind it for the end of a list
    command
        ->add_option("--env-file", options->envFile,
                     "A file of NAME=text {{ connection.field }}, filled now and never written")
        ->type_name("TEMPLATE");
    command->add_flag("--no-mask", options->noMask,
                      "Leave its output alone; the program takes the place of keystead-cli");
    command->add_option("program", options->words, "After --: the program and its arguments")->required();
    command->callback([&context, &action, options] {
        action = [&context, options] {
            context.connection = options->connection;
            return runExec(context, *options);
        };
    });
}

} // namespace keystead::cli
