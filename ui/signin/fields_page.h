// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Third page of the wizard: what this service and kind of sign-in need to know. Shows every problem at once under its
// field.
#include "core/model/credential.h"
#include "core/model/oauth_client.h"
#include "core/model/profile.h"
#include "core/model/provider_spec.h"
#include "core/model/validation.h"

#include <map>
#include <QWidget>
#include <string>
#include <vector>

class QComboBox;
class QDateEdit;
class QScrollArea;
class QVBoxLayout;

namespace keystead::ui {

struct AppContext;
class Banner;
class FormField;
class TagEditor;

class FieldsPage : public QWidget
{
    Q_OBJECT
public:
    explicit FieldsPage(const AppContext& context, QWidget* parent = nullptr);
    void setUp(const model::ProviderSpec& provider, model::AuthKind kind, const std::vector<model::Profile>& profiles,
               const std::vector<model::OAuthClient>& clients, const QString& suggestedName);

    model::ConnectionDraft draft() const;
    model::Credential credential() const;
    // Everything that is wrong, by the rules of the model; shown in place.
    bool validate();
    void showProblems(const std::vector<model::Problem>& problems);
    FormField* field(const std::string& path) const;
    void focusFirst();

private:
    void addField(FormField* field);
    void addParameters();
    void addMethodFields();
    void addClientChoice(const std::vector<model::OAuthClient>& clients);
    void addExtras(const std::vector<model::Profile>& profiles);
    void checkField(FormField* field);
    void recheckAddresses();
    void tidySummary();
    void showSummary(int problems, const QString& rest);
    QString labelOf(const std::string& name) const;
    bool usesExistingClient() const;

    const AppContext& m_context;
    model::ProviderSpec m_provider;
    model::AuthKind m_kind = model::AuthKind::ApiKey;
    QScrollArea* m_scroll;
    Banner* m_general = nullptr;
    bool m_homeless = false; // the summary holds problems of no field
    QVBoxLayout* m_column = nullptr;
    std::map<std::string, FormField*> m_fields;
    std::vector<FormField*> m_order;
    QComboBox* m_profile = nullptr;
    QComboBox* m_client = nullptr;
    TagEditor* m_scopes = nullptr;
    TagEditor* m_tags = nullptr;
    class QCheckBox* m_hasExpiry = nullptr;
    QDateEdit* m_expiry = nullptr;
};

} // namespace keystead::ui
