// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/command_list.h"

#include <algorithm>
#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QVBoxLayout>

namespace keystead::ui {

namespace {

constexpr int shortcutRole = Qt::UserRole + 1;

// The name at the left, the shortcut in a column at the right.
class CommandDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const QString shortcut = index.data(shortcutRole).toString();
        QStyleOptionViewItem ground = option;
        initStyleOption(&ground, index);
        const int width = option.fontMetrics.horizontalAdvance(shortcut) + 12;
        const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
        ground.text = option.fontMetrics.elidedText(ground.text, Qt::ElideRight, option.rect.width() - width - 48);
        style->drawControl(QStyle::CE_ItemViewItem, &ground, painter, option.widget);
        painter->save();
        painter->setPen(option.palette.color(QPalette::PlaceholderText));
        painter->drawText(option.rect.adjusted(0, 0, -12, 0), Qt::AlignRight | Qt::AlignVCenter, shortcut);
        painter->restore();
    }
};

} // namespace

CommandList::CommandList(const std::vector<QAction*>& actions, QWidget* parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("commandList"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Find an action"));
    resize(460, 420);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(8);
    m_search = new QLineEdit(this);
    m_search->setPlaceholderText(tr("What do you want to do?"));
    m_search->setAccessibleName(tr("Find an action"));
    m_search->installEventFilter(this);
    m_list = new QListWidget(this);
    m_list->setAccessibleName(tr("Actions"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setIconSize(QSize(18, 18));
    m_list->setItemDelegate(new CommandDelegate(m_list));
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    for (QAction* action : actions) {
        if (action->isEnabled() && action->isVisible())
            m_actions.push_back(action);
    }
    connect(m_search, &QLineEdit::textChanged, this, &CommandList::filter);
    connect(m_search, &QLineEdit::returnPressed, this, &CommandList::run);
    connect(m_list, &QListWidget::itemClicked, this, &CommandList::run);
    filter({});
    m_search->setFocus();
}

void CommandList::filter(const QString& text)
{
    m_list->clear();
    for (std::size_t i = 0; i < m_actions.size(); ++i) {
        const QAction* action = m_actions[i];
        if (!action->text().contains(text, Qt::CaseInsensitive) &&
            !action->statusTip().contains(text, Qt::CaseInsensitive))
            continue;
        auto* item = new QListWidgetItem(action->icon(), action->text(), m_list);
        item->setData(shortcutRole, action->shortcut().toString(QKeySequence::NativeText));
        item->setData(Qt::AccessibleTextRole,
                      action->text() + QStringLiteral(", ") + action->shortcut().toString(QKeySequence::NativeText));
        item->setData(Qt::UserRole, static_cast<int>(i));
        item->setSizeHint(QSize(0, std::max(32, fontMetrics().height() + 14)));
    }
    m_list->setCurrentRow(0);
}

void CommandList::run()
{
    const QListWidgetItem* item = m_list->currentItem();
    if (!item)
        return;
    QAction* action = m_actions[static_cast<std::size_t>(item->data(Qt::UserRole).toInt())];
    accept();
    QTimer::singleShot(0, action, &QAction::trigger);
}

bool CommandList::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Down || key->key() == Qt::Key_Up) {
            const int step = key->key() == Qt::Key_Down ? 1 : -1;
            m_list->setCurrentRow(std::clamp(m_list->currentRow() + step, 0, std::max(0, m_list->count() - 1)));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace keystead::ui
