// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/review_page.h"

#include "ui/app_context.h"
#include "ui/connections/catalog.h"
#include "ui/core_port.h"
#include "ui/import/import_words.h"
#include "ui/import/plan_model.h"
#include "ui/import_port.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/row_table.h"
#include "ui/widgets/tone_delegate.h"

#include <algorithm>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QVBoxLayout>

namespace keystead::ui {

using transfer::OnConflict;
using Group = PlanModel::Group;

namespace {

// The core's remarks begin in lower case.
QString sentence(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    if (!text.isEmpty() && !text.endsWith(QLatin1Char('.')))
        text.append(QLatin1Char('.'));
    return text;
}

class PlanTable final : public RowTable
{
public:
    using RowTable::RowTable;

protected:
    void fitColumns() override
    {
        const int room = viewport()->width();
        const int letter = fontMetrics().averageCharWidth();
        const int action = letter * 12 + 44;
        const int rest = std::max(letter * 40, room - action);
        setColumnWidth(PlanModel::Action, action);
        setColumnWidth(PlanModel::Name, rest * 27 / 100);
        setColumnWidth(PlanModel::Service, rest * 22 / 100);
        setColumnWidth(PlanModel::Account, rest * 20 / 100);
        setColumnWidth(PlanModel::Why, rest - rest * 27 / 100 - rest * 22 / 100 - rest * 20 / 100);
    }
    int elasticColumn() const override { return PlanModel::Why; }
};

} // namespace

ReviewPage::ReviewPage(const AppContext& context, const Catalog& catalog, QWidget* parent)
    : QWidget(parent), m_context(context)
{
    m_model = new PlanModel(catalog, this);
    m_filter = new PlanFilter(*m_model, this);
    build();
    m_settle.setSingleShot(true);
    m_settle.setInterval(120);
    connect(&m_settle, &QTimer::timeout, this, &ReviewPage::plan);
    const auto again = [this] {
        m_planning = true;
        m_settle.start();
        Q_EMIT changed();
    };
    connect(m_model, &PlanModel::choicesChanged, this, again);
    connect(m_conflict, &QComboBox::currentIndexChanged, this, again);
    connect(m_group, &QComboBox::currentIndexChanged, this,
            [this] { m_filter->setGroup(m_group->currentData().toInt()); });
}

void ReviewPage::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    m_counts = makeLabel({}, "heading", true);
    column->addWidget(m_counts);
    m_banner = new Banner(m_context, this);
    column->addWidget(m_banner);
    m_conflictRow = new QWidget(this);
    auto* conflict = new QHBoxLayout(m_conflictRow);
    conflict->setContentsMargins(0, 0, 0, 0);
    auto* words = makeLabel(tr("Where the vault has another secret for the same account:"), "", true);
    m_conflict = new QComboBox(this);
    m_conflict->setAccessibleName(words->text());
    m_conflict->addItem(tr("Keep the vault's"), static_cast<int>(OnConflict::Keep));
    m_conflict->addItem(tr("Take the file's; the vault's is kept aside"), static_cast<int>(OnConflict::Replace));
    m_conflict->addItem(tr("Keep both, as two connections"), static_cast<int>(OnConflict::Add));
    words->setBuddy(m_conflict);
    conflict->addWidget(words, 1);
    conflict->addWidget(m_conflict);
    column->addWidget(m_conflictRow);
    auto* row = new QHBoxLayout;
    m_group = new QComboBox(this);
    m_group->setAccessibleName(tr("Which rows are shown"));
    auto* all = makeButton(tr("Take all"), "link");
    auto* none = makeButton(tr("Take none"), "link");
    row->addWidget(m_group);
    row->addStretch(1);
    row->addWidget(all);
    row->addWidget(none);
    column->addLayout(row);
    m_table = new PlanTable(m_context.store, QStringLiteral("import-plan"), this);
    m_table->setAccessibleName(tr("What would happen"));
    m_table->setModel(m_filter);
    m_table->setItemDelegate(new ToneDelegate(m_context, PlanModel::ToneRole, m_table));
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->verticalHeader()->setDefaultSectionSize(std::max(34, fontMetrics().height() + 16));
    column->addWidget(m_table, 1);
    column->addWidget(
        makeLabel(tr("A row without its tick is left out. Nothing on this page is secret."), "caption", true));
    connect(all, &QPushButton::clicked, this, [this] { m_model->setAllTaken(true); });
    connect(none, &QPushButton::clicked, this, [this] { m_model->setAllTaken(false); });
}

