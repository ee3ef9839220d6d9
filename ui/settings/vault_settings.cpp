// SPDX-License-Identifier: GPL-3.0-or-later
// The vault's part of the settings page: slots and the check.
#include "ui/app_context.h"
#include "ui/connections/proof_dialog.h"
#include "ui/core_port.h"
#include "ui/settings/passphrase_dialog.h"
#include "ui/settings/settings_page.h"
#include "ui/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"

#include <algorithm>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace keystead::ui {

namespace {

QString slotName(const keys::SlotInfo& slot)
{
    if (slot.kind == keys::SlotKind::Keychain)
        return SettingsPage::tr("Desktop keychain");
    // What the other kinds are called was chosen when they were made.
    return slot.kind == keys::SlotKind::Passphrase ? SettingsPage::tr("Passphrase")
                                                   : QString::fromStdString(slot.label);
}

} // namespace

void SettingsPage::rebuildSlots(const service::VaultStatus& status)
{
    while (QLayoutItem* item = m_slots->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    for (const keys::SlotInfo& slot : status.slots) {
        auto* host = new QWidget(this);
        auto* row = new QHBoxLayout(host);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(10);
        auto* icon = makeLabel({});
        icon->setPixmap(m_context.icons.pixmap(slot.kind == keys::SlotKind::Keychain ? QStringLiteral("key")
                                                                                     : QStringLiteral("lock"),
                                               m_context.theme.colors().accent, 18, devicePixelRatioF()));
        row->addWidget(icon);
        const QString name = slotName(slot);
        row->addWidget(makeLabel(name));
        row->addWidget(makeLabel(tr("since %1").arg(dateTimeText(slot.createdAt)), "caption"));
        row->addStretch(1);
        if (status.slots.size() > 1) {
            auto* remove = makeButton(tr("Remove…"), "link");
            remove->setAccessibleName(tr("Remove %1").arg(name));
            connect(remove, &QPushButton::clicked, this, [this, id = slot.id, name] { removeSlot(id, name); });
            row->addWidget(remove);
        }
        m_slots->addWidget(host);
    }
    const bool keychain = std::any_of(status.slots.begin(), status.slots.end(),
                                      [](const auto& slot) { return slot.kind == keys::SlotKind::Keychain; });
    m_addKeychain->setVisible(!keychain);
    m_addPassphrase->setVisible(!vaultHasPassphrase(m_context));
}

void SettingsPage::addPassphrase()
{
    auto* dialog = new PassphraseDialog(window());
    connect(dialog, &PassphraseDialog::chosen, this, [this](std::shared_ptr<base::Secret> passphrase) {
        ProofDialog::ask(m_context, window(), tr("The new passphrase will open this vault."), tr("Add"),
                         [this, passphrase](service::Proof proof) {
                             m_context.core.addPassphraseSlot(
                                 this, std::move(*passphrase), std::move(proof), [this](base::Result<void> result) {
                                     report(result, tr("The passphrase opens the vault from now on."));
                                 });
                         });
    });
    dialog->open();
}

void SettingsPage::addKeychain()
{
    ProofDialog::ask(m_context, window(),
                     tr("This desktop's keychain will open the vault by itself. Any program that runs as you can read "
                        "an unlocked keychain."),
                     tr("Add"), [this](service::Proof proof) {
                         m_context.core.addKeychainSlot(this, std::move(proof), [this](base::Result<void> result) {
                             report(result, tr("The keychain opens the vault from now on."));
                         });
                     });
}

void SettingsPage::removeSlot(const base::SlotId& slot, const QString& name)
{
    ProofDialog::ask(m_context, window(), tr("“%1” will no longer open this vault. The other ways stay.").arg(name),
                     tr("Remove"), [this, slot](service::Proof proof) {
                         m_context.core.removeSlot(this, slot, std::move(proof), [this](base::Result<void> result) {
                             report(result, tr("Removed."));
                         });
                     });
}

void SettingsPage::checkVault()
{
    m_check->setEnabled(false);
    m_message->show(QStringLiteral("info"), QStringLiteral("refresh"), tr("Checking the vault…"), {});
    m_context.core.check(this, [this](base::Result<std::vector<service::CheckItem>> items) {
        m_check->setEnabled(true);
        if (!items) {
            report(items.error(), {});
            return;
        }
        QStringList wrong;
        for (const service::CheckItem& item : *items) {
            if (!item.ok)
                wrong.append(q(item.what, 60) + QStringLiteral(": ") + q(item.detail));
        }
        m_messageTimer.stop();
        if (wrong.isEmpty())
            m_message->show(QStringLiteral("ok"), QStringLiteral("shield-check"), tr("The vault is sound"),
                            tr("%n checks passed.", nullptr, static_cast<int>(items->size())));
        else
            m_message->show(QStringLiteral("danger"), QStringLiteral("shield-alert"), tr("The check found faults"),
                            wrong.join(QLatin1Char('\n')));
    });
}

} // namespace keystead::ui
