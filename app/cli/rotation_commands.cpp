// SPDX-License-Identifier: GPL-3.0-or-later
// vault rotate-key, keys: replacing keys with a bar on the terminal while it runs.
#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/secret_input.h"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace keystead::cli {

using base::ErrorCode;
using base::Json;

namespace {

struct RotationOptions
{
    std::string profile;
    bool all = false;
    int passphraseFd = -1;
    std::string schedule;
    int months = 0;
};

constexpr int barWidth = 30;

std::string labelOf(const Json& progress)
{
    const std::string phase = textOf(progress, "phase");
    if (phase == "backing_up")
        return "backing up";
    if (phase == "copying")
        return "vault key: copying";
    if (phase == "swapping")
        return "vault key: changing over";
    if (phase == "sealing")
        return "profile " + textOf(progress, "profile");
    return phase;
}

void drawBar(const Json& progress)
{
    const auto done = progress.value("done", std::int64_t{0});
    const auto total = progress.value("total", std::int64_t{0});
    const int filled = total > 0 ? static_cast<int>(done * barWidth / total) : 0;
    const std::string bar(static_cast<std::size_t>(std::min(filled, barWidth)), '#');
    std::fprintf(stderr, "\r\033[K[%d/%d] [%-*s] %3d %%  %s", progress.value("step", 0), progress.value("steps", 0),
                 barWidth, bar.c_str(), total > 0 ? static_cast<int>(done * 100 / total) : 0,
                 labelOf(progress).c_str());
    std::fflush(stderr);
}

base::Error errorOf(const Json& progress)
{
    const auto found = progress.find("error");
    if (found == progress.end())
        return base::fail(ErrorCode::Internal, "the rotation ended without saying why");
    const std::string name = textOf(*found, "code");
    for (int code = 1; code <= static_cast<int>(ErrorCode::Internal); ++code) {
        if (base::errorName(static_cast<ErrorCode>(code)) == name)
            return base::fail(static_cast<ErrorCode>(code), textOf(*found, "message"));
    }
    return base::fail(ErrorCode::Internal, textOf(*found, "message"));
}

// Asks until nothing runs any more.
base::Result<Json> follow(Context& context, Json progress)
{
    const bool terminal = ::isatty(STDERR_FILENO) != 0;
    while (progress.value("running", false)) {
        if (terminal)
            drawBar(progress);
        const Json params{{"after", progress.value("change", std::int64_t{0})}, {"wait_ms", 2000}};
        const auto next = context.call("vault.rotation", params);
        if (!next) {
            if (terminal)
                std::fputs("\r\033[K", stderr);
            return next.error();
        }
        progress = **next;
    }
    if (terminal)
        std::fputs("\r\033[K", stderr);
    if (textOf(progress, "phase") == "failed")
        return errorOf(progress);
    return progress;
}

int printKeys(Context& context, const Json& overview)
{
    if (context.printJson(overview))
        return 0;
    std::vector<Row> rows{{"KEY", "VERSION", "MADE", "SEALS", "DUE"}};
    for (const Json& key : overview.at("keys")) {
        const std::string profile = textOf(key, "profile");
        rows.push_back({profile.empty() ? "vault" : "profile " + profile, textOf(key, "version"),
                        textOf(key, "created_at"), textOf(key, "seals"),
                        key.value("rotating", false) ? "being replaced"
                        : key.value("due", false)    ? "yes"
                                                     : "no"});
    }
    printTable(rows);
    std::printf("schedule: %s, every %s months\n", textOf(overview, "schedule").c_str(),
                textOf(overview, "months").c_str());
    return 0;
}

int runKeys(Context& context)
{
    const auto overview = context.call("vault.keys", Json::object());
    return overview ? printKeys(context, **overview) : context.fail("vault keys", overview.error());
}

int runSchedule(Context& context, const RotationOptions& options)
{
    Json params = Json::object();
    if (!options.schedule.empty())
        params["mode"] = options.schedule;
    if (options.months > 0)
        params["months"] = options.months;
    const auto overview = context.call("vault.schedule_rotation", params);
    return overview ? printKeys(context, **overview) : context.fail("vault rotate-key", overview.error());
}

int runRotate(Context& context, const RotationOptions& options)
{
    const char* const what = "vault rotate-key";
    if (!options.schedule.empty() || options.months > 0)
        return runSchedule(context, options);
    if (const auto ready = context.agent(); !ready)
        return context.fail(what, ready.error());
    protocol::SecretMembers secrets;
    if (options.passphraseFd >= 0) {
        auto passphrase = readLineFrom(options.passphraseFd);
        if (!passphrase)
            return context.fail(what, passphrase.error());
        secrets.emplace_back("passphrase", std::move(*passphrase));
    }
    Json params = Json::object();
    if (options.all)
        params["all"] = true;
    if (!options.profile.empty())
        params["profile"] = options.profile;
    const auto started = context.call("vault.rotate_key", params, secrets);
    if (!started)
        return context.fail(what, started.error());
    const auto ended = follow(context, **started);
    if (!ended)
        return context.fail(what, ended.error());
    if (!context.printJson(*ended))
        std::printf("replaced %s\n", options.all               ? "the vault key and every profile's key"
                                     : options.profile.empty() ? "the vault key"
                                                               : ("the key of " + options.profile).c_str());
    return 0;
}

} // namespace

void addRotationCommands(Commands& commands)
{
    Context& context = commands.context;
    auto& action = commands.action;
    const auto options = std::make_shared<RotationOptions>();
    CLI::App* const vault = commands.parser.get_subcommand("vault");
    CLI::App* const rotate =
        vault->add_subcommand("rotate-key", "Replace the vault key, a profile's or all; the vault stays in use");
    CLI::Option* const profile = rotate->add_option("--profile", options->profile, "This profile's key instead");
    rotate->add_flag("--all", options->all, "The vault key and every profile's")->excludes(profile);
    rotate->add_option("--passphrase-fd", options->passphraseFd, "Read the passphrase from this descriptor")
        ->type_name("N")
        ->check(CLI::Range(0, 1'048'576));
    rotate->add_option("--schedule", options->schedule, "Replace nothing now: off, reminder or automatic")
        ->check(CLI::IsMember({"off", "reminder", "automatic"}));
    rotate->add_option("--months", options->months, "How old a key may get")->check(CLI::Range(1, 120));
    rotate->callback(
        [&context, &action, options] { action = [&context, options] { return runRotate(context, *options); }; });
    vault->add_subcommand("keys", "How old the keys are")->callback([&context, &action] {
        action = [&context] { return runKeys(context); };
    });
}

} // namespace keystead::cli
