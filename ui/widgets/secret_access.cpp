// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/secret_access.h"

#include "ui/widgets/secret_field.h"
#include "ui/widgets/secret_input.h"

#include <QAccessibleWidget>
#include <QCoreApplication>

namespace keystead::ui {

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("keystead::ui::SecretInput", text);
}

class SecretInputAccess final : public QAccessibleWidget
{
public:
    explicit SecretInputAccess(SecretInput* input) : QAccessibleWidget(input, QAccessible::EditableText) {}

    QString text(QAccessible::Text which) const override
    {
        switch (which) {
        case QAccessible::Name:
            return widget()->accessibleName();
        case QAccessible::Description: {
            // The form says its complaint in the description; a field on its own is at least called wrong.
            const QString words = widget()->accessibleDescription();
            const QString kind = say(QT_TRANSLATE_NOOP("keystead::ui::SecretInput", "Secret field."));
            return words.isEmpty() ? kind : kind + QLatin1Char(' ') + words;
        }
        case QAccessible::Value:
            return {};
        default:
            return QAccessibleWidget::text(which);
        }
    }

    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.passwordEdit = true;
        state.editable = true;
        state.focusable = true;
        return state;
    }

    void* interface_cast(QAccessible::InterfaceType type) override
    {
        // No text interface: what it would give is the secret.
        return type == QAccessible::TextInterface || type == QAccessible::EditableTextInterface
                   ? nullptr
                   : QAccessibleWidget::interface_cast(type);
    }
};

class SecretViewAccess final : public QAccessibleWidget
{
public:
    explicit SecretViewAccess(SecretView* view) : QAccessibleWidget(view, QAccessible::StaticText) {}
    QString text(QAccessible::Text which) const override
    {
        return which == QAccessible::Name ? widget()->accessibleName() : QString(); // "API key, hidden"
    }
};

QAccessibleInterface* accessOf(const QString&, QObject* object)
{
    if (auto* input = qobject_cast<SecretInput*>(object))
        return new SecretInputAccess(input);
    if (auto* view = qobject_cast<SecretView*>(object))
        return new SecretViewAccess(view);
    return nullptr;
}

} // namespace

void describeSecretInputs()
{
    static const bool once = [] {
        QAccessible::installFactory(&accessOf);
        return true;
    }();
    Q_UNUSED(once)
}

} // namespace keystead::ui
