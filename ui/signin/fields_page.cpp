// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signin/fields_page.h"

#include "ui/app_context.h"
#include "ui/signin/form_field.h"
#include "ui/signin/problem_text.h"
#include "ui/text.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/chips.h"
#include "ui/widgets/labels.h"

#include <algorithm>
#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

namespace keystead::ui {

using model::AuthKind;

namespace {

bool usesClient(AuthKind kind)
{
    return kind == AuthKind::OAuth2 || kind == AuthKind::ClientCredentials;
}

bool isClientField(const std::string& name)
{
    return name == "client_id" || name == model::field::clientSecret;
}

} // namespace

FieldsPage::FieldsPage(const AppContext& context, QWidget* parent) : QWidget(parent), m_context(context)
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    m_scroll = new QScrollArea(this);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    outer->addWidget(m_scroll);
}

void FieldsPage::setUp(const model::ProviderSpec& provider, AuthKind kind, const std::vector<model::Profile>& profiles,
                       const std::vector<model::OAuthClient>& clients, const QString& suggestedName)
{
    m_provider = provider;
    m_kind = kind;
    m_fields.clear();
    m_order.clear();
    m_profile = nullptr;
    m_client = nullptr;
    m_scopes = nullptr;
    m_hasExpiry = nullptr;
    m_expiry = nullptr;
    m_homeless = false;

    auto* content = new QWidget;
    content->setProperty("look", QStringLiteral("clear"));
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(2, 2, 14, 2);
    m_column->setSpacing(16);
    m_general = new Banner(m_context, content);
    m_column->addWidget(m_general);

    addField(new FormField(m_context,
                           {"name", tr("Name"), tr("How you find it again, for example by account or purpose."),
                            tr("My %1").arg(providerText(provider.displayName, 40))},
                           content));
    m_fields["name"]->setText(suggestedName);
    addParameters();
    addClientChoice(clients);
    addMethodFields();
    addExtras(profiles);
    for (const std::string& note : provider.notes)
        m_column->addWidget(makeLabel(providerText(note), "caption", true));
    m_column->addStretch(1);
    m_scroll->setWidget(content);
}

void FieldsPage::focusFirst()
{
    m_fields["name"]->editor()->setFocus();
    m_fields["name"]->selectAll(); // the suggestion gives way to what is typed
}

void FieldsPage::addField(FormField* field)
{
    m_fields[field->path()] = field;
    m_order.push_back(field);
    m_column->addWidget(field);
    connect(field, &FormField::left, this, [this, field] { checkField(field); });
    connect(field, &FormField::edited, this, [this, field] {
        if (field->path() == "parameters." + std::string{model::loopbackOptIn})
            recheckAddresses();
        tidySummary();
    });
}

// What an address may be depends on the opt-in beside it.
void FieldsPage::recheckAddresses()
{
    for (const model::UrlParameter& parameter : m_provider.urlParameters) {
        FormField* address = parameter.allowLoopback ? field("parameters." + parameter.name) : nullptr;
        if (!address || address->empty())
            continue;
        address->setError({});
        checkField(address);
    }
}

// The summary on top goes with the last complaint that it counted.
void FieldsPage::tidySummary()
{
    if (m_general->isHidden() || m_homeless)
        return;
    const auto wrong = std::count_if(m_order.begin(), m_order.end(), [](const FormField* f) { return f->hasError(); });
    if (wrong == 0)
        m_general->clear();
    else
        showSummary(static_cast<int>(wrong), {});
}

void FieldsPage::showSummary(int problems, const QString& rest)
{
    m_general->show(QStringLiteral("danger"), QStringLiteral("alert"),
                    tr("%n fields need another look", nullptr, problems), rest);
}

// The label's own words for a parameter that a hint names.
QString FieldsPage::labelOf(const std::string& name) const
{
    const FormField* found = field("parameters." + name);
    return found ? found->label() : QString();
}

void FieldsPage::addParameters()
{
    for (const model::UrlParameter& parameter : m_provider.urlParameters) {
        FormField::Spec spec{"parameters." + parameter.name,
                             providerText(parameter.label.empty() ? parameter.name : parameter.label, 60),
                             providerText(parameter.help), q(parameter.example)};
        spec.optional = parameter.optional || !parameter.defaultValue.empty();
        for (const std::string& choice : parameter.choices)
            spec.choices.append({q(choice, 80), providerText(choice, 80)});
        auto* field = new FormField(m_context, spec, this);
        if (!parameter.defaultValue.empty())
            field->setText(q(parameter.defaultValue));
        addField(field);
    }
}

