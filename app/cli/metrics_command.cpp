// SPDX-License-Identifier: GPL-3.0-or-later
// metrics: what the agent counts, in Prometheus' text format (prometheus.io/docs/instrumenting/exposition_formats).
#include "app/cli/commands.h"
#include "app/cli/output.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace keystead::cli {

using base::Json;

namespace {

std::string escaped(const std::string& text)
{
    std::string out;
    for (const char c : text)
        out += c == '\\' ? "\\\\" : c == '"' ? "\\\"" : c == '\n' ? "\\n" : std::string(1, c);
    return out;
}

std::string labelsOf(const Json& sample)
{
    std::string text;
    const Json labels = sample.value("labels", Json::object());
    for (const auto& [name, value] : labels.items())
        text += (text.empty() ? "{" : ",") + name + "=\"" + escaped(textOf(labels, name.c_str())) + "\"";
    return text.empty() ? text : text + "}";
}

int runMetrics(Context& context)
{
    const auto running = context.runningAgent();
    if (!running)
        return context.fail("metrics",
                            running.error().code == base::ErrorCode::NotFound
                                ? base::fail(base::ErrorCode::VaultLocked, "neither Keystead nor its agent runs")
                                : running.error());
    const auto answer = (*running)->call("metrics", Json::object());
    if (!answer)
        return context.fail("metrics", answer.error());
    const Json& families = (*answer)->at("metrics");
    if (context.printJson(families))
        return 0;
    for (const Json& family : families) {
        const std::string name = textOf(family, "name");
        std::printf("# HELP %s %s\n# TYPE %s %s\n", name.c_str(), textOf(family, "help").c_str(), name.c_str(),
                    textOf(family, "type").c_str());
        for (const Json& sample : family.at("samples"))
            std::printf("%s%s %lld\n", name.c_str(), labelsOf(sample).c_str(),
                        static_cast<long long>(sample.value("value", std::int64_t{0})));
    }
    return 0;
}

} // namespace

void addMetricsCommand(Commands& commands)
{
    Context& context = commands.context;
    auto& action = commands.action;
    commands.parser.add_subcommand("metrics", "Numbers for a monitoring system, as Prometheus reads them")
        ->callback([&context, &action] { action = [&context] { return runMetrics(context); }; });
}

} // namespace keystead::cli
