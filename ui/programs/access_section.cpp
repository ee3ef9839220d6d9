// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/programs/access_section.h"

#include "ui/app_context.h"
#include "ui/programs/program_census.h"
#include "ui/programs/program_words.h"
#include "ui/text.h"
#include "ui/theme/icons.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/labels.h"

#include <algorithm>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace keystead::ui {

namespace {

constexpr int shownAtMost = 6;

}

AccessSection::AccessSection(const AppContext& context, ProgramCensus& census, QWidget* parent)
    : Section(tr("Programs with access"), parent), m_context(context), m_census(census)
{
    m_sentence = makeLabel({}, "muted", true);
    body()->addWidget(m_sentence);
    m_programs = new QVBoxLayout;
    m_programs->setSpacing(8);
    body()->addLayout(m_programs);
    auto* row = new FlowLayout(nullptr, 4);
    auto* allow = makeButton(tr("Allow a program…"), "link");
    auto* howTo = makeButton(tr("How to use it…"), "link");
    howTo->setObjectName(QStringLiteral("howToUse"));
    row->addWidget(allow);
    row->addWidget(howTo);
    body()->addLayout(row);
    connect(allow, &QPushButton::clicked, this, &AccessSection::allowRequested);
    connect(howTo, &QPushButton::clicked, this, &AccessSection::howToRequested);
    connect(&census, &ProgramCensus::changed, this, &AccessSection::fill);
    connect(&context.icons, &IconProvider::changed, this, [this] {
        m_known = false;
        fill();
    });
}

QString AccessSection::sentence() const
{
    return m_sentence->text();
}

QToolButton* AccessSection::revokeButton(const QString& program) const
{
    const auto found = m_revokes.find(program);
    return found == m_revokes.end() ? nullptr : found->second;
}

void AccessSection::setConnection(const base::ConnectionId& connection)
{
    const bool other = m_connection != connection;
    m_connection = connection;
    m_census.want();
    if (other)
        fill();
}

void AccessSection::fill()
{
    m_sentence->setText(
        m_census.asksForPrograms()
            ? tr("Only these, and each only what stands here. Others ask you first. Every use is on record.")
            : tr("Asking is off: any program that runs as you may read it while the vault is unlocked. Every use is on "
                 "record."));
    const std::vector<service::ProgramUse> all = m_census.of(m_connection);
    if (m_known && m_census.known() && all.size() == m_shown.size() &&
        std::equal(all.begin(), all.end(), m_shown.begin(), [](const auto& a, const auto& b) {
            return a.program == b.program && a.grants == b.grants && a.uses == b.uses && a.lastUsedAt == b.lastUsedAt &&
                   a.connection == b.connection;
        }))
        return; // keeps the focus where it is
    m_known = m_census.known();
    m_shown = all;
    const bool hadFocus = isAncestorOf(window()->focusWidget()) && qobject_cast<QToolButton*>(window()->focusWidget());
    m_live.clear();
    clearLayout(m_programs);
    m_revokes.clear();
    int shown = 0;
    for (const service::ProgramUse& use : all) {
        if (++shown > shownAtMost)
            break;
        m_programs->addWidget(makeRow(use));
    }
    if (static_cast<int>(all.size()) > shownAtMost)
        m_programs->addWidget(
            makeLabel(tr("and %n more", nullptr, static_cast<int>(all.size()) - shownAtMost), "muted", false, this));
    if (all.empty())
        m_programs->addWidget(
            makeLabel(m_known ? tr("No program has access, and none has used it in the last 90 days.") : QString(), "",
                      true, this));
    if (hadFocus) // not lost with its row
        findChild<QPushButton*>()->setFocus();
}

QWidget* AccessSection::makeRow(const service::ProgramUse& use)
{
    auto* host = new QWidget(this);
    auto* row = new QHBoxLayout(host);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    const QString name = programName(use.program);
    const auto below = [this, use] {
        const base::WallTime now = m_context.clock.now();
        QStringList parts;
        if (!use.grants.empty())
            parts.append(QStringLiteral("%1, %2").arg(rightsText(use.grants), termText(use.grants, now)));
        if (use.uses > 0)
            parts.append(tr("%n uses", nullptr, static_cast<int>(use.uses)));
        if (use.lastUsedAt)
            parts.append(relativeText(*use.lastUsedAt, now));
        return parts.join(QStringLiteral(" · "));
    };
    QWidget* entry = makeEntry(m_context, QStringLiteral("program"), {}, name, m_live, below, host);
    entry->setToolTip(plainToolTip(programPath(use.program)));
    row->addWidget(entry, 1);
    if (!use.grants.empty()) {
        auto* revoke = makeIconButton(tr("Take the access away from %1").arg(name), host);
        revoke->setIcon(m_context.icons.icon(QStringLiteral("revoke")));
        connect(revoke, &QToolButton::clicked, this, [this, grants = use.grants] { Q_EMIT revokeRequested(grants); });
        row->addWidget(revoke, 0, Qt::AlignTop);
        m_revokes[name] = revoke;
    }
    return host;
}

} // namespace keystead::ui
