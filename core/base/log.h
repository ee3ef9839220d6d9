// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The log: levels, a sink, and redaction of anything that looks like a secret before the sink sees it. Messages are for
// people who diagnose; they name ids and codes, never values. Thread-safe.
#include <functional>
#include <string>
#include <string_view>

namespace keystead::base {

enum class LogLevel { Debug, Info, Warning, Error };

using LogSink = std::function<void(LogLevel, std::string_view area, std::string_view redactedMessage)>;

// The default sink writes "level area: message" to stderr from Warning on. Returns the one before.
LogSink setLogSink(LogSink sink);
void setLogLevel(LogLevel level);
void log(LogLevel level, std::string_view area, std::string_view message);

inline void logDebug(std::string_view area, std::string_view message)
{
    log(LogLevel::Debug, area, message);
}
inline void logInfo(std::string_view area, std::string_view message)
{
    log(LogLevel::Info, area, message);
}
inline void logWarning(std::string_view area, std::string_view message)
{
    log(LogLevel::Warning, area, message);
}
inline void logError(std::string_view area, std::string_view message)
{
    log(LogLevel::Error, area, message);
}

// Replaces JWTs, known token prefixes, long random-looking words, `key=value` of secret-sounding keys, Authorization
// headers and URL userinfo and query values by "[redacted]". Opaque ids of ours (con_...) stay.
std::string redact(std::string_view message);

} // namespace keystead::base
