// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The wait for a sign-in in the browser: which service and account, which browser, how long it lasts; open again, copy
// the link, paste the address, cancel. Ends the core's session when it goes away.
#include "core/model/connection.h"
#include "core/service/requests.h"

#include <functional>
#include <optional>
#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace keystead::ui {

struct AppContext;
class Banner;
class InlineError;

class SignInPanel : public QWidget
{
    Q_OBJECT
public:
    explicit SignInPanel(const AppContext& context, QWidget* parent = nullptr);
    ~SignInPanel() override;

    void start(const model::Connection& connection, const QString& providerName);
    void cancel();
    void setTitleVisible(bool visible);
    // Before a wait ends that nobody clicked away: "Keep waiting" or `then`. A wait that ends meanwhile closes it.
    void askToStop(std::function<void()> then);
    bool running() const { return m_session.has_value() || m_starting; }
    const std::optional<service::SignInSession>& session() const { return m_session; }

Q_SIGNALS:
    void started(const QString& url);
    void finished(const keystead::service::SignInOutcome& outcome);
    void failed(const keystead::base::Error& error);

private:
    void build();
    void begin();
    void show(const service::SignInSession& session);
    void end();
    void showError(const base::Error& error);
    void tick();
    void submitAddress();

    const AppContext& m_context;
    std::optional<model::Connection> m_connection;
    QString m_provider;
    std::optional<service::SignInSession> m_session;
    bool m_starting = false;
    int m_attempt = 0;
    base::WallTime m_startedAt{};

    QLabel* m_title;
    QLabel* m_text;
    QLabel* m_left;
    QProgressBar* m_bar;
    QWidget* m_waiting;
    QPushButton* m_again;
    QPushButton* m_copy;
    QLineEdit* m_address;
    QPushButton* m_submit;
    InlineError* m_addressError;
    Banner* m_error;
    QTimer m_timer;
};

} // namespace keystead::ui
