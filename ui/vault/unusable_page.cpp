// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/unusable_page.h"

#include "ui/app_context.h"
#include "ui/text.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace keystead::ui {

UnusablePage::UnusablePage(const AppContext& context, QWidget* parent) : VaultPage(context, parent)
{
    m_title = makeLabel(tr("This vault cannot be opened"), "title", true);
    m_banner = new Banner(context, this);
    m_steps = makeLabel({}, "", true);
    m_detail = makeLabel({}, "caption", true);
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    body()->addWidget(m_title);
    body()->addWidget(m_banner);
    body()->addWidget(m_steps);
    body()->addWidget(m_detail);
    auto* retry = makeButton(tr("Try again"), "primary");
    retry->setMinimumHeight(36);
    body()->addWidget(retry);
    connect(retry, &QPushButton::clicked, this, &UnusablePage::retryRequested);
}

void UnusablePage::setStatus(const service::VaultStatus& status)
{
    using base::ErrorCode;
    const base::Error error = status.problem.value_or(base::Error{ErrorCode::Damaged});
    const Sentence sentence = describe(error);
    const bool grave = error.code == ErrorCode::Damaged || error.code == ErrorCode::Tampered;
    m_banner->show(grave ? QStringLiteral("danger") : QStringLiteral("warn"), QStringLiteral("shield-alert"),
                   sentence.what, sentence.hint);
    m_steps->setText(tr("Keystead has not changed anything and will not make a new vault in its place."));
    QString detail = tr("Folder: %1").arg(q(status.folder.string()));
    if (!error.detail.empty())
        detail += QLatin1Char('\n') + tr("Details: %1").arg(q(error.detail));
    m_detail->setText(detail);
}

} // namespace keystead::ui
