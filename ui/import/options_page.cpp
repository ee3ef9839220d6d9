// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/options_page.h"

#include "ui/app_context.h"
#include "ui/import/import_words.h"
#include "ui/signin/form_field.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/secret_input.h"

#include <QCheckBox>
#include <QComboBox>
#include <QScrollArea>
#include <QVBoxLayout>

namespace keystead::ui {

namespace {

transfer::KeyUse keyUse(const std::string& format)
{
    const transfer::ImportFormat* const known = transfer::findImportFormat(format);
    return known ? known->key : transfer::KeyUse::None;
}

} // namespace

OptionsPage::OptionsPage(const AppContext& context, QWidget* parent) : QWidget(parent), m_context(context)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
}

bool OptionsPage::wanted(const std::string& format, const std::vector<model::Profile>& profiles)
{
    return keyUse(format) != transfer::KeyUse::None || profiles.size() > 1;
}

void OptionsPage::setUp(const std::string& format, const std::vector<model::Profile>& profiles)
{
    if (m_host && m_format == format)
        return;
    m_format = format;
    delete m_host;
    m_key = nullptr;
    m_profile = nullptr;
    m_more = nullptr;
    m_layout.clear();
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_host = scroll;
    auto* content = new QWidget;
    content->setProperty("look", QStringLiteral("clear"));
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(16);
    if (const transfer::KeyUse use = keyUse(format); use != transfer::KeyUse::None) {
        m_key = new FormField(m_context,
                              {.path = "key",
                               .label = keyLabel(format),
                               .help = keyHelp(format),
                               .optional = use == transfer::KeyUse::Optional,
                               .secret = true},
                              content);
        column->addWidget(m_key);
    }
    m_profile = new QComboBox(content);
    for (const model::Profile& profile : profiles)
        m_profile->addItem(q(profile.name, 60), QString::fromStdString(profile.name));
    auto* profile = new FormField(
        m_context, {.path = "profile", .label = tr("Profile"), .help = tr("Where the imported connections go.")},
        m_profile, content);
    profile->setVisible(profiles.size() > 1);
    column->addWidget(profile);
    if (formatHasLayout(format))
        addLayout(column);
    column->addStretch(1);
    scroll->setWidget(content);
    QWidget::layout()->addWidget(scroll);
}

// docs/import.md: "Where a source leaves its layout open".
void OptionsPage::addLayout(QVBoxLayout* column)
{
    m_more = new QCheckBox(tr("The usual ways do not open it: say how it is encrypted"));
    m_more->setAccessibleName(m_more->text());
    column->addWidget(m_more);
    auto* box = new QWidget;
    auto* fields = new QVBoxLayout(box);
    fields->setContentsMargins(26, 0, 0, 0);
    fields->setSpacing(12);
    const auto add = [&](const char* name, const QString& label, const QString& help, const QString& example) {
        auto* field = new FormField(
            m_context, {.path = name, .label = label, .help = help, .placeholder = example, .optional = true}, box);
        fields->addWidget(field);
        m_layout.push_back(field);
    };
    add("kdf", tr("How the key is made"),
        tr("key, raw32, sha256, pbkdf2-sha256, pbkdf2-sha512 or scrypt, with its rounds."),
        QStringLiteral("pbkdf2-sha256:100000"));
    add("salt", tr("Salt"), tr("user_id, file, none, text:… or hex:…"), QStringLiteral("user_id"));
    if (m_format == "connector-connections") {
        add("order", tr("Order of the parts"), tr("Where nonce, tag and data stand."),
            QStringLiteral("nonce-tag-data"));
        add("nonce", tr("Length of the nonce"), tr("12 or 16 bytes."), QStringLiteral("12"));
    }
    if (m_format != "fernet-cred")
        add("table", tr("Name of the table"), tr("Where it has another name than usual."), {});
    box->hide();
    column->addWidget(box);
    connect(m_more, &QCheckBox::toggled, box, &QWidget::setVisible);
}

base::Secret OptionsPage::key() const
{
    return m_key ? m_key->secret() : base::Secret();
}

std::map<std::string, std::string> OptionsPage::layoutKeys() const
{
    std::map<std::string, std::string> layout;
    if (!m_more || !m_more->isChecked())
        return layout;
    for (const FormField* field : m_layout) {
        if (!field->text().isEmpty())
            layout[field->path()] = s(field->text());
    }
    return layout;
}

std::string OptionsPage::profile() const
{
    return m_profile ? m_profile->currentData().toString().toStdString() : std::string{};
}

bool OptionsPage::validate()
{
    if (!m_key || !m_key->empty() || keyUse(m_format) != transfer::KeyUse::Required)
        return true;
    m_key->setError(tr("The file is encrypted."), tr("Enter its key or password."));
    m_key->setFocus();
    return false;
}

void OptionsPage::showKeyProblem(const base::Error& error)
{
    if (!m_key)
        return;
    const Sentence sentence = describeImport(error);
    m_key->setError(sentence.what, sentence.hint);
    m_key->setFocus();
}

void OptionsPage::clearKey()
{
    if (m_key && m_key->secretInput())
        m_key->secretInput()->clear();
}

FormField* OptionsPage::layoutField(const std::string& name) const
{
    for (FormField* field : m_layout) {
        if (field->path() == name)
            return field;
    }
    return nullptr;
}

void OptionsPage::focusFirst()
{
    if (m_key)
        m_key->setFocus();
    else if (m_profile)
        m_profile->setFocus();
}

} // namespace keystead::ui