void ReviewPage::setPreview(const service::ImportPreview& preview)
{
    m_preview = preview.id;
    ++m_asked;
    m_planning = false;
    m_settle.stop();
    m_findings.clear();
    for (const std::string& finding : preview.findings)
        m_findings.append(sentence(importText(finding)));
    m_model->setPlan(preview.plan, preview.problems);
    const QSignalBlocker quiet(m_conflict);
    m_conflict->setCurrentIndex(0);
    m_conflictRow->setVisible(preview.plan.count(transfer::PlanAction::Conflict) > 0);
    tellGroups();
    m_group->setCurrentIndex(0);
    tell();
}

transfer::ImportChoices ReviewPage::choices() const
{
    transfer::ImportChoices choices;
    choices.onConflict = static_cast<OnConflict>(m_conflict->currentData().toInt());
    choices.leaveOut = m_model->leftOut();
    return choices;
}

int ReviewPage::toDo() const
{
    return m_model->count(Group::Create) + m_model->count(Group::Merge);
}

bool ReviewPage::ready() const
{
    return !m_planning && toDo() > 0;
}

void ReviewPage::plan()
{
    const int asked = ++m_asked;
    m_context.core.imports().plan(this, m_preview, choices(), [this, asked](base::Result<transfer::ImportPlan> plan) {
        if (asked != m_asked)
            return;
        m_planning = false;
        if (plan) {
            m_model->replan(std::move(*plan));
            tellGroups();
            tell();
        } else {
            showError(plan.error());
        }
        Q_EMIT changed();
    });
}

// The choice of rows, each with its number.
void ReviewPage::tellGroups()
{
    const std::pair<Group, QString> groups[] = {{Group::Create, tr("New (%1)")},
                                                {Group::Merge, tr("Merged (%1)")},
                                                {Group::Conflict, tr("In conflict (%1)")},
                                                {Group::Skip, tr("Skipped (%1)")},
                                                {Group::PassedOver, tr("Passed over (%1)")}};
    const QVariant before = m_group->currentData();
    const QSignalBlocker quiet(m_group);
    m_group->clear();
    m_group->addItem(tr("All rows (%1)").arg(m_model->rowCount()), -1);
    for (const auto& [group, words] : groups) {
        if (m_model->count(group) > 0)
            m_group->addItem(words.arg(m_model->count(group)), static_cast<int>(group));
    }
    const int index = m_group->findData(before);
    m_group->setCurrentIndex(std::max(0, index));
    m_filter->setGroup(m_group->currentData().toInt());
}

void ReviewPage::tell()
{
    m_counts->setText(tr("%1 new, %2 merged, %3 in conflict, %4 skipped")
                          .arg(m_model->count(Group::Create))
                          .arg(m_model->count(Group::Merge))
                          .arg(m_model->count(Group::Conflict))
                          .arg(m_model->count(Group::Skip)));
    const int passed = m_model->count(Group::PassedOver);
    if (passed > 0)
        m_banner->show(QStringLiteral("warn"), QStringLiteral("alert"),
                       tr("%n entries of the file cannot be taken over", nullptr, passed),
                       (QStringList{tr("What is passed over stays in the file; the reasons stand below.")} + m_findings)
                           .join(QLatin1Char('\n')));
    else if (toDo() == 0)
        m_banner->show(QStringLiteral("info"), QStringLiteral("info"), tr("There is nothing to take over"),
                       m_findings.join(QLatin1Char('\n')));
    else if (!m_findings.isEmpty())
        m_banner->show(QStringLiteral("info"), QStringLiteral("info"), tr("About this file"),
                       m_findings.join(QLatin1Char('\n')));
    else
        m_banner->clear();
}

void ReviewPage::showError(const base::Error& error)
{
    const Sentence sentence = describeImport(error);
    m_banner->show(QStringLiteral("danger"), QStringLiteral("alert"), sentence.what, sentence.hint);
}

} // namespace keystead::ui
