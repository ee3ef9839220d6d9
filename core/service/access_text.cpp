// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/access_text.h"

#include "core/access/script_file.h"
#include "core/base/encoding.h"
#include "core/vault/connection_store.h"

#include <algorithm>
#include <cstdlib>

namespace keystead::service {

namespace {

// For a POSIX shell: plain words stay as they are.
std::string quoted(const std::string& word)
{
    const bool plain = !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view{"/._-:+@,%="}.find(c) != std::string_view::npos;
    });
    if (plain && word.front() != '-')
        return word;
    std::string text = "'";
    for (const char c : word)
        text += c == '\'' ? std::string{"'\\''"} : std::string{c};
    return text + "'";
}

bool isUsualVault(const std::filesystem::path& folder)
{
    const char* const data = std::getenv("XDG_DATA_HOME"); // NOLINT(concurrency-mt-unsafe)
    const char* const home = std::getenv("HOME");          // NOLINT(concurrency-mt-unsafe)
    const std::filesystem::path base =
        data && *data ? std::filesystem::path{data} : std::filesystem::path{home ? home : ""} / ".local/share";
    return folder == base / "keystead";
}

std::string optionFor(const model::AccessWant& want)
{
    return want.right == model::Right::Fields ? "field:" + want.field : std::string{model::toText(want.right)};
}

// As the shell finds it: a script by itself where its own first line names this interpreter.
std::string programOptions(const model::ProgramIdentity& program)
{
    if (program.script.empty())
        return " --program " + quoted(program.executable);
    const auto interpreter = access::interpreterOf(program.script);
    if (interpreter && *interpreter && (*interpreter)->string() == program.executable)
        return " --program " + quoted(program.script);
    return " --program " + quoted(program.executable) + " --script " + quoted(program.script);
}

std::string join(const std::vector<std::string>& list)
{
    std::string text;
    for (const std::string& item : list)
        text += (text.empty() ? "" : ",") + item;
    return text;
}

} // namespace

model::Actor actorOf(const model::Caller& caller)
{
    model::Actor actor;
    actor.kind = model::Actor::Kind::Program;
    actor.program = caller.program.executable;
    actor.programSha256 = caller.program.sha256;
    actor.pid = caller.pid;
    actor.via = caller.via;
    actor.script = caller.program.script;
    actor.sandbox = caller.program.sandbox;
    return actor;
}

std::string askerKey(const model::ProgramIdentity& program)
{
    return program.identified() ? program.executable + "\n" + program.script + "\n" + program.sandbox : "?";
}

std::string askerKey(const model::Actor& actor)
{
    model::ProgramIdentity program;
    program.executable = actor.program;
    program.sha256 = actor.programSha256;
    program.script = actor.script;
    program.sandbox = actor.sandbox;
    return askerKey(program);
}

std::string whyNobody(const model::Caller& caller)
{
    if (!caller.program.executable.empty() || caller.via.find("keystead") == std::string::npos)
        return {};
    return ": " + caller.via +
           " was started by a service manager, by a program that has ended or was replaced, or from a container; start "
           "it from a script of its own (docs/grants.md)";
}

std::string denialReason(const model::Caller& caller, const model::Connection& connection, const access::Ruling& ruling)
{
    std::string text{access::reasonOf(ruling.cause)};
    if (ruling.againAt)
        text += "; again at " + base::toRfc3339(*ruling.againAt);
    if (!caller.program.identified())
        return text + whyNobody(caller);
    return base::cleanForDisplay(caller.program.shownPath(), 300) + " may not use " +
           base::cleanForDisplay(connection.name, 100) + ": " + text;
}

std::string grantCommandFor(Context& context, const model::ProgramIdentity& program,
                            const model::Connection& connection, const model::AccessWant& want)
{
    std::string command = "keystead-cli";
    if (!isUsualVault(context.parts.vaultFolder))
        command += " --vault " + quoted(context.parts.vaultFolder.string());
    command += " grants add" + programOptions(program) + " ";
    const auto byName = context.session ? context.session->vault->connections().find(connection.name)
                                        : base::Result<model::Connection>{base::fail(base::ErrorCode::VaultLocked)};
    command += quoted(byName && byName->id == connection.id ? connection.name : connection.id.text);
    command += " --allow " + quoted(optionFor(want));
    const bool passphrase = context.session && context.session->hasPassphraseSlot();
    return command + (passphrase ? " --passphrase-fd 0" : " --yes");
}

std::string rightsText(const model::Grant& grant)
{
    std::vector<std::string> rights;
    if (grant.token)
        rights.emplace_back("token");
    if (grant.request)
        rights.emplace_back("request");
    for (const std::string& field : grant.fields)
        rights.push_back("field:" + field);
    return join(rights);
}

std::map<std::string, std::string> grantDetail(const model::Grant& grant)
{
    std::map<std::string, std::string> detail{{"grant", grant.id.text},
                                              {"granted_program", grant.program.executable},
                                              {"allow", rightsText(grant)},
                                              {"term", std::string{model::toText(grant.term)}}};
    const auto put = [&detail](const char* name, const std::string& value) {
        if (!value.empty())
            detail.emplace(name, value);
    };
    put("granted_script", grant.program.script);
    put("granted_package", grant.program.package);
    put("expires_at", grant.expiresAt ? base::toRfc3339(*grant.expiresAt) : std::string{});
    if (grant.request) {
        put("hosts", join(grant.request->hosts));
        put("methods", join(grant.request->methods));
        put("paths", join(grant.request->pathPrefixes));
    }
    if (grant.rate)
        put("at_most", std::to_string(grant.rate->uses) + "/" + std::to_string(grant.rate->window.count()) + "s");
    return detail;
}

} // namespace keystead::service
