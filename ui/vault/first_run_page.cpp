// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/first_run_page.h"

#include "core/base/passphrase_rule.h"
#include "ui/app_context.h"
#include "ui/backup/restore_dialog.h"
#include "ui/core_port.h"
#include "ui/text.h"
#include "ui/widgets/inline_error.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/secret_input.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace keystead::ui {

FirstRunPage::FirstRunPage(const AppContext& context, QWidget* parent) : VaultPage(context, parent)
{
    build();
    update();
}

void FirstRunPage::build()
{
    body()->addWidget(makeLabel(tr("Welcome"), "title"));
    body()->addWidget(makeLabel(tr("Keystead keeps your keys, passwords and sign-ins in one encrypted vault on this "
                                   "computer. Choose how it is opened."),
                                "", true));
    body()->addSpacing(4);
    m_keychain = new QCheckBox(tr("Open with this desktop's keychain"), this);
    m_keychain->setAccessibleName(m_keychain->text());
    m_keychain->setChecked(true);
    auto* keychainText = makeLabel(
        tr("Opens by itself when you log in. Any program that runs as you can also read an unlocked keychain."),
        "caption", true);
    keychainText->setIndent(26);
    addChoice(m_keychain, keychainText);
    m_passphrase = new QCheckBox(tr("Open with a passphrase"), this);
    m_passphrase->setAccessibleName(m_passphrase->text());
    auto* passphraseText = makeLabel(
        tr("Works without a keychain and on other computers, and guards reveal and copy. Nobody can reset it."),
        "caption", true);
    passphraseText->setIndent(26);
    addChoice(m_passphrase, passphraseText);

    m_fields = new QWidget(this);
    auto* fields = new QVBoxLayout(m_fields);
    fields->setContentsMargins(26, 4, 0, 0);
    fields->setSpacing(8);
    m_first = new SecretInput(false, m_fields);
    m_first->setPlaceholder(tr("Passphrase"));
    m_first->setAccessibleName(tr("Passphrase"));
    m_second = new SecretInput(false, m_fields);
    m_second->setPlaceholder(tr("The same again"));
    m_second->setAccessibleName(tr("Repeat the passphrase"));
    m_strength = makeLabel({}, "caption", true);
    fields->addWidget(m_first);
    fields->addWidget(m_second);
    fields->addWidget(m_strength);
    body()->addWidget(m_fields);
    m_consequence = makeLabel({}, "", true);
    body()->addSpacing(4);
    body()->addWidget(m_consequence);
    m_error = new InlineError(this);
    body()->addWidget(m_error);
    body()->addSpacing(6);
    m_create = makeButton(tr("Create the vault"), "primary");
    m_create->setObjectName(QStringLiteral("createVault"));
    m_create->setMinimumHeight(36);
    body()->addWidget(m_create);
    m_practice = makeButton(tr("Look around with practice data first"));
    m_practice->setObjectName(QStringLiteral("startPractice"));
    m_practice->setMinimumHeight(36);
    body()->addWidget(m_practice);
    m_restore = makeButton(tr("Restore a vault from a backup…"));
    m_restore->setObjectName(QStringLiteral("restoreFirst"));
    m_restore->setMinimumHeight(36);
    body()->addWidget(m_restore);
    connect(m_restore, &QPushButton::clicked, this,
            [this] { (new RestoreDialog(context(), false, window()))->open(); });

    connect(m_keychain, &QCheckBox::toggled, this, &FirstRunPage::update);
    connect(m_passphrase, &QCheckBox::toggled, this, [this](bool on) {
        update();
        if (on)
            m_first->setFocus();
    });
    connect(m_first, &SecretInput::changed, this, &FirstRunPage::update);
    connect(m_second, &SecretInput::changed, this, &FirstRunPage::update);
    connect(m_first, &SecretInput::returnPressed, m_second, [this] { m_second->setFocus(); });
    connect(m_second, &SecretInput::returnPressed, this, &FirstRunPage::create);
    connect(m_create, &QPushButton::clicked, this, &FirstRunPage::create);
    connect(m_practice, &QPushButton::clicked, this, &FirstRunPage::practiceRequested);
}

// A check box and, close below it, what it means.
void FirstRunPage::addChoice(QCheckBox* box, QLabel* meaning)
{
    box->setAccessibleDescription(meaning->text());
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(box);
    column->addWidget(meaning);
    body()->addLayout(column);
}

void FirstRunPage::setPractice(bool practice)
{
    m_practice->setVisible(!practice);
    m_restore->setVisible(!practice);
}

void FirstRunPage::update()
{
    const bool keychain = m_keychain->isChecked();
    const bool passphrase = m_passphrase->isChecked();
    m_fields->setVisible(passphrase);
    m_create->setEnabled(keychain || passphrase);
    m_error->clearError();
    if (keychain && passphrase)
        m_consequence->setText(
            tr("The vault opens by itself, and the passphrase is asked for before a secret is shown."));
    else if (keychain)
        m_consequence->setText(
            tr("Without this computer's keychain the vault cannot be opened: add a passphrase to be safe."));
    else if (passphrase)
        m_consequence->setText(tr("You are asked at each start. This is the strongest choice."));
    else
        m_consequence->setText(tr("Choose at least one way: there is no vault without a lock."));
    const int length = m_first->length();
    m_strength->setText(length == 0 ? tr("At least 12 characters; four or five random words are good.")
                        : length < base::shortestPassphrase
                            ? tr("%n more characters, please.", nullptr, base::shortestPassphrase - length)
                        : length < 20 ? tr("Fine. Longer is better.")
                                      : tr("Good."));
}

void FirstRunPage::setBusy(bool busy)
{
    for (QWidget* each :
         std::initializer_list<QWidget*>{m_keychain, m_passphrase, m_fields, m_create, m_practice, m_restore})
        each->setEnabled(!busy);
    m_create->setText(busy ? tr("Creating the vault…") : tr("Create the vault"));
}

void FirstRunPage::create()
{
    service::CreateVault request;
    request.keychain = m_keychain->isChecked();
    if (m_passphrase->isChecked()) {
        if (m_first->length() < base::shortestPassphrase) {
            m_error->setError(tr("The passphrase is too short."), tr("Use at least 12 characters."));
            m_first->setFocus();
            return;
        }
        base::Secret first = m_first->secret();
        if (!first.equals(m_second->secret())) {
            m_error->setError(tr("The two passphrases differ."), tr("Type the same twice."));
            m_second->clear();
            m_second->setFocus();
            return;
        }
        request.passphrase = std::move(first);
    }
    setBusy(true);
    context().core.createVault(this, std::move(request), [this](base::Result<void> result) {
        setBusy(false);
        if (result) {
            m_first->clear();
            m_second->clear();
            return; // the status change shows the next page
        }
        m_error->setError(oneLine(result.error()));
        if (result.error().code == base::ErrorCode::KeychainUnavailable ||
            result.error().code == base::ErrorCode::KeychainLocked ||
            result.error().code == base::ErrorCode::KeychainDenied) {
            m_keychain->setChecked(false);
            m_passphrase->setChecked(true);
            m_error->setError(oneLine(result.error()));
        }
    });
}

} // namespace keystead::ui
