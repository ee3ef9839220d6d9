// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signin/form_field.h"

#include "ui/app_context.h"
#include "ui/text.h"
#include "ui/theme/icons.h"
#include "ui/widgets/inline_error.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/secret_input.h"

#include <QComboBox>
#include <QEvent>
#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace keystead::ui {

FormField::FormField(const AppContext& context, Spec spec, QWidget* parent)
    : QWidget(parent), m_context(context), m_spec(std::move(spec))
{
    build(makeEditor());
}

FormField::FormField(const AppContext& context, Spec spec, QWidget* editor, QWidget* parent)
    : QWidget(parent), m_context(context), m_spec(std::move(spec))
{
    build(editor);
}

QWidget* FormField::makeEditor()
{
    if (m_spec.secret) {
        m_secret = new SecretInput(m_spec.multiline, this);
        m_secret->setPlaceholder(m_spec.placeholder);
        connect(m_secret, &SecretInput::changed, this, &FormField::edited);
        return m_secret;
    }
    if (!m_spec.choices.isEmpty()) {
        m_combo = new QComboBox(this);
        for (const auto& [value, words] : m_spec.choices)
            m_combo->addItem(words, value);
        connect(m_combo, &QComboBox::currentTextChanged, this, &FormField::edited);
        return m_combo;
    }
    if (m_spec.multiline) {
        m_block = new QPlainTextEdit(this);
        m_block->setTabChangesFocus(true);
        m_block->setPlaceholderText(m_spec.placeholder);
        m_block->setFixedHeight(fontMetrics().height() * 4);
        connect(m_block, &QPlainTextEdit::textChanged, this, &FormField::edited);
        return m_block;
    }
    m_line = new QLineEdit(this);
    m_line->setPlaceholderText(m_spec.placeholder);
    connect(m_line, &QLineEdit::textChanged, this, &FormField::edited);
    return m_line;
}

void FormField::build(QWidget* editor)
{
    m_editor = editor;
    editor->setAccessibleName(m_spec.label);
    editor->setAccessibleDescription(m_spec.help);
    editor->installEventFilter(this);
    setFocusProxy(editor);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto* head = new QHBoxLayout;
    head->setSpacing(6);
    auto* label = makeLabel(m_spec.label, "heading");
    label->setBuddy(editor);
    head->addWidget(label);
    if (m_spec.optional)
        head->addWidget(makeLabel(tr("optional"), "caption"));
    head->addStretch(1);
    column->addLayout(head);
    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(editor, 1);
    if (m_secret && m_spec.multiline) {
        auto* load = makeButton(tr("Load from a file…"));
        load->setAccessibleName(tr("Load %1 from a file").arg(m_spec.label));
        connect(load, &QPushButton::clicked, this, &FormField::loadFile);
        row->addWidget(load);
    } else if (m_secret) {
        auto* eye = makeIconButton(tr("Show %1 while typing").arg(m_spec.label), this);
        eye->setCheckable(true);
        const auto paint = [this, eye] {
            eye->setIcon(m_context.icons.icon(eye->isChecked() ? QStringLiteral("eye-off") : QStringLiteral("eye")));
        };
        connect(eye, &QToolButton::toggled, this, [this, paint](bool on) {
            m_secret->setShown(on);
            paint();
        });
        connect(&m_context.icons, &IconProvider::changed, eye, paint);
        paint();
        row->addWidget(eye);
    }
    column->addLayout(row);
    m_error = new InlineError(this);
    column->addWidget(m_error);
    if (!m_spec.help.isEmpty())
        column->addWidget(makeLabel(m_spec.help, "caption", true));
    connect(this, &FormField::edited, this, [this] { setError({}); });
}

QString FormField::text() const
{
    if (m_line)
        return m_line->text().trimmed();
    if (m_block)
        return m_block->toPlainText();
    return m_combo ? m_combo->currentData().toString() : QString();
}

void FormField::setText(const QString& text)
{
    if (m_line)
        m_line->setText(text);
    else if (m_block)
        m_block->setPlainText(text);
    else if (m_combo)
        m_combo->setCurrentIndex(m_combo->findData(text));
}

void FormField::selectAll()
{
    if (m_line)
        m_line->selectAll();
    else if (m_block)
        m_block->selectAll();
}

base::Secret FormField::secret() const
{
    return m_secret ? m_secret->secret() : base::Secret();
}

bool FormField::empty() const
{
    return m_secret ? m_secret->isEmpty() : text().isEmpty();
}

void FormField::setError(const QString& what, const QString& fix)
{
    m_error->setError(what, fix);
    const bool wrong = m_error->hasError();
    if (m_secret)
        m_secret->setWrong(wrong);
    else
        setStyleProperty(m_editor, "wrong", wrong);
    // A screen reader says the complaint first, then what the field is for.
    m_editor->setAccessibleDescription(wrong ? m_error->text() + QLatin1Char(' ') + m_spec.help : m_spec.help);
}

bool FormField::hasError() const
{
    return m_error->hasError();
}

bool FormField::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_editor && event->type() == QEvent::FocusOut)
        Q_EMIT left();
    return QWidget::eventFilter(watched, event);
}

void FormField::loadFile()
{
    auto* dialog = new QFileDialog(this, tr("Load %1").arg(m_spec.label));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly) || file.size() > 64 * 1024) {
            setError(tr("This file cannot be used."), tr("Choose a text file of at most 64 KiB."));
            return;
        }
        QByteArray bytes = file.readAll();
        m_secret->setSecret(base::Secret::fromText({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
        base::wipe(bytes.data(), static_cast<std::size_t>(bytes.size()));
    });
    dialog->open();
}

} // namespace keystead::ui
