// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/check_dialog.h"

#include "ui/app_context.h"
#include "ui/backup/backup_text.h"
#include "ui/core_port.h"
#include "ui/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/inline_error.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/secret_input.h"

#include <algorithm>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace keystead::ui {

CheckDialog::CheckDialog(const AppContext& context, QWidget* parent)
    : FormDialog(tr("Check the vault"), 560, parent), m_context(context)
{
    setObjectName(QStringLiteral("checkDialog"));
    QVBoxLayout* ask = nullptr;
    m_ask = makePart(ask, this);
    ask->addWidget(makeLabel(tr("Every page, seal and record is read. Nothing is changed. Enter the passphrase of the "
                                "vault, or leave it empty to use this desktop's keychain."),
                             "", true));
    m_input = new SecretInput(false, this);
    m_input->setPlaceholder(tr("Passphrase of the vault"));
    m_input->setAccessibleName(tr("Passphrase of the vault"));
    ask->addWidget(m_input);
    m_results = makePart(m_rows, this);
    m_results->hide();
    m_error = new InlineError(this);
    body()->addWidget(m_ask);
    body()->addWidget(m_results);
    body()->addWidget(m_error);
    body()->addStretch(1);
    cancelButton()->setText(tr("Close"));
    cancelButton()->setAccessibleName(tr("Close"));
    setGo(tr("Check"));
    connect(goButton(), &QPushButton::clicked, this, [this] {
        if (!m_checked)
            return check();
        accept();
        Q_EMIT repairRequested();
    });
    connect(m_input, &SecretInput::returnPressed, this, &CheckDialog::check);
    connect(m_input, &SecretInput::changed, m_error, &InlineError::clearError);
    m_input->setFocus();
}

void CheckDialog::check()
{
    startWork(tr("Checking the vault…"));
    m_context.core.checkUnopened(this, m_input->secret(), [this](base::Result<std::vector<service::CheckItem>> items) {
        endWork();
        if (items)
            return show(*items);
        const Sentence sentence = describe(items.error());
        m_error->setError(sentence.what, sentence.hint);
        fitHeight();
    });
    m_input->clear();
}

void CheckDialog::show(const std::vector<service::CheckItem>& items)
{
    m_checked = true;
    m_ask->hide();
    m_error->clearError();
    for (const service::CheckItem& item : items) {
        auto* row = new QHBoxLayout;
        row->setSpacing(10);
        auto* icon = makeLabel({});
        const QString tone = item.ok ? QStringLiteral("ok") : QStringLiteral("danger");
        icon->setPixmap(m_context.icons.pixmap(item.ok ? QStringLiteral("circle-check") : QStringLiteral("circle-x"),
                                               toneColor(m_context.theme, tone), 18, devicePixelRatioF()));
        row->addWidget(icon, 0, Qt::AlignTop);
        auto* words = new QVBoxLayout;
        words->setSpacing(0);
        words->addWidget(makeLabel(tr("%1: %2").arg(checkName(item.what), item.ok ? tr("sound") : tr("not sound")),
                                   item.ok ? "" : "heading", true));
        if (!item.ok && !item.detail.empty()) {
            auto* detail = makeLabel(q(item.detail), "caption", true);
            detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
            words->addWidget(detail);
        }
        row->addLayout(words, 1);
        m_rows->addLayout(row);
    }
    const bool sound = std::all_of(items.begin(), items.end(), [](const auto& item) { return item.ok; });
    m_rows->addWidget(makeLabel(sound ? tr("Nothing is damaged. Try to open it again.")
                                      : tr("Repair it from a backup: what stands here now is kept."),
                                "heading", true));
    m_results->show();
    goButton()->setVisible(!sound);
    setGo(tr("Repair from a backup…"));
    fitHeight();
}

} // namespace keystead::ui
