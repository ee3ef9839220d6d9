// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_page.h"

#include "ui/app_context.h"
#include "ui/connections/detail_sections.h"
#include "ui/core_port.h"
#include "ui/settings/setting_row.h"
#include "ui/text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/scroll_column.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeySequence>
#include <QVBoxLayout>
#include <utility>

namespace keystead::ui {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

SettingsPage::SettingsPage(const AppContext& context, QWidget* parent) : QWidget(parent), m_context(context)
{
    build();
    m_messageTimer.setSingleShot(true);
    connect(&m_messageTimer, &QTimer::timeout, m_message, &Banner::clear);
    connect(&context.core, &CorePort::statusChanged, this, &SettingsPage::setStatus);
}

void SettingsPage::build()
{
    QVBoxLayout* column = makeScrollColumn(this, 760);
    column->addWidget(makeLabel(tr("Settings"), "title"));
    m_message = new Banner(m_context, this);
    column->addWidget(m_message);
    addLooks(column);
    addSafety(column);
    addPrograms(column);
    addFreshness(column);
    addVault(column);
    column->addStretch(1);
}

void SettingsPage::addLooks(QVBoxLayout* column)
{
    auto* section = new Section(tr("Appearance"), this);
    m_theme = addChoice(section->body(), tr("Colours"), {},
                        {{tr("As the desktop"), QStringLiteral("system")},
                         {tr("Light"), QStringLiteral("light")},
                         {tr("Dark"), QStringLiteral("dark")}});
    m_language = addChoice(section->body(), tr("Language"), tr("Takes effect at the next start."),
                           {{tr("As the desktop"), QString()},
                            {QStringLiteral("English"), QStringLiteral("en")},
                            {QStringLiteral("Deutsch"), QStringLiteral("de")}});
    m_tray = addSwitch(section->body(), tr("Keep running in the tray when the window is closed"),
                       tr("Tokens stay fresh and programs keep their access."));
    m_notifications = addSwitch(section->body(), tr("Show desktop notifications"),
                                tr("One for each connection that needs you, and for security alerts."));
    column->addWidget(section);
    connect(m_theme, &QComboBox::currentIndexChanged, this,
            [this] { m_context.theme.setChoice(Theme::choiceFromText(m_theme->currentData().toString())); });
    for (QComboBox* combo : {m_theme, m_language})
        connect(combo, &QComboBox::currentIndexChanged, this, &SettingsPage::save);
    for (QCheckBox* box : {m_tray, m_notifications})
        connect(box, &QCheckBox::toggled, this, &SettingsPage::save);
}

void SettingsPage::addSafety(QVBoxLayout* column)
{
    auto* section = new Section(tr("Safety"), this);
    m_autoLock =
        addChoice(section->body(), tr("Lock the vault when unused"), tr("Programs are refused while it is locked."),
                  {{tr("Never"), 0},
                   {tr("After 5 minutes"), 300},
                   {tr("After 15 minutes"), 900},
                   {tr("After 1 hour"), 3600},
                   {tr("After 8 hours"), 28800}});
    m_lockOnSessionLock = addSwitch(section->body(), tr("Lock the vault with the screen"), {});
    m_lockOnSuspend = addSwitch(section->body(), tr("Lock the vault before the computer sleeps"), {});
    m_lockOnSwitchUser = addSwitch(section->body(), tr("Lock the vault when another user takes over the screen"), {});
    m_lockOnTokenRemoval = addSwitch(section->body(), tr("Lock the vault when its security token is pulled"), {});
    auto* panic = makeLabel(tr("Lock at once, whatever runs: %1. For a key of the whole desktop, bind one to "
                               "“keystead-cli vault lock --now” in the desktop's settings.")
                                .arg(QKeySequence(QStringLiteral("Ctrl+Shift+L")).toString(QKeySequence::NativeText)),
                            "caption", true);
    panic->setTextInteractionFlags(Qt::TextSelectableByMouse);
    section->body()->addWidget(panic);
    m_clipboard = addChoice(section->body(), tr("Clear copied secrets"), {},
                            {{tr("After 10 seconds"), 10},
                             {tr("After 20 seconds"), 20},
                             {tr("After 1 minute"), 60},
                             {tr("After 5 minutes"), 300}});
    column->addWidget(section);
    for (QComboBox* combo : {m_autoLock, m_clipboard})
        connect(combo, &QComboBox::currentIndexChanged, this, &SettingsPage::save);
    for (QCheckBox* box : {m_lockOnSessionLock, m_lockOnSuspend, m_lockOnSwitchUser, m_lockOnTokenRemoval})
        connect(box, &QCheckBox::toggled, this, &SettingsPage::save);
}

void SettingsPage::addFreshness(QVBoxLayout* column)
{
    auto* section = new Section(tr("Freshness"), this);
    m_refreshAhead = addChoice(section->body(), tr("Refresh tokens ahead of time"),
                               tr("Tokens that live shorter are refreshed after four fifths of their life."),
                               {{tr("1 minute"), 60},
                                {tr("5 minutes"), 300},
                                {tr("10 minutes"), 600},
                                {tr("30 minutes"), 1800},
                                {tr("1 hour"), 3600}});
    m_expiryNotice = addChoice(
        section->body(), tr("Call it “Expiring soon”"),
        tr("For keys, certificates and sign-ins that nothing renews by itself."),
        {{tr("3 days ahead"), 72}, {tr("7 days ahead"), 168}, {tr("14 days ahead"), 336}, {tr("30 days ahead"), 720}});
    column->addWidget(section);
    for (QComboBox* combo : {m_refreshAhead, m_expiryNotice})
        connect(combo, &QComboBox::currentIndexChanged, this, &SettingsPage::save);
}

void SettingsPage::addVault(QVBoxLayout* column)
{
    auto* section = new Section(tr("Vault"), this);
    m_folder = new ElidedLabel({}, "muted", this);
    section->body()->addWidget(m_folder);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    auto* keys = makeButton(tr("Keys…"));
    keys->setToolTip(tr("Ways to open the vault, and replacing its keys"));
    auto* backups = makeButton(tr("Backups…"));
    backups->setToolTip(tr("Make a backup, or restore one"));
    m_check = makeButton(tr("Check the vault"));
    m_check->setToolTip(tr("Read every page, seal and record and compare the anchors"));
    for (QPushButton* button : {keys, backups, m_check})
        row->addWidget(button);
    row->addStretch(1);
    section->body()->addLayout(row);
    column->addWidget(section);
    connect(keys, &QPushButton::clicked, this, &SettingsPage::keysRequested);
    connect(backups, &QPushButton::clicked, this, &SettingsPage::backupsRequested);
    connect(m_check, &QPushButton::clicked, this, &SettingsPage::checkVault);
}

void SettingsPage::activate()
{
    setStatus(m_context.core.lastStatus());
    m_context.core.settings(this, [this](base::Result<model::Settings> settings) {
        if (settings)
            setSettings(*settings);
    });
}

void SettingsPage::setSettings(const model::Settings& settings)
{
    m_settings = settings;
    m_filling = true;
    choose(m_theme, QString::fromStdString(settings.theme));
    choose(m_language, QString::fromStdString(settings.language));
    m_tray->setChecked(settings.closeToTray);
    m_notifications->setChecked(settings.notifications);
    choose(m_autoLock, static_cast<int>(settings.autoLockAfter.count()));
    m_lockOnSessionLock->setChecked(settings.lockOnSessionLock);
    m_lockOnSuspend->setChecked(settings.lockOnSuspend);
    m_lockOnSwitchUser->setChecked(settings.lockOnSwitchUser);
    m_lockOnTokenRemoval->setChecked(settings.lockOnTokenRemoval);
    m_askForPrograms->setChecked(settings.askForPrograms);
    m_trustPackages->setChecked(settings.trustPackageUpdates);
    m_proxy->setChecked(settings.proxyEnabled);
    choose(m_clipboard, static_cast<int>(settings.clipboardClearAfter.count()));
    choose(m_refreshAhead, static_cast<int>(settings.refreshAhead.count()));
    choose(m_expiryNotice, static_cast<int>(settings.expiryNotice.count()));
    m_filling = false;
}

void SettingsPage::save()
{
    if (m_filling || !m_settings)
        return;
    model::Settings settings = *m_settings;
    settings.theme = s(m_theme->currentData().toString());
    settings.language = s(m_language->currentData().toString());
    settings.closeToTray = m_tray->isChecked();
    settings.notifications = m_notifications->isChecked();
    settings.autoLockAfter = seconds{m_autoLock->currentData().toInt()};
    settings.lockOnSessionLock = m_lockOnSessionLock->isChecked();
    settings.lockOnSuspend = m_lockOnSuspend->isChecked();
    settings.lockOnSwitchUser = m_lockOnSwitchUser->isChecked();
    settings.lockOnTokenRemoval = m_lockOnTokenRemoval->isChecked();
    settings.askForPrograms = m_askForPrograms->isChecked();
    settings.trustPackageUpdates = m_trustPackages->isChecked();
    settings.proxyEnabled = m_proxy->isChecked();
    settings.clipboardClearAfter = seconds{m_clipboard->currentData().toInt()};
    settings.refreshAhead = seconds{m_refreshAhead->currentData().toInt()};
    settings.expiryNotice = hours{m_expiryNotice->currentData().toInt()};
    if (settings == *m_settings)
        return;
    // At once: a switch that is turned back before the answer has come is a change as well.
    const model::Settings before = std::exchange(*m_settings, settings);
    m_context.core.saveSettings(this, settings, [this, settings, before](base::Result<void> result) {
        if (result) {
            Q_EMIT settingsChanged(settings);
        } else {
            setSettings(before);
            activate(); // what holds by now
        }
        report(result, tr("Saved."));
    });
}

void SettingsPage::report(const base::Result<void>& result, const QString& done)
{
    if (result) {
        m_message->show(QStringLiteral("ok"), QStringLiteral("circle-check"), done, {});
        m_messageTimer.start(4000);
        return;
    }
    const Sentence sentence = describe(result.error());
    m_message->show(QStringLiteral("danger"), QStringLiteral("alert"), sentence.what, sentence.hint);
    m_messageTimer.stop();
}

void SettingsPage::setStatus(const service::VaultStatus& status)
{
    static_cast<ElidedLabel*>(m_folder)->setFullText(tr("Folder: %1").arg(q(status.folder.string())));
}

} // namespace keystead::ui