void FieldsPage::addClientChoice(const std::vector<model::OAuthClient>& clients)
{
    if (!usesClient(m_kind))
        return;
    QList<const model::OAuthClient*> fitting;
    for (const model::OAuthClient& client : clients) {
        if (client.providerId.empty() || client.providerId == m_provider.id)
            fitting.append(&client);
    }
    if (fitting.isEmpty())
        return;
    m_client = new QComboBox(this);
    m_client->addItem(tr("A new one"), QString());
    for (const model::OAuthClient* client : fitting)
        m_client->addItem(q(client->label.empty() ? client->clientId : client->label, 60),
                          QString::fromStdString(client->id.text));
    m_column->addWidget(new FormField(m_context,
                                      {"oauth_client",
                                       tr("OAuth client"),
                                       tr("Connections can share the client that you registered at the service."),
                                       {}},
                                      m_client, this));
    connect(m_client, &QComboBox::currentIndexChanged, this, [this] {
        for (const char* path : {"client_id", "secret.client_secret"}) {
            if (FormField* field = this->field(path))
                field->setVisible(!usesExistingClient());
        }
    });
}

void FieldsPage::addMethodFields()
{
    const model::AuthMethod* method = m_provider.method(m_kind);
    if (!method)
        return;
    for (const model::FieldSpec& each : method->fields) {
        const bool client = usesClient(m_kind) && isClientField(each.name);
        FormField::Spec spec{each.secret ? "secret." + each.name
                             : client    ? each.name
                                         : "parameters." + each.name,
                             providerText(each.label.empty() ? each.name : each.label, 60), providerText(each.help),
                             q(each.placeholder)};
        spec.optional = !each.required;
        spec.secret = each.secret;
        spec.multiline = each.multiline;
        auto* field = new FormField(m_context, spec, this);
        if (m_provider.category == "practice" && !each.secret) // there it is always the same
            field->setText(spec.placeholder);
        addField(field);
    }
    if (!method->setupUrl.empty()) {
        auto* link = makeButton(tr("Where to get this: open the service's page"), "link");
        link->setToolTip(plainToolTip(q(method->setupUrl)));
        connect(link, &QPushButton::clicked, this,
                [this, url = QString::fromStdString(method->setupUrl)] { m_context.openUrl(url); });
        m_column->addWidget(link, 0, Qt::AlignLeft);
    }
}

void FieldsPage::addExtras(const std::vector<model::Profile>& profiles)
{
    if (usesClient(m_kind) && m_provider.oauth) {
        m_scopes = new TagEditor(m_context, tr("Permissions (scopes)"), this);
        QStringList scopes;
        for (const std::string& scope : m_provider.oauth->defaultScopes)
            scopes.append(q(scope));
        m_scopes->setTags(scopes);
        addField(new FormField(m_context,
                               {"scopes", tr("Permissions (scopes)"), tr("Ask only for what you need."), {}, true},
                               m_scopes, this));
    }
    if (!usesClient(m_kind) && m_kind != AuthKind::Jwt) {
        auto* host = new QWidget(this);
        auto* row = new QHBoxLayout(host);
        row->setContentsMargins(0, 0, 0, 0);
        m_hasExpiry = new QCheckBox(tr("It expires on"), host);
        m_hasExpiry->setAccessibleName(tr("It has an expiry date"));
        m_expiry = new QDateEdit(QDate::currentDate().addDays(90), host);
        m_expiry->setCalendarPopup(true);
        m_expiry->setEnabled(false);
        m_expiry->setAccessibleName(tr("Expiry date"));
        row->addWidget(m_hasExpiry);
        row->addWidget(m_expiry);
        row->addStretch(1);
        host->setFocusProxy(m_hasExpiry);
        connect(m_hasExpiry, &QCheckBox::toggled, m_expiry, &QWidget::setEnabled);
        addField(new FormField(m_context, {"expires", tr("Expiry"), tr("Keystead reminds you in time."), {}, true},
                               host, this));
    }
    if (profiles.size() > 1) {
        m_profile = new QComboBox(this);
        for (const model::Profile& profile : profiles)
            m_profile->addItem(q(profile.name, 60));
        addField(new FormField(m_context, {"profile", tr("Profile"), {}, {}}, m_profile, this));
    }
    m_tags = new TagEditor(m_context, tr("Tags"), this);
    addField(new FormField(m_context, {"tags", tr("Tags"), {}, {}, true}, m_tags, this));
    FormField::Spec notes{"notes", tr("Notes"), tr("Shown openly. Secrets belong in a secret field."), {}, true};
    notes.multiline = true;
    addField(new FormField(m_context, notes, this));
}

