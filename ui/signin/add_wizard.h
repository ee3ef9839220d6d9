// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Adding a connection: service, kind of sign-in, fields, sign-in in the browser, test, done. Nothing is stored before
// the fields are right; what was typed is wiped with the dialog.
#include "core/model/connection.h"
#include "core/model/oauth_client.h"
#include "core/model/provider_spec.h"
#include "core/model/report.h"

#include <optional>
#include <QDialog>
#include <vector>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace keystead::ui {

struct AppContext;
class Catalog;
class FieldsPage;
class MethodPage;
class ProviderPage;
class SignInPanel;
class DonePage;

class AddWizard : public QDialog
{
    Q_OBJECT
public:
    enum class Step { Provider, Method, Fields, SignIn, Done };
    Q_ENUM(Step)

    AddWizard(const AppContext& context, const Catalog& catalog, QWidget* parent);

    // Starts at this provider's methods; for the practice button.
    void startWith(std::string_view providerId);
    Step step() const;
    ProviderPage* providerPage() const { return m_provider; }
    MethodPage* methodPage() const { return m_method; }
    FieldsPage* fieldsPage() const { return m_fields; }
    SignInPanel* signInPanel() const { return m_signIn; }
    QPushButton* nextButton() const { return m_next; }
    QPushButton* backButton() const { return m_back; }
    QPushButton* cancelButton() const { return m_cancel; }
    QString progressText() const;

Q_SIGNALS:
    void added(const QString& connectionId);
    void stepChanged();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void build();
    void leave();
    void showProgress();
    std::vector<Step> steps() const;
    void go(Step step);
    void next();
    void back();
    void submit();
    void finishSignIn();
    void runTest();
    QString suggestedName() const;
    void updateButtons();

    const AppContext& m_context;
    const Catalog& m_catalog;
    std::optional<model::ProviderSpec> m_spec;
    model::AuthKind m_kind = model::AuthKind::ApiKey;
    std::vector<model::OAuthClient> m_clients;
    std::optional<model::Connection> m_connection;
    bool m_busy = false;
    bool m_providerGiven = false; // the first page was not shown

    QLabel* m_title;
    QLabel* m_progress;
    QStackedWidget* m_stack;
    ProviderPage* m_provider;
    MethodPage* m_method;
    FieldsPage* m_fields;
    SignInPanel* m_signIn;
    DonePage* m_done;
    QPushButton* m_cancel;
    QPushButton* m_back;
    QPushButton* m_next;
};

} // namespace keystead::ui
