// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/audit_page.h"

#include "ui/app_context.h"
#include "ui/audit/audit_filter_bar.h"
#include "ui/audit/audit_model.h"
#include "ui/audit/export_dialog.h"
#include "ui/audit/record_card.h"
#include "ui/core_port.h"
#include "ui/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/progress_overlay.h"
#include "ui/widgets/row_table.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QPainter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace keystead::ui {

namespace {

class AuditDelegate final : public QStyledItemDelegate
{
public:
    AuditDelegate(const AppContext& context, QObject* parent) : QStyledItemDelegate(parent), m_context(context) {}
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Colors& c = m_context.theme.colors();
        painter->save();
        QRect text = RowTable::paintGround(painter, option, index, c);
        const QString tone = index.data(AuditModel::ToneRole).toString();
        const bool marked =
            !tone.isEmpty() && (index.column() == AuditModel::Action || index.column() == AuditModel::Outcome);
        const QColor ink = marked ? toneColor(m_context.theme, tone)
                           : index.column() == AuditModel::Action || index.column() == AuditModel::Connection ? c.text
                                                                                                              : c.muted;
        if (const QString icon = index.data(AuditModel::IconRole).toString(); !icon.isEmpty()) {
            const qreal ratio = option.widget ? option.widget->devicePixelRatioF() : 1.0;
            painter->drawPixmap(text.left(), text.center().y() - 7,
                                m_context.icons.pixmap(icon, marked ? ink : c.muted, 16, ratio));
            text.setLeft(text.left() + 24);
        }
        painter->setPen(ink);
        painter->setFont(option.font);
        painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                          option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, text.width()));
        painter->restore();
    }

private:
    const AppContext& m_context;
};

class AuditTable final : public RowTable
{
public:
    AuditTable(const AppContext& context, QWidget* parent) : RowTable(context.store, QStringLiteral("audit"), parent) {}

protected:
    // Times and outcomes are whole; what happened, to what and by whom share the rest by what their words want.
    void fitColumns() override
    {
        const int room = viewport()->width();
        std::vector<Want> wants;
        for (const int column : {AuditModel::Connection, AuditModel::Time, AuditModel::Action, AuditModel::Actor,
                                 AuditModel::Outcome, AuditModel::Duration}) {
            const int needed = neededWidth(column);
            const bool whole = column == AuditModel::Time || column == AuditModel::Duration;
            wants.push_back({column, needed, whole ? needed : std::min(needed, room / 8)});
        }
        // Some air for what may come with the next rows.
        int spare = room;
        for (const Want& want : wants)
            spare -= want.needed;
        for (std::size_t each = 1; each + 1 < wants.size() && spare > 0; ++each)
            wants[each].needed += spare / 7;
        share(wants, room);
    }

private:
    int neededWidth(int column) const
    {
        QFont bold = font();
        bold.setWeight(QFont::DemiBold);
        int width = QFontMetrics(bold).horizontalAdvance(
                        model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()) +
                    14;
        const QFontMetrics metrics(font());
        const int icon = column == AuditModel::Action ? 24 : 0;
        for (int row = 0; row < std::min(200, model()->rowCount()); ++row)
            width = std::max(width, metrics.horizontalAdvance(model()->index(row, column).data().toString()) + icon);
        return width + (column == AuditModel::Time ? pageMargin : cellMargin) + 12;
    }
    int elasticColumn() const override { return AuditModel::Connection; }
};

} // namespace

