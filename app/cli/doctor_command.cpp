// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/agent_launcher.h"
#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "core/base/secret.h"
#include "core/protocol/socket_path.h"

#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace keystead::cli {

using base::Json;

namespace {

// One look at the machine: ok, or a warning with what to do. Nothing here is a secret, so that it can be pasted into a
// report.
struct Finding
{
    std::string what;
    bool ok;
    std::string detail;
    std::string fix;
};

Finding checkFolder(const std::string& what, const std::filesystem::path& folder, bool mustExist)
{
    struct stat info
    {
    };
    if (lstat(folder.c_str(), &info) != 0)
        return {what, !mustExist, folder.string() + " does not exist yet", mustExist ? "Make it with mode 0700." : ""};
    if (!S_ISDIR(info.st_mode))
        return {what, false, folder.string() + " is no folder", "Move it away."};
    if (info.st_uid != getuid())
        return {what, false, folder.string() + " belongs to another user", "Give it to yourself."};
    if ((info.st_mode & 0077) != 0)
        return {what, false, folder.string() + " is open to others", "chmod 700 " + folder.string()};
    return {what, true, folder.string(), ""};
}

Finding checkLockedMemory()
{
    rlimit limit{};
    getrlimit(RLIMIT_MEMLOCK, &limit);
    const bool enough = limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur >= 1024 * 1024;
    const std::string size =
        limit.rlim_cur == RLIM_INFINITY ? "no limit" : std::to_string(limit.rlim_cur / 1024) + " KiB";
    return {"locked memory", enough, size,
            enough ? "" : "Raise the memlock limit to 1 MiB or more, or secrets may reach the swap."};
}

Finding checkSession()
{
    const char* bus = std::getenv("DBUS_SESSION_BUS_ADDRESS");
    const std::string usual = "/run/user/" + std::to_string(getuid()) + "/bus";
    const bool there = (bus && *bus) || access(usual.c_str(), F_OK) == 0;
    return {"desktop session", there, there ? "a D-Bus session is there" : "no D-Bus session",
            there ? "" : "The OS keychain cannot be reached: use a passphrase."};
}

Finding checkBrowser()
{
    const char* browser = std::getenv("BROWSER");
    if (browser && *browser)
        return {"browser", true, std::string{"$BROWSER is "} + browser, ""};
    for (const char* folder : {"/usr/bin/", "/usr/local/bin/"}) {
        if (access((std::string{folder} + "xdg-open").c_str(), X_OK) == 0)
            return {"browser", true, std::string{folder} + "xdg-open", ""};
    }
    return {"browser", false, "neither $BROWSER nor xdg-open", "Use `keystead-cli login C --print-url`."};
}

Finding checkAgent(Context& context)
{
    const auto running = context.runningAgent();
    if (!running)
        return {"agent", true, "none runs; it is started when it is needed", ""};
    const auto status = (*running)->call("status", Json::object());
    if (!status)
        return {"agent", false, status.error().detail, "Restart Keystead."};
    return {"agent", true, "runs, the vault is " + textOf(**status, "state"), ""};
}

// What the one that runs says of itself: its own limit counts, and what it hears from the desktop.
void checkRunning(Context& context, std::vector<Finding>& findings)
{
    const auto running = context.runningAgent();
    if (!running)
        return;
    const auto answer = (*running)->call("vault.auto_lock", Json::object());
    if (!answer)
        return;
    const Json& report = **answer;
    if (!report.value("memory_locked", true))
        findings.push_back({"agent's memory", false, "not every page with a secret is locked in memory",
                            "Raise the memlock limit of the agent (LimitMEMLOCK= of its unit) and restart it."});
    if (!report.contains("locks_on"))
        return;
    const auto idle = report["locks_on"].value("idle_seconds", std::int64_t{0});
    std::string detail = idle > 0 ? "after " + std::to_string(idle) + " s without use" : "never for want of use";
    if (const std::string source = textOf(report, "idle_source"); idle > 0 && !source.empty())
        detail += source == "keystead" ? " (of Keystead itself: this desktop does not tell)" : " (" + source + ")";
    detail += report.value("logind", false) ? "; logind is heard" : "; no logind: sleep is not noticed";
    detail += report.value("session_bus", false) ? "; the screen lock is heard" : "; no session bus";
    findings.push_back({"auto-lock", true, detail, ""});
}

int runDoctor(Context& context)
{
    std::vector<Finding> findings;
    findings.push_back({"version", true, KEYSTEAD_VERSION, ""});
    const auto vault = context.vaultFolder();
    const auto socket = context.socket();
    if (!vault || !socket)
        return context.fail("doctor", vault ? socket.error() : vault.error());
    findings.push_back(checkFolder("vault folder", *vault, false));
    findings.push_back(checkFolder("socket folder", socket->parent_path(), false));
    const bool program = access(agentProgram().c_str(), X_OK) == 0;
    findings.push_back({"agent program", program, agentProgram().string(),
                        program ? "" : "Install keystead-agent beside keystead-cli."});
    findings.push_back(checkAgent(context));
    checkRunning(context, findings);
    findings.push_back(checkSession());
    findings.push_back(checkLockedMemory());
    findings.push_back(checkBrowser());
    bool good = true;
    const bool color = wantsColor(STDOUT_FILENO);
    Json list = Json::array();
    for (const Finding& finding : findings) {
        good = good && finding.ok;
        list.push_back({{"what", finding.what}, {"ok", finding.ok}, {"detail", finding.detail}, {"fix", finding.fix}});
        if (context.json)
            continue;
        const std::string mark = finding.ok ? "ok" : "WARN";
        std::printf("%s%s %-16s %s\n", toned(toneOf(mark), mark, color).c_str(), finding.ok ? "  " : "",
                    finding.what.c_str(), finding.detail.c_str());
        if (!finding.fix.empty())
            std::printf("     %-16s %s\n", "", finding.fix.c_str());
    }
    context.printJson({{"ok", good}, {"findings", std::move(list)}});
    return good ? 0 : 1;
}

} // namespace

void addDoctorCommand(Commands& commands)
{
    Context& context = commands.context;
    auto& action = commands.action;
    commands.parser.add_subcommand("doctor", "Look at this machine and say what is wrong")
        ->callback([&context, &action] { action = [&context] { return runDoctor(context); }; });
}

} // namespace keystead::cli
