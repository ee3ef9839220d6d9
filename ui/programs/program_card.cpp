// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/programs/program_card.h"

#include "ui/app_context.h"
#include "ui/connections/detail_sections.h"
#include "ui/programs/program_words.h"
#include "ui/text.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/labels.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace keystead::ui {

namespace {

constexpr int grantsAtMost = 4;

QString shortHash(const std::string& hash)
{
    return q(hash.substr(0, 16), 16) + QStringLiteral("…");
}

} // namespace

ProgramCard::ProgramCard(const AppContext& context, QWidget* parent) : QWidget(parent), m_context(context)
{
    setProperty("look", QStringLiteral("topline"));
    setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(pageMargin, 12, 16, 14);
    column->setSpacing(8);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    m_title = new ElidedLabel({}, "heading", this);
    head->addWidget(m_title, 1);
    m_trail = makeButton(tr("Show in the audit trail"), "link");
    m_allow = makeButton(tr("Allow more…"));
    m_revoke = makeButton(tr("Take access away"), "danger");
    m_revoke->setObjectName(QStringLiteral("revokeGrant"));
    for (QPushButton* button : {m_trail, m_allow, m_revoke})
        head->addWidget(button);
    column->addLayout(head);
    m_grid = new QGridLayout;
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(1, 1);
    column->addLayout(m_grid);
}

void ProgramCard::add(const QString& name, const QString& value, bool whole)
{
    if (value.isEmpty())
        return;
    const int row = m_row++;
    m_grid->addWidget(makeLabel(name, "muted", false, this), row, 0, Qt::AlignTop);
    auto* words = makeLabel(whole ? breakable(value) : value, "", true, this);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    words->setAccessibleName(name + QStringLiteral(": ") + value);
    m_grid->addWidget(words, row, 1);
    m_spoken += QLatin1Char('\n') + name + QStringLiteral(": ") + value;
}

void ProgramCard::setUse(const service::ProgramUse& use)
{
    clearLayout(m_grid);
    m_row = 0;
    const base::WallTime now = m_context.clock.now();
    const QString title = tr("%1 and “%2”").arg(programName(use.program), q(use.connectionName, 100));
    static_cast<ElidedLabel*>(m_title)->setFullText(title);
    m_spoken = title;
    add(tr("File"), programPath(use.program), true);
    if (!use.program.script.empty())
        add(tr("Run by"), q(use.program.executable, 1000), true);
    QStringList origin{originText(use.program)};
    const std::string& hash = use.program.script.empty() ? use.program.sha256 : use.program.scriptSha256;
    if (!hash.empty())
        origin.append(QStringLiteral("SHA-256 ") + shortHash(hash));
    add(tr("Known by"), origin.join(QStringLiteral(" · ")));
    int shown = 0;
    for (const model::Grant& grant : use.grants) {
        if (++shown > grantsAtMost) {
            add({}, tr("and %n more rights", nullptr, static_cast<int>(use.grants.size()) - grantsAtMost));
            break;
        }
        QStringList parts{rightsText(grant), termText(grant, now)};
        if (grant.request && !limitsText(*grant.request).isEmpty())
            parts.append(limitsText(*grant.request));
        if (grant.rate)
            parts.append(rateText(*grant.rate));
        parts.append(tr("given %1").arg(dateTimeText(grant.createdAt)));
        if (!grant.reason.empty())
            parts.append(tr("because: %1").arg(q(grant.reason, 200)));
        add(tr("May"), parts.join(QStringLiteral(" · ")), true);
    }
    if (use.grants.empty())
        add(tr("May"), tr("nothing; it is asked for when it comes again"));
    if (use.denials > 0)
        add(tr("Denied"), tr("%n attempts", nullptr, static_cast<int>(use.denials)));
    m_revoke->setVisible(!use.grants.empty());
    setAccessibleName(title);
    setAccessibleDescription(m_spoken);
}

} // namespace keystead::ui
