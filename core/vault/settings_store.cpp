// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/settings_store.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string_view>
#include <utility>

namespace keystead::vault {

using base::ErrorCode;

namespace {

// The ranges of model/settings.h. What a later or earlier version stored beyond them is brought into range on load.
struct NumberRule
{
    const char* key;
    std::int64_t low;
    std::int64_t high;
};
constexpr NumberRule refreshAhead{"settings.refresh_ahead_s", 60, 24 * 3600};
constexpr NumberRule autoLock{"settings.auto_lock_s", 0, 30 * 24 * 3600};
constexpr NumberRule clipboard{"settings.clipboard_clear_s", 5, 300};
constexpr NumberRule expiryNotice{"settings.expiry_notice_h", 0, 366 * 24};
constexpr const char* notificationsKey = "settings.notifications";
constexpr std::pair<const char*, bool model::Settings::*> lockFlags[] = {
    {"settings.lock_on_session_lock", &model::Settings::lockOnSessionLock},
    {"settings.lock_on_suspend", &model::Settings::lockOnSuspend},
    {"settings.lock_on_switch_user", &model::Settings::lockOnSwitchUser},
    {"settings.lock_on_token_removal", &model::Settings::lockOnTokenRemoval}};
constexpr std::pair<const char*, bool model::Settings::*> programFlags[] = {
    {"settings.ask_for_programs", &model::Settings::askForPrograms},
    {"settings.trust_package_updates", &model::Settings::trustPackageUpdates},
    {"settings.proxy_enabled", &model::Settings::proxyEnabled}};
constexpr const char* closeToTrayKey = "settings.close_to_tray";
constexpr const char* themeKey = "settings.theme";
constexpr const char* languageKey = "settings.language";

bool isTheme(std::string_view theme)
{
    return theme == "system" || theme == "light" || theme == "dark";
}

base::Status checkNumber(const NumberRule& rule, std::int64_t value)
{
    if (value < rule.low || value > rule.high) {
        return base::fail(ErrorCode::InvalidArgument, std::string{rule.key} + ": from " + std::to_string(rule.low) +
                                                          " to " + std::to_string(rule.high));
    }
    return base::ok();
}

base::Result<std::int64_t> loadNumber(SettingsStore& store, const NumberRule& rule, std::int64_t fallback)
{
    KS_ASSIGN(const std::optional<std::string> text, store.value(rule.key));
    if (!text)
        return fallback;
    std::int64_t number = 0;
    const auto parsed = std::from_chars(text->data(), text->data() + text->size(), number);
    if (parsed.ec != std::errc{} || parsed.ptr != text->data() + text->size())
        return base::fail(ErrorCode::Damaged, std::string{"setting "} + rule.key);
    return std::clamp(number, rule.low, rule.high);
}

base::Result<bool> loadFlag(SettingsStore& store, const char* key, bool fallback)
{
    KS_ASSIGN(const std::optional<std::string> text, store.value(key));
    return text ? *text == "1" : fallback;
}

} // namespace

base::Result<model::Settings> SettingsStore::load()
{
    model::Settings settings;
    KS_ASSIGN(const std::int64_t ahead, loadNumber(*this, refreshAhead, settings.refreshAhead.count()));
    KS_ASSIGN(const std::int64_t lock, loadNumber(*this, autoLock, settings.autoLockAfter.count()));
    KS_ASSIGN(const std::int64_t clear, loadNumber(*this, clipboard, settings.clipboardClearAfter.count()));
    KS_ASSIGN(const std::int64_t notice, loadNumber(*this, expiryNotice, settings.expiryNotice.count()));
    settings.refreshAhead = std::chrono::seconds{ahead};
    settings.autoLockAfter = std::chrono::seconds{lock};
    settings.clipboardClearAfter = std::chrono::seconds{clear};
    settings.expiryNotice = std::chrono::hours{notice};
    KS_ASSIGN(settings.notifications, loadFlag(*this, notificationsKey, settings.notifications));
    KS_ASSIGN(settings.closeToTray, loadFlag(*this, closeToTrayKey, settings.closeToTray));
    for (const auto& [key, flag] : lockFlags) {
        KS_ASSIGN(settings.*flag, loadFlag(*this, key, settings.*flag));
    }
    for (const auto& [key, flag] : programFlags) {
        KS_ASSIGN(settings.*flag, loadFlag(*this, key, settings.*flag));
    }
    KS_ASSIGN(const std::optional<std::string> theme, value(themeKey));
    if (theme && isTheme(*theme))
        settings.theme = *theme;
    KS_ASSIGN(const std::optional<std::string> language, value(languageKey));
    settings.language = language.value_or(settings.language);
    return settings;
}

base::Status SettingsStore::save(db::Transaction& transaction, const model::Settings& settings)
{
    const std::pair<NumberRule, std::int64_t> numbers[] = {{refreshAhead, settings.refreshAhead.count()},
                                                           {autoLock, settings.autoLockAfter.count()},
                                                           {clipboard, settings.clipboardClearAfter.count()},
                                                           {expiryNotice, settings.expiryNotice.count()}};
    for (const auto& [rule, number] : numbers)
        KS_TRY(checkNumber(rule, number));
    if (!isTheme(settings.theme))
        return base::fail(ErrorCode::InvalidArgument, std::string{themeKey} + ": system, light or dark");
    for (const auto& [rule, number] : numbers)
        KS_TRY(setValue(transaction, rule.key, std::to_string(number)));
    KS_TRY(setValue(transaction, notificationsKey, settings.notifications ? "1" : "0"));
    KS_TRY(setValue(transaction, closeToTrayKey, settings.closeToTray ? "1" : "0"));
    for (const auto& [key, flag] : lockFlags)
        KS_TRY(setValue(transaction, key, settings.*flag ? "1" : "0"));
    for (const auto& [key, flag] : programFlags)
        KS_TRY(setValue(transaction, key, settings.*flag ? "1" : "0"));
    KS_TRY(setValue(transaction, themeKey, settings.theme));
    return setValue(transaction, languageKey, settings.language);
}

base::Result<std::optional<std::string>> SettingsStore::value(const std::string& key)
{
    KS_ASSIGN(db::Statement query, m_database.prepare("SELECT value FROM setting WHERE key = ?"));
    KS_ASSIGN(const bool row, query.bind(key).step());
    return row ? std::optional{query.text(0)} : std::optional<std::string>{};
}

base::Status SettingsStore::setValue(db::Transaction& transaction, const std::string& key, const std::string& value)
{
    KS_ASSIGN(db::Statement statement,
              transaction.connection().prepare("INSERT INTO setting (key, value) VALUES (?, ?) "
                                               "ON CONFLICT (key) DO UPDATE SET value = excluded.value"));
    return statement.bind(key).bind(value).run();
}

} // namespace keystead::vault
