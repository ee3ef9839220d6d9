// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signin/done_page.h"

#include "ui/app_context.h"
#include "ui/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"

#include <QVBoxLayout>

namespace keystead::ui {

DonePage::DonePage(const AppContext& context, QWidget* parent) : QWidget(parent), m_context(context)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_icon = makeLabel({});
    m_title = makeLabel({}, "title", true);
    m_text = makeLabel({}, "muted", true);
    m_title->setAlignment(Qt::AlignHCenter);
    m_text->setAlignment(Qt::AlignHCenter);
    m_result = new Banner(context, this);
    connect(m_result->addButton(tr("Test again")), &QPushButton::clicked, this, &DonePage::testAgain);
    column->addStretch(1);
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    column->addSpacing(8);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addSpacing(16);
    column->addWidget(m_result);
    column->addStretch(2);
    connect(&context.icons, &IconProvider::changed, this, &DonePage::paintIcon);
    paintIcon();
}

void DonePage::setConnection(const model::Connection& connection, const QString& providerName)
{
    m_account = q(connection.account, 120);
    m_title->setText(tr("“%1” is ready").arg(q(connection.name, 100)));
    m_text->setText(connection.hasRefreshToken ? tr("Stored in the vault. Keystead refreshes it before it expires.")
                                               : tr("Stored in the vault (%1).").arg(providerName));
}

void DonePage::setTesting()
{
    m_result->show(QStringLiteral("info"), QStringLiteral("refresh"), tr("Testing: asking the service…"), {});
}

void DonePage::setReport(const model::TestReport& report)
{
    using Verdict = model::TestReport::Verdict;
    QStringList lines;
    // A service whose test names nobody: the account that has just signed in.
    if (const QString account = report.account.empty() ? m_account : q(report.account); !account.isEmpty())
        lines.append(tr("Account: %1").arg(account));
    if (report.error && report.verdict != Verdict::Works)
        lines.append(oneLine(*report.error));
    if (report.took.count() > 0)
        lines.append(tr("Answered in %1").arg(tookText(report.took)));
    const bool fine = report.verdict == Verdict::Works;
    const bool half = report.verdict == Verdict::NotTestable || report.verdict == Verdict::MissingScopes;
    m_result->show(fine   ? QStringLiteral("ok")
                   : half ? QStringLiteral("info")
                          : QStringLiteral("danger"),
                   fine ? QStringLiteral("circle-check") : QStringLiteral("alert"), verdictName(report.verdict),
                   lines.join(QLatin1Char('\n')));
}

void DonePage::setTestFailed(const base::Error& error)
{
    const Sentence sentence = describe(error);
    m_result->show(QStringLiteral("danger"), QStringLiteral("alert"), sentence.what, sentence.hint);
}

void DonePage::paintIcon()
{
    m_icon->setPixmap(m_context.icons.pixmap(QStringLiteral("circle-check"), m_context.theme.colors().accent, 56,
                                             devicePixelRatioF()));
}

} // namespace keystead::ui
