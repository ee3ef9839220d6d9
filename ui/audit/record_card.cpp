// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/record_card.h"

#include "ui/audit/record_text.h"
#include "ui/connections/detail_sections.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/labels.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace keystead::ui {

RecordCard::RecordCard(QWidget* parent) : QWidget(parent)
{
    setProperty("look", QStringLiteral("topline"));
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("The selected record"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(pageMargin, 12, 16, 14);
    column->setSpacing(8);
    m_title = makeLabel({}, "heading");
    column->addWidget(m_title);
    m_grid = new QGridLayout;
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(1, 1);
    m_grid->setColumnStretch(3, 1);
    column->addLayout(m_grid);
}

void RecordCard::setRecord(const model::AuditRecord& record)
{
    clearLayout(m_grid);
    m_title->setText(recordTitle(record));
    QString spoken = recordTitle(record);
    const std::vector<RecordLine> lines = recordLines(record);
    const int rows = (static_cast<int>(lines.size()) + 1) / 2;
    for (int at = 0; at < static_cast<int>(lines.size()); ++at) {
        const RecordLine& line = lines[static_cast<std::size_t>(at)];
        const int left = at < rows ? 0 : 2;
        auto* name = makeLabel(line.name, "muted", false, this);
        auto* value = makeLabel(line.value, "", true, this);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        value->setToolTip(plainToolTip(line.toolTip));
        value->setAccessibleName(line.name + QStringLiteral(": ") + line.value);
        m_grid->addWidget(name, at % rows, left, Qt::AlignTop);
        m_grid->addWidget(value, at % rows, left + 1);
        spoken += QLatin1Char('\n') + line.name + QStringLiteral(": ") + line.value;
    }
    setAccessibleDescription(spoken);
}

} // namespace keystead::ui