AuditPage::AuditPage(const AppContext& context, QWidget* parent) : QWidget(parent), m_context(context)
{
    setProperty("look", QStringLiteral("surface"));
    setAttribute(Qt::WA_StyledBackground);
    m_model = new AuditModel(context, this);
    build();
    connect(m_filters, &AuditFilterBar::changed, this, &AuditPage::reload);
    connect(m_verify, &QPushButton::clicked, this, &AuditPage::verify);
    connect(m_export, &QPushButton::clicked, this, [this] { exportReport(); });
    connect(m_model, &AuditModel::loaded, this, [this] {
        m_stack->setCurrentIndex(m_model->rowCount() > 0 ? 0 : 1);
        m_table->fitLater();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &AuditPage::showRecord);
    connect(&context.core, &CorePort::changed, this, [this](const model::ChangeSet& changes) {
        if (changes.auditChanged && isVisible())
            m_model->refresh();
    });
    connect(&context.icons, &IconProvider::changed, this, &AuditPage::paintIcons);
    paintIcons();
}

void AuditPage::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(pageMargin, 12, 16, 8);
    bar->setSpacing(8);
    bar->addWidget(makeLabel(tr("Audit trail"), "title"));
    m_count = makeLabel({}, "muted");
    bar->addWidget(m_count);
    bar->addStretch(1);
    m_verify = makeButton(tr("Verify"));
    m_verify->setToolTip(tr("Check that no record was changed, removed or added (Ctrl+Shift+V)"));
    m_export = makeButton(tr("Export…"), "primary");
    m_export->setToolTip(tr("Write a report of what is shown (Ctrl+E)"));
    bar->addWidget(m_verify);
    bar->addWidget(m_export);
    column->addLayout(bar);
    auto* filterRow = new QHBoxLayout;
    filterRow->setContentsMargins(pageMargin, 0, 16, 12);
    m_filters = new AuditFilterBar(m_context, this);
    filterRow->addWidget(m_filters);
    column->addLayout(filterRow);
    m_verdictRow = new QHBoxLayout;
    m_verdictRow->setContentsMargins(pageMargin, 0, 16, 0);
    m_verdict = new Banner(m_context, this);
    connect(m_verdict->addButton(tr("Dismiss")), &QPushButton::clicked, m_verdict, &Banner::clear);
    m_verdictRow->addWidget(m_verdict);
    m_verdict->installEventFilter(this);
    column->addLayout(m_verdictRow);

    m_stack = new QStackedWidget(this);
    m_table = new AuditTable(m_context, this);
    m_table->setAccessibleName(tr("Audit records"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new AuditDelegate(m_context, m_table));
    m_table->verticalHeader()->setDefaultSectionSize(std::max(34, fontMetrics().height() + 16));
    m_table->horizontalHeader()->setMinimumSectionSize(40);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->restoreState();
    m_empty = new EmptyState(m_context, this);
    m_empty->setContent(QStringLiteral("audit"), tr("No records"), tr("Nothing in the trail matches these filters."));
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    column->addWidget(m_stack, 1);
    m_recordCard = new RecordCard(this);
    m_recordCard->hide();
    column->addWidget(m_recordCard);
    m_overlay = new ProgressOverlay(this);
}

void AuditPage::activate()
{
    if (m_loadedOnce)
        m_model->refresh();
    else
        reload();
    m_loadedOnce = true;
}

void AuditPage::clear()
{
    m_model->clear();
    m_loadedOnce = false;
    m_verdict->clear();
    m_recordCard->hide();
}

void AuditPage::setConnections(const std::vector<model::Connection>& connections)
{
    m_filters->setConnections(connections);
}

void AuditPage::showConnection(const QString& id)
{
    m_loadedOnce = true;
    m_filters->reset();
    m_filters->chooseConnection(id);
}

void AuditPage::reload()
{
    m_recordCard->hide();
    m_model->setFilter(m_filters->filter());
    m_context.core.auditCount(this, m_filters->filter(), [this](base::Result<std::int64_t> count) {
        m_count->setText(count ? tr("%n records", nullptr, static_cast<int>(*count)) : QString());
    });
}

void AuditPage::showRecord()
{
    const model::AuditRecord* record = m_model->at(m_table->currentIndex().row());
    m_recordCard->setVisible(record != nullptr);
    if (record)
        m_recordCard->setRecord(*record);
}

void AuditPage::verify()
{
    m_verdict->clear();
    const Cancel cancel = m_context.core.verifyAudit(
        this, [this](qint64 done, qint64 total) { m_overlay->setProgress(done, total); },
        [this](base::Result<model::ChainReport> report) {
            m_overlay->finish();
            m_verify->setFocus();
            if (report) {
                showVerification(*report);
                return;
            }
            const Sentence sentence = describe(report.error());
            m_verdict->show(QStringLiteral("warn"), QStringLiteral("alert"), sentence.what, sentence.hint);
            Q_EMIT verified(false);
        });
    m_overlay->start(tr("Verifying the trail…"), cancel);
}

void AuditPage::showVerification(const model::ChainReport& report)
{
    if (report.ok) {
        m_verdict->show(QStringLiteral("ok"), QStringLiteral("shield-check"), tr("The trail is whole"),
                        tr("All %n records are in order, unchanged and signed by this vault.", nullptr,
                           static_cast<int>(report.records)));
    } else {
        m_verdict->show(QStringLiteral("danger"), QStringLiteral("shield-alert"), tr("The trail was tampered with"),
                        (report.finding ? findingSentence(*report.finding) + QLatin1Char(' ') : QString()) +
                            tr("Records before that place are proven; do not rely on the later ones. Keep a copy of "
                               "the vault folder before you go on."));
    }
    Q_EMIT verified(report.ok);
}

ExportDialog* AuditPage::exportReport()
{
    auto* dialog = new ExportDialog(m_context, m_filters->filter(), m_filters->connectionLabel(), window());
    dialog->open();
    return dialog;
}

// Room below the verdict only while it stands there.
bool AuditPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_verdict && (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent))
        m_verdictRow->setContentsMargins(pageMargin, 0, 16, m_verdict->isHidden() ? 0 : 12);
    return QWidget::eventFilter(watched, event);
}

void AuditPage::paintIcons()
{
    m_verify->setIcon(m_context.icons.icon(QStringLiteral("shield-check")));
    m_export->setIcon(m_context.icons.icon(QStringLiteral("export"), m_context.theme.colors().accentText));
    m_table->viewport()->update();
}

} // namespace keystead::ui
