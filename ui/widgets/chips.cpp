// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/chips.h"

#include "ui/app_context.h"
#include "ui/theme/icons.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/labels.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace keystead::ui {

ChipRow::ChipRow(QWidget* parent) : QWidget(parent), m_flow(new FlowLayout(this))
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ChipRow::setChips(const QList<Chip>& chips)
{
    m_flow->clear();
    for (const Chip& chip : chips) {
        auto* label = new ElidedLabel(chip.text, "", this);
        label->setProperty("look", QStringLiteral("pill"));
        label->setProperty("tone", chip.tone);
        label->setAlignment(Qt::AlignCenter);
        label->ensurePolished(); // the style's font, which is not the row's
        label->setMinimumWidth(label->fontMetrics().horizontalAdvance(chip.text) + 18);
        if (!chip.toolTip.isEmpty())
            label->setToolTip(plainToolTip(chip.toolTip));
        m_flow->addWidget(label);
        label->show();
    }
    updateGeometry();
}

TagEditor::TagEditor(const AppContext& context, const QString& name, QWidget* parent)
    : QWidget(parent), m_context(context)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    m_edit = new QLineEdit(this);
    m_edit->setAccessibleName(name);
    m_edit->setPlaceholderText(tr("Type and press Enter"));
    m_chips = new QWidget(this);
    m_flow = new FlowLayout(m_chips);
    column->addWidget(m_edit);
    column->addWidget(m_chips);
    m_chips->hide();
    setFocusProxy(m_edit);
    m_edit->installEventFilter(this);
    connect(m_edit, &QLineEdit::editingFinished, this, &TagEditor::commit);
}

void TagEditor::setTags(const QStringList& tags)
{
    m_tags = tags;
    rebuild();
}

QStringList TagEditor::tags() const
{
    QStringList all = m_tags;
    static const QRegularExpression separators(QStringLiteral("[,\\s]+"));
    all += m_edit->text().split(separators, Qt::SkipEmptyParts);
    all.removeDuplicates();
    return all;
}

// Return ends a tag; only an empty field lets it through to the dialog's default button.
bool TagEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && !m_edit->text().trimmed().isEmpty()) {
            commit();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void TagEditor::commit()
{
    if (m_edit->text().trimmed().isEmpty())
        return;
    m_tags = tags();
    m_edit->clear();
    rebuild();
    Q_EMIT changed();
}

void TagEditor::rebuild()
{
    m_flow->clear();
    for (const QString& tag : std::as_const(m_tags)) {
        auto* chip = new QToolButton(m_chips);
        chip->setProperty("look", QStringLiteral("button"));
        chip->setText(tag);
        chip->setIcon(m_context.icons.icon(QStringLiteral("close")));
        chip->setIconSize(QSize(14, 14));
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        chip->setLayoutDirection(Qt::LeftToRight);
        chip->setAccessibleName(tr("Remove %1").arg(tag));
        chip->setToolTip(plainToolTip(tr("Remove %1").arg(tag)));
        connect(chip, &QToolButton::clicked, this, [this, tag] {
            m_tags.removeAll(tag);
            rebuild();
            m_edit->setFocus();
            Q_EMIT changed();
        });
        m_flow->addWidget(chip);
        chip->show();
    }
    m_chips->setVisible(!m_tags.isEmpty());
    m_chips->updateGeometry();
}

} // namespace keystead::ui
