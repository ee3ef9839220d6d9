// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One field of a form: label, editor, help, and its error right below.
#include "core/base/secret.h"

#include <functional>
#include <QWidget>
#include <string>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QLabel;

namespace keystead::ui {

struct AppContext;
class InlineError;
class SecretInput;

class FormField : public QWidget
{
    Q_OBJECT
public:
    struct Spec
    {
        std::string path{}; // as in model::Problem::field
        QString label{};
        QString help{};
        QString placeholder{};
        bool optional = false;
        bool secret = false;
        bool multiline = false;
        QList<std::pair<QString, QString>> choices{}; // public fields: value and its words, a list instead of free text
    };
    FormField(const AppContext& context, Spec spec, QWidget* parent = nullptr);
    // Any editor of the caller's own.
    FormField(const AppContext& context, Spec spec, QWidget* editor, QWidget* parent);

    const std::string& path() const { return m_spec.path; }
    QWidget* editor() const { return m_editor; }
    QString text() const;
    void setText(const QString& text);
    void selectAll(); // what is typed next replaces it
    QString label() const { return m_spec.label; }
    base::Secret secret() const;
    bool empty() const;
    SecretInput* secretInput() const { return m_secret; }
    void setError(const QString& what, const QString& fix = {});
    bool hasError() const;

Q_SIGNALS:
    void edited();
    void left(); // the person moved on to another field

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build(QWidget* editor);
    QWidget* makeEditor();
    void loadFile();

    const AppContext& m_context;
    Spec m_spec;
    QWidget* m_editor = nullptr;
    QLineEdit* m_line = nullptr;
    QPlainTextEdit* m_block = nullptr;
    QComboBox* m_combo = nullptr;
    SecretInput* m_secret = nullptr;
    InlineError* m_error = nullptr;
};

} // namespace keystead::ui
