// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/audit_filter_bar.h"

#include "ui/app_context.h"
#include "ui/text.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/labels.h"

#include <algorithm>
#include <QComboBox>
#include <QDateEdit>
#include <QLineEdit>

namespace keystead::ui {

namespace {

enum Range { Always, Today, Week, Month, Year, Custom };

QComboBox* makeCombo(const QString& name, QWidget* parent)
{
    auto* combo = new QComboBox(parent);
    combo->setAccessibleName(name);
    combo->setToolTip(name);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    return combo;
}

} // namespace

AuditFilterBar::AuditFilterBar(const AppContext& context, QWidget* parent) : QWidget(parent), m_context(context)
{
    auto* flow = new FlowLayout(this, 8);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    m_range = makeCombo(tr("Range"), this);
    m_range->addItems(
        {tr("Any time"), tr("Today"), tr("Last 7 days"), tr("Last 30 days"), tr("Last 12 months"), tr("From … to …")});
    m_from = new QDateEdit(QDate::currentDate().addDays(-30), this);
    m_to = new QDateEdit(QDate::currentDate(), this);
    for (QDateEdit* edit : {m_from, m_to}) {
        edit->setCalendarPopup(true);
        edit->hide();
        edit->setMinimumWidth(edit->fontMetrics().averageCharWidth() * 18);
        connect(edit, &QDateEdit::dateChanged, this, &AuditFilterBar::changed);
    }
    m_from->setAccessibleName(tr("From"));
    m_to->setAccessibleName(tr("To"));
    m_action = makeCombo(tr("Action"), this);
    m_action->addItem(tr("Every action"));
    for (const model::AuditAction action : model::allAuditActions())
        m_action->addItem(actionName(action), static_cast<int>(action));
    m_connection = makeCombo(tr("Connection"), this);
    m_connection->addItem(tr("Every connection"), QString());
    m_outcome = makeCombo(tr("Outcome"), this);
    m_outcome->addItem(tr("Any outcome"));
    for (const auto outcome : {model::AuditOutcome::Success, model::AuditOutcome::Failure, model::AuditOutcome::Denied})
        m_outcome->addItem(outcomeName(outcome), static_cast<int>(outcome));
    m_program = new QLineEdit(this);
    m_program->setPlaceholderText(tr("Program"));
    m_program->setAccessibleName(tr("Program"));
    m_program->setToolTip(tr("Part of the program's path"));
    m_program->setClearButtonEnabled(true);
    m_program->setMinimumWidth(140);
    m_reset = makeButton(tr("Reset"), "link");
    for (QWidget* widget :
         {static_cast<QWidget*>(m_range), static_cast<QWidget*>(m_from), static_cast<QWidget*>(m_to),
          static_cast<QWidget*>(m_action), static_cast<QWidget*>(m_connection), static_cast<QWidget*>(m_outcome),
          static_cast<QWidget*>(m_program), static_cast<QWidget*>(m_reset)})
        flow->addWidget(widget);
    connect(m_range, &QComboBox::currentIndexChanged, this, &AuditFilterBar::rangeChanged);
    for (QComboBox* combo : {m_action, m_connection, m_outcome})
        connect(combo, &QComboBox::currentIndexChanged, this, &AuditFilterBar::changed);
    m_typing.setSingleShot(true);
    m_typing.setInterval(200);
    connect(m_program, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(&m_typing, &QTimer::timeout, this, &AuditFilterBar::changed);
    connect(m_reset, &QPushButton::clicked, this, &AuditFilterBar::reset);
}

void AuditFilterBar::setConnections(const std::vector<model::Connection>& connections)
{
    const QSignalBlocker blocker(m_connection);
    const QString before = m_connection->currentData().toString();
    std::vector<std::pair<QString, QString>> rows;
    for (const model::Connection& c : connections)
        rows.emplace_back(q(c.name, 60), QString::fromStdString(c.id.text));
    std::sort(rows.begin(), rows.end(),
              [](const auto& a, const auto& b) { return QString::localeAwareCompare(a.first, b.first) < 0; });
    while (m_connection->count() > 1)
        m_connection->removeItem(1);
    for (const auto& [name, id] : rows)
        m_connection->addItem(name, id);
    m_connection->setCurrentIndex(std::max(0, m_connection->findData(before)));
}

void AuditFilterBar::chooseConnection(const QString& id)
{
    m_connection->setCurrentIndex(std::max(0, m_connection->findData(id)));
}

void AuditFilterBar::reset()
{
    {
        const QSignalBlocker a(m_range), b(m_action), c(m_connection), d(m_outcome), e(m_program);
        m_range->setCurrentIndex(Always);
        m_action->setCurrentIndex(0);
        m_connection->setCurrentIndex(0);
        m_outcome->setCurrentIndex(0);
        m_program->clear();
    }
    rangeChanged();
}

void AuditFilterBar::rangeChanged()
{
    const bool custom = m_range->currentIndex() == Custom;
    m_from->setVisible(custom);
    m_to->setVisible(custom);
    layout()->invalidate();
    updateGeometry();
    Q_EMIT changed();
}

model::AuditFilter AuditFilterBar::filter() const
{
    model::AuditFilter filter;
    const QDate today = toLocal(m_context.clock.now()).date();
    const auto startOf = [](const QDate& day) { return base::fromMillis(day.startOfDay().toMSecsSinceEpoch()); };
    switch (m_range->currentIndex()) {
    case Today:
        filter.from = startOf(today);
        break;
    case Week:
        filter.from = startOf(today.addDays(-6));
        break;
    case Month:
        filter.from = startOf(today.addDays(-29));
        break;
    case Year:
        filter.from = startOf(today.addMonths(-12));
        break;
    case Custom:
        filter.from = startOf(m_from->date());
        filter.to = startOf(m_to->date().addDays(1));
        break;
    default:
        break;
    }
    if (m_action->currentIndex() > 0)
        filter.actions = {static_cast<model::AuditAction>(m_action->currentData().toInt())};
    if (m_connection->currentIndex() > 0)
        filter.connection = base::ConnectionId{s(m_connection->currentData().toString())};
    if (m_outcome->currentIndex() > 0)
        filter.outcome = static_cast<model::AuditOutcome>(m_outcome->currentData().toInt());
    filter.program = s(m_program->text().trimmed());
    return filter;
}

QString AuditFilterBar::connectionLabel() const
{
    return m_connection->currentIndex() > 0 ? m_connection->currentText() : QString();
}

} // namespace keystead::ui
