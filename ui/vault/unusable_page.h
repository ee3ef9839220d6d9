// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A vault that cannot be opened whatever the key: names the damage and what to do. It changes nothing on the disk.
#include "core/service/vault_status.h"
#include "ui/vault/vault_page.h"

class QLabel;

namespace keystead::ui {

class Banner;

class UnusablePage : public VaultPage
{
    Q_OBJECT
public:
    explicit UnusablePage(const AppContext& context, QWidget* parent = nullptr);
    void setStatus(const service::VaultStatus& status);

Q_SIGNALS:
    void retryRequested();

private:
    QLabel* m_title;
    Banner* m_banner;
    QLabel* m_steps;
    QLabel* m_detail;
};

} // namespace keystead::ui