bool FieldsPage::usesExistingClient() const
{
    return m_client && m_client->currentIndex() > 0;
}

FormField* FieldsPage::field(const std::string& path) const
{
    const auto found = m_fields.find(path);
    return found == m_fields.end() ? nullptr : found->second;
}

model::ConnectionDraft FieldsPage::draft() const
{
    model::ConnectionDraft draft;
    draft.providerId = m_provider.id;
    draft.kind = m_kind;
    for (const auto& [path, field] : m_fields) {
        if (path.rfind("parameters.", 0) == 0 && !field->empty())
            draft.parameters[path.substr(11)] = s(field->text());
    }
    draft.name = s(field("name")->text());
    draft.notes = s(field("notes")->text());
    for (const QString& tag : m_tags->tags())
        draft.tags.push_back(s(tag));
    if (m_scopes) {
        for (const QString& scope : m_scopes->tags())
            draft.scopes.push_back(s(scope));
    }
    if (m_profile)
        draft.profile = s(m_profile->currentText());
    if (usesExistingClient())
        draft.oauthClient = base::OAuthClientId{s(m_client->currentData().toString())};
    else if (const FormField* client = field("client_id"))
        draft.clientId = s(client->text());
    if (m_hasExpiry && m_hasExpiry->isChecked())
        draft.expiresAt = base::fromMillis(m_expiry->date().endOfDay().toMSecsSinceEpoch());
    return draft;
}

model::Credential FieldsPage::credential() const
{
    model::Credential credential;
    credential.kind = m_kind;
    for (const auto& [path, field] : m_fields) {
        if (path.rfind("secret.", 0) != 0 || field->empty())
            continue;
        const std::string name = path.substr(7);
        if (usesExistingClient() && isClientField(name))
            continue;
        credential.fields.emplace(name, field->secret());
    }
    return credential;
}

bool FieldsPage::validate()
{
    const std::vector<model::Problem> problems = model::validate(draft(), m_provider, credential());
    showProblems(problems);
    return problems.empty();
}

void FieldsPage::showProblems(const std::vector<model::Problem>& problems)
{
    for (FormField* field : m_order)
        field->setError({});
    QStringList homeless;
    for (const model::Problem& problem : problems) {
        FormField* field = this->field(problem.field);
        if (!field && problem.field == "secret") {
            for (FormField* each : m_order) {
                if (each->path().rfind("secret.", 0) == 0)
                    field = each;
            }
        }
        if (field)
            field->setError(problemText(problem, [this](const std::string& name) { return labelOf(name); }));
        else
            homeless.append(problemText(problem));
    }
    m_homeless = !homeless.isEmpty();
    if (problems.empty()) {
        m_general->clear();
        return;
    }
    showSummary(static_cast<int>(problems.size()), homeless.join(QLatin1Char('\n')));
    for (FormField* field : m_order) {
        if (field->hasError()) {
            field->setFocus();
            QTimer::singleShot(0, field, [this, field] { m_scroll->ensureWidgetVisible(field, 0, 24); });
            break;
        }
    }
}

void FieldsPage::checkField(FormField* field)
{
    if (field->empty() || field->hasError())
        return; // nobody likes to be told off for a field not reached yet
    std::optional<model::Problem> problem;
    const std::string& path = field->path();
    if (path == "name")
        problem = model::validateName(s(field->text()));
    for (const model::UrlParameter& parameter : m_provider.urlParameters) {
        if (path == "parameters." + parameter.name)
            problem = model::validateParameter(parameter, s(field->text()),
                                               model::loopbackHttpAllowed(m_provider, draft().parameters));
    }
    if (const model::AuthMethod* method = m_provider.method(m_kind)) {
        for (const model::FieldSpec& each : method->fields) {
            if (each.multiline ||
                (path != "secret." + each.name && path != "parameters." + each.name && path != each.name))
                continue;
            const base::Secret secret = each.secret ? field->secret() : base::Secret();
            const std::string text = each.secret ? std::string() : s(field->text());
            problem = model::validateField(each, each.secret ? secret.exposeText() : std::string_view(text));
        }
    }
    if (problem)
        field->setError(problemText(*problem, [this](const std::string& name) { return labelOf(name); }));
}

} // namespace keystead::ui
