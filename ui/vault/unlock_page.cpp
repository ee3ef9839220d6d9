// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/unlock_page.h"

#include "ui/app_context.h"
#include "ui/backup/restore_dialog.h"
#include "ui/core_port.h"
#include "ui/text.h"
#include "ui/vault/other_ways_dialog.h"
#include "ui/widgets/inline_error.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/secret_input.h"

#include <algorithm>
#include <QVBoxLayout>

namespace keystead::ui {

UnlockPage::UnlockPage(const AppContext& context, QWidget* parent) : VaultPage(context, parent)
{
    body()->addWidget(makeLabel(tr("The vault is locked"), "title"));
    m_why = makeLabel({}, "", true);
    body()->addWidget(m_why);
    m_input = new SecretInput(false, this);
    m_input->setPlaceholder(tr("Passphrase"));
    m_input->setAccessibleName(tr("Passphrase of the vault"));
    m_error = new InlineError(this);
    m_unlock = makeButton(tr("Unlock"), "primary");
    m_unlock->setObjectName(QStringLiteral("unlockVault"));
    m_unlock->setMinimumHeight(36);
    m_keychain = makeButton(tr("Open with the desktop's keychain"));
    m_folder = new ElidedLabel({}, "caption", this);
    body()->addWidget(m_input);
    body()->addWidget(m_error);
    body()->addWidget(m_unlock);
    body()->addWidget(m_keychain);
    m_other = makeButton(tr("Use a recovery key or a security token…"), "link");
    m_other->setObjectName(QStringLiteral("otherWays"));
    auto* restoring = makeButton(tr("Restore from a backup…"), "link");
    restoring->setObjectName(QStringLiteral("restoreLocked"));
    body()->addWidget(m_other, 0, Qt::AlignLeft);
    body()->addWidget(restoring, 0, Qt::AlignLeft);
    body()->addSpacing(4);
    body()->addWidget(m_folder);
    connect(m_input, &SecretInput::returnPressed, this, &UnlockPage::unlock);
    connect(m_input, &SecretInput::changed, m_error, &InlineError::clearError);
    connect(m_unlock, &QPushButton::clicked, this, &UnlockPage::unlock);
    connect(m_keychain, &QPushButton::clicked, this, [this] {
        setBusy(true);
        this->context().core.unlockWithKeychain(this, [this](base::Result<void> result) { done(result); });
    });
    connect(m_other, &QPushButton::clicked, this, [this] {
        (new OtherWaysDialog(this->context(), this->context().core.lastStatus().slots, window()))->open();
    });
    connect(restoring, &QPushButton::clicked, this,
            [this] { (new RestoreDialog(this->context(), false, window()))->open(); });
    m_wait.setInterval(1000);
    connect(&m_wait, &QTimer::timeout, this, [this] {
        if (--m_waitSeconds > 0) {
            m_error->setError(tr("Too many attempts. Wait %n seconds.", nullptr, m_waitSeconds));
            return;
        }
        m_wait.stop();
        m_error->clearError();
        setBusy(false);
        m_input->setFocus();
    });
}

void UnlockPage::setStatus(const service::VaultStatus& status)
{
    const auto has = [&](keys::SlotKind kind) {
        return std::any_of(status.slots.begin(), status.slots.end(),
                           [&](const auto& slot) { return slot.kind == kind; });
    };
    const bool passphrase = has(keys::SlotKind::Passphrase) || has(keys::SlotKind::Combined);
    const bool keychain = has(keys::SlotKind::Keychain);
    m_input->setVisible(passphrase);
    m_unlock->setVisible(passphrase);
    m_keychain->setVisible(keychain);
    m_other->setVisible(OtherWaysDialog::possible(status.slots));
    setStyleProperty(m_keychain, "look", passphrase ? QString() : QStringLiteral("primary"));
    if (status.problem)
        m_why->setText(oneLine(*status.problem));
    else
        m_why->setText(passphrase ? tr("Enter your passphrase to open it.")
                       : keychain ? tr("It opens with this desktop's keychain.")
                                  : tr("It opens with a recovery key or a security token."));
    m_folder->setText({});
    static_cast<ElidedLabel*>(m_folder)->setFullText(q(status.folder.string()));
    const bool wasBusy = !m_input->isEnabled();
    setBusy(status.state == service::VaultState::Unlocking || status.state == service::VaultState::Locking);
    // What was disabled for a moment has lost the keyboard to nobody.
    if (wasBusy && m_input->isEnabled() && isVisible())
        focusFirst();
}

void UnlockPage::showEvent(QShowEvent* event)
{
    VaultPage::showEvent(event);
    focusFirst();
}

void UnlockPage::focusFirst()
{
    (m_input->isVisibleTo(this)      ? static_cast<QWidget*>(m_input)
     : m_keychain->isVisibleTo(this) ? m_keychain
                                     : m_other)
        ->setFocus();
}

void UnlockPage::unlock()
{
    if (m_input->isEmpty()) {
        m_error->setError(tr("Enter the passphrase of the vault."));
        return;
    }
    if (!m_unlock->isEnabled())
        return;
    setBusy(true);
    context().core.unlockWithPassphrase(this, m_input->secret(), [this](base::Result<void> result) { done(result); });
    m_input->clear();
}

void UnlockPage::done(const base::Result<void>& result)
{
    setBusy(false);
    if (result) {
        m_error->clearError();
        return;
    }
    if (result.error().code == base::ErrorCode::RateLimited) {
        m_waitSeconds = std::max(1, q(result.error().detail, 10).toInt());
        setBusy(true);
        m_unlock->setText(tr("Unlock"));
        m_error->setError(tr("Too many attempts. Wait %n seconds.", nullptr, m_waitSeconds));
        m_wait.start();
        return;
    }
    m_error->setError(oneLine(result.error()));
    m_input->setFocus();
}

void UnlockPage::setBusy(bool busy)
{
    busy = busy || m_wait.isActive();
    m_unlock->setEnabled(!busy);
    m_input->setEnabled(!busy);
    m_keychain->setEnabled(!busy);
    m_other->setEnabled(!busy);
    m_unlock->setText(busy ? tr("Opening…") : tr("Unlock"));
}

} // namespace keystead::ui
