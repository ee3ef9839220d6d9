// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/edit_dialog.h"

#include "ui/app_context.h"
#include "ui/connections/catalog.h"
#include "ui/core_port.h"
#include "ui/signin/problem_text.h"
#include "ui/text.h"
#include "ui/widgets/chips.h"
#include "ui/widgets/inline_error.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/secret_input.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace keystead::ui {

namespace {

QStringList words(const std::vector<std::string>& from)
{
    QStringList list;
    for (const std::string& text : from)
        list.append(q(text));
    return list;
}

std::vector<std::string> texts(const QStringList& from)
{
    std::vector<std::string> list;
    for (const QString& text : from)
        list.push_back(s(text));
    return list;
}

} // namespace

EditDialog::EditDialog(const AppContext& context, const Catalog& catalog, const model::Connection& connection,
                       QWidget* parent)
    : QDialog(parent), m_context(context), m_catalog(catalog), m_connection(connection)
{
    setObjectName(QStringLiteral("editDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Edit connection"));
    setMinimumWidth(480);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(6);
    column->addWidget(makeLabel(tr("Edit “%1”").arg(q(connection.name, 100)), "title", true));
    column->addSpacing(8);
    m_name = new QLineEdit(q(connection.name, 100), this);
    addField(column, "name", tr("Name"), m_name);
    m_tags = new TagEditor(context, tr("Tags"), this);
    m_tags->setTags(words(connection.tags));
    addField(column, "tags", tr("Tags"), m_tags);
    if (!connection.scopesRequested.empty()) {
        m_scopes = new TagEditor(context, tr("Permissions to ask for"), this);
        m_scopes->setTags(words(connection.scopesRequested));
        addField(column, "scopes", tr("Permissions to ask for"), m_scopes);
        column->addWidget(makeLabel(tr("Takes effect at the next sign-in."), "caption", true));
        column->addSpacing(8);
    }
    addSecrets(column);
    m_notes = new QPlainTextEdit(q(connection.notes, 4000), this);
    m_notes->setTabChangesFocus(true);
    m_notes->setFixedHeight(fontMetrics().height() * 4);
    addField(column, "notes", tr("Notes"), m_notes);
    column->addWidget(makeLabel(tr("Notes are kept in the vault but shown openly. Secrets belong in a secret field."),
                                "caption", true));
    m_general = new InlineError(this);
    column->addWidget(m_general);
    auto* row = new QHBoxLayout;
    auto* cancel = makeButton(tr("Cancel"));
    m_save = makeButton(tr("Save"), "primary");
    m_save->setDefault(true);
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(m_save);
    column->addSpacing(12);
    column->addLayout(row);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &EditDialog::save);
}

// Wrapped text and chips want their height whatever the first guess was.
void EditDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    setMinimumHeight(layout()->totalHeightForWidth(width()));
}

void EditDialog::addField(QVBoxLayout* column, const std::string& field, const QString& label, QWidget* editor)
{
    auto* caption = makeLabel(label, "heading");
    caption->setBuddy(editor);
    if (editor->accessibleName().isEmpty())
        editor->setAccessibleName(label);
    auto* error = new InlineError(this);
    m_errors[field] = error;
    column->addWidget(caption);
    column->addWidget(editor);
    column->addWidget(error);
    column->addSpacing(6);
}

void EditDialog::addSecrets(QVBoxLayout* column)
{
    const model::ProviderSpec* spec = m_catalog.provider(m_connection.providerId);
    const model::AuthMethod* method = spec ? spec->method(m_connection.kind) : nullptr;
    if (!method)
        return;
    for (const model::FieldSpec& field : method->fields) {
        if (!field.secret)
            continue;
        auto* input = new SecretInput(field.multiline, this);
        input->setPlaceholder(tr("Leave empty to keep the one stored"));
        m_secrets[field.name] = input;
        addField(column, "secret." + field.name, tr("New: %1").arg(providerText(field.label, 60)), input);
    }
}

void EditDialog::save()
{
    service::EditConnection request;
    request.id = m_connection.id;
    request.name = s(m_name->text().trimmed());
    request.notes = s(m_notes->toPlainText());
    request.tags = texts(m_tags->tags());
    if (m_scopes)
        request.scopes = texts(m_scopes->tags());
    for (const auto& [name, input] : m_secrets) {
        if (!input->isEmpty())
            request.secrets[name] = std::make_shared<base::Secret>(input->secret());
    }
    m_save->setEnabled(false);
    m_context.core.edit(this, std::move(request), [this](base::Result<service::AddedConnection> result) {
        m_save->setEnabled(true);
        if (!result) {
            m_general->setError(oneLine(result.error()));
            return;
        }
        show(result->problems);
        if (result->problems.empty()) {
            Q_EMIT saved(m_name->text().trimmed());
            accept();
        }
    });
}

void EditDialog::show(const std::vector<model::Problem>& problems)
{
    for (auto& [field, error] : m_errors)
        error->clearError();
    for (auto& [name, input] : m_secrets) {
        input->setWrong(false);
        input->setAccessibleDescription({});
    }
    m_general->clearError();
    for (const model::Problem& problem : problems) {
        const auto found = m_errors.find(problem.field);
        InlineError* error = found == m_errors.end() ? m_general : found->second;
        error->setError(problemText(problem));
        for (auto& [name, input] : m_secrets) {
            if (problem.field == "secret." + name) {
                input->setWrong(true);
                input->setAccessibleDescription(error->text());
            }
        }
    }
}

} // namespace keystead::ui
