// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A person's hands and eyes on the windows of this program: finds widgets by accessible name or object name, presses
// keys and clicks through the platform's window, so that focus, shortcuts, modality and what covers what count as they
// do for a person. It calls nothing behind the window's back.
#include <QPointer>
#include <QString>
#include <QWidget>

namespace keystead::test {

class WindowHands
{
public:
    WindowHands(QWidget& window, QString pictureFolder);

    // Where input goes now: the dialog in front, else the window.
    QWidget* front() const;
    // Waits until the window system has made the front window the active one.
    bool frontIsActive() const;

    // A visible widget of the front window by its accessible name or object name; null: there is none.
    QWidget* find(const QString& name) const;
    template <class T> T* find(const QString& name) const
    {
        for (T* each : front()->findChildren<T*>()) {
            if (seen(each, name))
                return each;
        }
        return nullptr;
    }
    // A visible text of the front window (label, banner, button) that contains these words.
    bool shows(const QString& words) const;
    // All texts of the front window's visible labels, for a failure's message.
    QString texts() const;

    bool press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const;
    // Printable ASCII, into what has the focus.
    bool type(const QString& text) const;
    // Goes from field to field by the Tab key until this one has the focus.
    bool tabTo(const QString& name) const;
    // Fills a field: goes there by Tab, selects what stands in it, types.
    bool fill(const QString& name, const QString& text) const;
    // The left button in the middle of an enabled widget that nothing covers.
    bool click(const QString& name) const;
    bool clickAt(QWidget* widget, const QPoint& point) const;

    // NN-name.png of the whole screen.
    bool picture(const QString& name);
    int pictures() const { return m_pictures; }

private:
    static bool seen(const QWidget* widget, const QString& name);
    QWidget& m_window;
    QString m_folder;
    int m_pictures = 0;
};

} // namespace keystead::test
