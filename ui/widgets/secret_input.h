// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Entry of a secret: what is typed or pasted goes letter by letter into locked memory. No undo, no drag, no context
// menu, no input-method history; the screen shows dots unless the person asks to see. It refuses to give the text but
// as a Secret. To a screen reader it is a password field with its label, help and error, and without a value: neither
// the text nor its length. A multi-line input (keys, certificates) shows how much it holds instead of the text.
#include "core/base/secret.h"

#include <optional>
#include <QBasicTimer>
#include <QWidget>

namespace keystead::ui {

class SecretInput : public QWidget
{
    Q_OBJECT
public:
    explicit SecretInput(bool multiline = false, QWidget* parent = nullptr);
    ~SecretInput() override;

    void setPlaceholder(const QString& text);
    // Replaces what is there.
    void setSecret(const base::Secret& secret);
    // A copy in locked memory; trailing line breaks of pasted single-line secrets are cut.
    base::Secret secret() const;
    bool isEmpty() const { return m_length == 0; }
    int length() const { return m_length; } // code points
    void clear();
    void setShown(bool shown);
    bool shown() const { return m_shown; }
    void setWrong(bool wrong);
    bool wrong() const { return m_wrong; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;

Q_SIGNALS:
    void changed();
    void returnPressed();
    void shownChanged(bool shown);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void timerEvent(QTimerEvent* event) override;

private:
    void insert(QStringView text);
    void removeBefore();
    void removeAfter();
    void paste();
    void moveCursor(int position);
    std::size_t byteOffset(int codePoint) const;
    void replaceBytes(std::size_t from, std::size_t removed, std::string_view inserted);
    QString summary() const;

    base::Secret m_buffer; // UTF-8; m_used bytes of it count
    std::size_t m_used = 0;
    int m_length = 0; // code points
    int m_cursor = 0; // in code points
    bool m_allSelected = false;
    bool m_shown = false;
    bool m_wrong = false;
    bool m_caretOn = true;
    const bool m_multiline;
    QString m_placeholder;
    QBasicTimer m_blink;
};

} // namespace keystead::ui
