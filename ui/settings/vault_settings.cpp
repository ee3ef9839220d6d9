// SPDX-License-Identifier: GPL-3.0-or-later
// The vault's part of the settings page: the check.
#include "ui/app_context.h"
#include "ui/core_port.h"
#include "ui/settings/settings_page.h"
#include "ui/text.h"
#include "ui/widgets/banner.h"

#include <QPushButton>

namespace keystead::ui {

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
