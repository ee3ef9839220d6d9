// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/programs/use_list.h"

#include "ui/app_context.h"
#include "ui/connections/detail_sections.h"
#include "ui/programs/program_census.h"
#include "ui/programs/program_words.h"
#include "ui/text.h"
#include "ui/widgets/labels.h"

#include <algorithm>
#include <QVBoxLayout>

namespace keystead::ui {

UseList::UseList(const AppContext& context, ProgramCensus& census, base::ConnectionId connection, QWidget* parent)
    : QWidget(parent), m_context(context), m_census(census), m_connection(std::move(connection))
{
    setObjectName(QStringLiteral("useList"));
    setProperty("look", QStringLiteral("clear"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_summary = makeLabel({}, "heading", true, this);
    column->addWidget(m_summary);
    m_rows = new QVBoxLayout;
    m_rows->setSpacing(8);
    column->addLayout(m_rows);
    connect(&census, &ProgramCensus::changed, this, &UseList::fill);
    fill();
    census.want();
}

QString UseList::summary() const
{
    return m_summary->text();
}

void UseList::fill()
{
    m_live.clear();
    clearLayout(m_rows);
    const std::vector<service::ProgramUse> all = m_census.of(m_connection);
    const auto users = static_cast<int>(
        std::count_if(all.begin(), all.end(), [](const service::ProgramUse& use) { return use.uses > 0; }));
    if (!m_census.known())
        m_summary->setText(tr("Looking for programs that use it…"));
    else if (users > 0)
        m_summary->setText(tr("%n programs used it in the last 90 days and would stop working:", nullptr, users));
    else if (all.empty())
        m_summary->setText(tr("No program has used it in the last 90 days."));
    else
        m_summary->setText(
            tr("No program has used it in the last 90 days; %n may.", nullptr, static_cast<int>(all.size())));
    int shown = 0;
    for (const service::ProgramUse& use : all) {
        if (++shown > shownAtMost)
            break;
        const QString uses = use.uses > 0 ? tr("%n uses", nullptr, static_cast<int>(use.uses))
                                          : tr("may: %1").arg(rightsText(use.grants));
        QWidget* entry = makeEntry(
            m_context, QStringLiteral("program"), {}, programName(use.program), m_live,
            [this, uses, last = use.lastUsedAt] {
                return last ? uses + QStringLiteral(" · ") +
                                  tr("last %1").arg(relativeText(*last, m_context.clock.now()))
                            : uses;
            },
            this);
        entry->setToolTip(plainToolTip(programPath(use.program)));
        m_rows->addWidget(entry);
    }
    if (static_cast<int>(all.size()) > shownAtMost)
        m_rows->addWidget(
            makeLabel(tr("and %n more", nullptr, static_cast<int>(all.size()) - shownAtMost), "muted", false, this));
    Q_EMIT grown();
}

} // namespace keystead::ui
