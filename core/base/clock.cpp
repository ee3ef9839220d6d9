// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <ctime>

namespace keystead::base {

namespace {

// Reads exactly `count` digits at `pos` and moves on; -1 where they are not digits.
int digits(std::string_view text, std::size_t& pos, std::size_t count)
{
    if (pos + count > text.size())
        return -1;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const char c = text[pos + i];
        if (c < '0' || c > '9')
            return -1;
        value = value * 10 + (c - '0');
    }
    pos += count;
    return value;
}

bool expect(std::string_view text, std::size_t& pos, char c)
{
    if (pos >= text.size() || text[pos] != c)
        return false;
    ++pos;
    return true;
}

std::optional<WallTime> compose(int year, int month, int day, int hour, int minute, int second)
{
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                           std::chrono::day{static_cast<unsigned>(day)}};
    if (!date.ok() || hour > 23 || minute > 59 || second > 60)
        return std::nullopt;
    return WallTime{std::chrono::sys_days{date}} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
           std::chrono::seconds{second};
}

// The optional ".123456" of RFC 3339, cut to milliseconds.
std::optional<std::chrono::milliseconds> fraction(std::string_view text, std::size_t& pos)
{
    if (!expect(text, pos, '.'))
        return std::chrono::milliseconds{0};
    int value = 0;
    int seen = 0;
    while (pos < text.size() && text[pos] >= '0' && text[pos] <= '9') {
        if (seen < 3)
            value = value * 10 + (text[pos] - '0');
        ++seen;
        ++pos;
    }
    if (seen == 0)
        return std::nullopt;
    for (int i = seen; i < 3; ++i)
        value *= 10;
    return std::chrono::milliseconds{value};
}

// "Z" or "+hh:mm"; minutes east of UTC.
std::optional<std::chrono::minutes> offset(std::string_view text, std::size_t& pos)
{
    if (expect(text, pos, 'Z') || expect(text, pos, 'z'))
        return std::chrono::minutes{0};
    const bool west = pos < text.size() && text[pos] == '-';
    if (!west && !(pos < text.size() && text[pos] == '+'))
        return std::nullopt;
    ++pos;
    const int hours = digits(text, pos, 2);
    if (hours < 0 || hours > 23 || !expect(text, pos, ':'))
        return std::nullopt;
    const int minutes = digits(text, pos, 2);
    if (minutes < 0 || minutes > 59)
        return std::nullopt;
    const std::chrono::minutes total{hours * 60 + minutes};
    return west ? -total : total;
}

std::chrono::milliseconds readClock(clockid_t id)
{
    timespec spec{};
    clock_gettime(id, &spec);
    return std::chrono::seconds{spec.tv_sec} + std::chrono::milliseconds{spec.tv_nsec / 1'000'000};
}

} // namespace

WallTime SystemClock::now() const
{
    return WallTime{readClock(CLOCK_REALTIME)};
}

SteadyTime SystemClock::steady() const
{
    return readClock(CLOCK_BOOTTIME);
}

std::string toRfc3339(WallTime time)
{
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{time - day};
    std::array<char, 48> buffer{};
    int length = std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02uT%02d:%02d:%02d",
                               static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                               static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                               static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
    std::string text(buffer.data(), static_cast<std::size_t>(length));
    if (const auto millis = clock.subseconds().count(); millis != 0) {
        length = std::snprintf(buffer.data(), buffer.size(), ".%03d", static_cast<int>(millis));
        text.append(buffer.data(), static_cast<std::size_t>(length));
    }
    return text + "Z";
}

std::optional<WallTime> fromRfc3339(std::string_view text)
{
    std::size_t pos = 0;
    const int year = digits(text, pos, 4);
    if (year < 0 || !expect(text, pos, '-'))
        return std::nullopt;
    const int month = digits(text, pos, 2);
    if (month < 0 || !expect(text, pos, '-'))
        return std::nullopt;
    const int day = digits(text, pos, 2);
    if (day < 0 || pos >= text.size() || (text[pos] != 'T' && text[pos] != 't' && text[pos] != ' '))
        return std::nullopt;
    ++pos;
    const int hour = digits(text, pos, 2);
    if (hour < 0 || !expect(text, pos, ':'))
        return std::nullopt;
    const int minute = digits(text, pos, 2);
    if (minute < 0 || !expect(text, pos, ':'))
        return std::nullopt;
    const int second = digits(text, pos, 2);
    if (second < 0)
        return std::nullopt;
    const auto part = fraction(text, pos);
    const auto east = part ? offset(text, pos) : std::nullopt;
    const auto base = compose(year, month, day, hour, minute, second);
    if (!east || !base || pos != text.size())
        return std::nullopt;
    return *base + *part - *east;
}

std::optional<WallTime> fromHttpDate(std::string_view text)
{
    static constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    if (text.size() != 29 || text.substr(3, 2) != ", " || text.substr(25) != " GMT" || text[7] != ' ' ||
        text[11] != ' ' || text[16] != ' ' || text[19] != ':' || text[22] != ':')
        return std::nullopt;
    std::size_t pos = 5;
    const int day = digits(text, pos, 2);
    int month = 0;
    for (std::size_t i = 0; i < months.size(); ++i) {
        if (text.substr(8, 3) == months[i])
            month = static_cast<int>(i) + 1;
    }
    pos = 12;
    const int year = digits(text, pos, 4);
    pos = 17;
    const int hour = digits(text, pos, 2);
    pos = 20;
    const int minute = digits(text, pos, 2);
    pos = 23;
    const int second = digits(text, pos, 2);
    if (day < 0 || month == 0 || year < 0 || hour < 0 || minute < 0 || second < 0)
        return std::nullopt;
    return compose(year, month, day, hour, minute, second);
}

} // namespace keystead::base
