// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Labels and buttons of the house: plain text only (SECURITY 22), styled by role. Nothing here interprets markup.
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace keystead::ui {

// role: "", display, title, heading, section, muted, caption, error. Wraps where `wrap`.
QLabel* makeLabel(const QString& text, const char* role = "", bool wrap = false, QWidget* parent = nullptr);
// look: "", primary, danger, link. The accessible name is the text unless given.
QPushButton* makeButton(const QString& text, const char* look = "", QWidget* parent = nullptr);
// A square button with an icon; the name becomes tooltip and accessible name.
QToolButton* makeIconButton(const QString& name, QWidget* parent = nullptr);
QFrame* makeLine(QWidget* parent = nullptr);
// Sets a property that the style sheet selects on and polishes the widget again.
void setStyleProperty(QWidget* widget, const char* name, const QVariant& value);
// A tooltip that shows `text` literally, whatever it looks like.
QString plainToolTip(const QString& text);

// One line, shortened with an ellipsis where it does not fit; the whole is then its tooltip.
class ElidedLabel : public QLabel
{
    Q_OBJECT
public:
    explicit ElidedLabel(const QString& text = {}, const char* role = "", QWidget* parent = nullptr);
    void setFullText(const QString& text);
    void setElideMode(Qt::TextElideMode mode); // at the right unless set
    QString fullText() const { return m_full; }
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void elide();
    QString m_full;
    Qt::TextElideMode m_mode = Qt::ElideRight;
};

} // namespace keystead::ui
