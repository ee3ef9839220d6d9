// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/labels.h"

#include <QEvent>
#include <QFrame>
#include <QKeyEvent>
#include <QStyle>
#include <QVariant>

namespace keystead::ui {

namespace {

// Return presses the button that has the focus. Without an auto-default, Qt hands the key to the dialog, whose default
// button is another one: Return on "Cancel" would go on. A key that is held down presses nothing.
class Button : public QPushButton
{
public:
    using QPushButton::QPushButton;

protected:
    void keyPressEvent(QKeyEvent* event) override
    {
        if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
            return QPushButton::keyPressEvent(event);
        event->accept();
        if (!event->isAutoRepeat())
            click();
    }
};

} // namespace

QLabel* makeLabel(const QString& text, const char* role, bool wrap, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    label->setWordWrap(wrap);
    if (*role != '\0')
        label->setProperty("role", QLatin1String(role));
    return label;
}

QPushButton* makeButton(const QString& text, const char* look, QWidget* parent)
{
    auto* button = new Button(text, parent);
    button->setAccessibleName(QString(text).remove(QLatin1Char('&')));
    button->setAutoDefault(false);
    button->setCursor(Qt::PointingHandCursor);
    if (*look != '\0')
        button->setProperty("look", QLatin1String(look));
    return button;
}

QToolButton* makeIconButton(const QString& name, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setToolTip(plainToolTip(name));
    button->setAccessibleName(name);
    button->setIconSize(QSize(18, 18));
    button->setMinimumSize(30, 30);
    button->setCursor(Qt::PointingHandCursor);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

QFrame* makeLine(QWidget* parent)
{
    auto* line = new QFrame(parent);
    line->setProperty("look", QStringLiteral("line"));
    line->setFixedHeight(1);
    return line;
}

void setStyleProperty(QWidget* widget, const char* name, const QVariant& value)
{
    if (widget->property(name) == value)
        return;
    widget->setProperty(name, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

QString plainToolTip(const QString& text)
{
    return text.isEmpty() ? QString()
                          : QStringLiteral("<span>%1</span>")
                                .arg(text.toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>")));
}

ElidedLabel::ElidedLabel(const QString& text, const char* role, QWidget* parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    if (*role != '\0')
        setProperty("role", QLatin1String(role));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setFullText(text);
}

void ElidedLabel::setFullText(const QString& text)
{
    m_full = text;
    setAccessibleName(text);
    updateGeometry();
    elide();
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_mode = mode;
    elide();
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 4, QLabel::minimumSizeHint().height()};
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_full) + 4, QLabel::sizeHint().height()};
}

void ElidedLabel::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    elide();
}

void ElidedLabel::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        elide();
}

void ElidedLabel::elide()
{
    const QString shown = fontMetrics().elidedText(m_full, m_mode, width());
    if (shown != text())
        setText(shown);
    setToolTip(shown == m_full ? QString() : plainToolTip(m_full));
}

} // namespace keystead::ui
