// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// CHECK(widget): everything in it that a person can use has an accessible name, and no words are cut off.
#include "ui/widgets/labels.h"
#include "ui/widgets/secret_input.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTest>

namespace keystead::ui::test {

inline QString nameOf(const QWidget* widget)
{
    return QStringLiteral("%1 \"%2\" in %3")
        .arg(QLatin1String(widget->metaObject()->className()), widget->accessibleName(),
             widget->parentWidget() ? QLatin1String(widget->parentWidget()->metaObject()->className())
                                    : QLatin1String("nothing"));
}

inline bool isInteractive(const QWidget* w)
{
    return qobject_cast<const QAbstractButton*>(w) || qobject_cast<const QLineEdit*>(w) ||
           qobject_cast<const QComboBox*>(w) || qobject_cast<const QAbstractItemView*>(w) ||
           qobject_cast<const QPlainTextEdit*>(w) || qobject_cast<const SecretInput*>(w) ||
           qobject_cast<const QAbstractSpinBox*>(w);
}

inline bool isPartOfAnother(const QWidget* w)
{
    const QWidget* parent = w->parentWidget();
    for (; parent; parent = parent->parentWidget()) {
        if (qobject_cast<const QComboBox*>(parent) || qobject_cast<const QAbstractSpinBox*>(parent) ||
            qobject_cast<const QLineEdit*>(parent) || qobject_cast<const QAbstractItemView*>(parent))
            return true;
    }
    return false;
}

inline QStringList nameless(const QWidget* root)
{
    QStringList found;
    for (const QWidget* w : root->findChildren<QWidget*>()) {
        if (w->isVisibleTo(root) && isInteractive(w) && !isPartOfAnother(w) && w->accessibleName().isEmpty())
            found.append(nameOf(w));
    }
    return found;
}

inline QStringList clipped(const QWidget* root)
{
    QStringList found;
    for (const QWidget* w : root->findChildren<QWidget*>()) {
        if (!w->isVisibleTo(root) || isPartOfAnother(w))
            continue;
        if (const auto* label = qobject_cast<const QLabel*>(w);
            label && !label->text().isEmpty() && !qobject_cast<const ElidedLabel*>(w)) {
            const bool fits = label->wordWrap() ? label->height() + 1 >= label->heightForWidth(label->width())
                                                : label->width() + 1 >= label->sizeHint().width();
            if (!fits)
                found.append(QStringLiteral("label: ") + label->text());
        }
        if (const auto* button = qobject_cast<const QPushButton*>(w)) {
            if (button->width() + 1 < button->sizeHint().width() || button->height() + 1 < button->sizeHint().height())
                found.append(QStringLiteral("button: ") + button->text());
            if (button->height() < 28)
                found.append(QStringLiteral("too small to hit: ") + button->text());
        }
    }
    return found;
}

#define COMPARE_EMPTY(list)                                                                                            \
    do {                                                                                                               \
        const QStringList bad = (list);                                                                                \
        QVERIFY2(bad.isEmpty(), qPrintable(bad.join(QLatin1Char('\n'))));                                              \
    } while (false)

#define CHECK(widget)                                                                                                  \
    do {                                                                                                               \
        QTest::qWait(60);                                                                                              \
        (void)QTest::qWaitFor([&] { return clipped(widget).isEmpty(); }, 3000);                                        \
        COMPARE_EMPTY(nameless(widget));                                                                               \
        COMPARE_EMPTY(clipped(widget));                                                                                \
    } while (false)

} // namespace keystead::ui::test
