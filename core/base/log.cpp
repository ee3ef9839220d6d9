// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/log.h"

#include <cstdio>
#include <mutex>
#include <utility>

namespace keystead::base {

namespace {

std::string_view levelName(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug:
        return "debug";
    case LogLevel::Info:
        return "info";
    case LogLevel::Warning:
        return "warning";
    case LogLevel::Error:
        return "error";
    }
    return "error";
}

void writeToStderr(LogLevel level, std::string_view area, std::string_view message)
{
    std::string line{levelName(level)};
    line.append(" ").append(area).append(": ").append(message).append("\n");
    std::fwrite(line.data(), 1, line.size(), stderr);
}

struct State
{
    std::mutex mutex;
    LogSink sink = writeToStderr;
    LogLevel level = LogLevel::Warning;
};

State& state()
{
    static State* instance = new State; // outlives static destruction
    return *instance;
}

} // namespace

LogSink setLogSink(LogSink sink)
{
    const std::scoped_lock lock(state().mutex);
    return std::exchange(state().sink, sink ? std::move(sink) : LogSink{writeToStderr});
}

void setLogLevel(LogLevel level)
{
    const std::scoped_lock lock(state().mutex);
    state().level = level;
}

void log(LogLevel level, std::string_view area, std::string_view message)
{
    const std::scoped_lock lock(state().mutex);
    if (level < state().level)
        return;
    state().sink(level, area, redact(message));
}

} // namespace keystead::base
