// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signin/sign_in_panel.h"

#include "ui/app_context.h"
#include "ui/connections/remove_dialog.h"
#include "ui/core_port.h"
#include "ui/text.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/inline_error.h"
#include "ui/widgets/labels.h"

#include <QDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QProgressBar>
#include <QVBoxLayout>

namespace keystead::ui {

SignInPanel::SignInPanel(const AppContext& context, QWidget* parent) : QWidget(parent), m_context(context)
{
    setFocusPolicy(Qt::StrongFocus); // a place for the focus where no key does anything
    setAccessibleName(tr("Waiting for the sign-in in the browser"));
    build();
    m_timer.setInterval(500);
    connect(&m_timer, &QTimer::timeout, this, &SignInPanel::tick);
}

SignInPanel::~SignInPanel()
{
    if (m_session)
        m_context.core.cancelSignIn(m_session->id);
}

void SignInPanel::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    m_title = makeLabel({}, "title", true);
    m_text = makeLabel({}, "", true);
    column->addWidget(m_title);
    column->addWidget(m_text);

    m_waiting = new QWidget(this);
    auto* wait = new QVBoxLayout(m_waiting);
    wait->setContentsMargins(0, 8, 0, 0);
    wait->setSpacing(8);
    m_bar = new QProgressBar(m_waiting);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Time left to sign in"));
    m_left = makeLabel({}, "muted");
    wait->addWidget(m_bar);
    wait->addWidget(m_left);
    wait->addSpacing(8);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    m_again = makeButton(tr("Open the browser again"));
    m_copy = makeButton(tr("Copy the link"));
    m_copy->setToolTip(tr("For a browser on another computer or in another profile"));
    buttons->addWidget(m_again);
    buttons->addWidget(m_copy);
    buttons->addStretch(1);
    wait->addLayout(buttons);
    wait->addSpacing(12);
    auto* label = makeLabel(tr("Signed in on another computer?"), "heading");
    wait->addWidget(label);
    wait->addWidget(
        makeLabel(tr("The browser there ends on a page that it cannot open. Copy its address and paste it here."),
                  "muted", true));
    auto* row = new QHBoxLayout;
    m_address = new QLineEdit(m_waiting);
    m_address->setPlaceholderText(tr("http://127.0.0.1:…"));
    m_address->setAccessibleName(tr("Address of the last page"));
    m_submit = makeButton(tr("Continue"));
    m_submit->setEnabled(false);
    row->addWidget(m_address, 1);
    row->addWidget(m_submit);
    wait->addLayout(row);
    m_addressError = new InlineError(m_waiting);
    wait->addWidget(m_addressError);
    column->addWidget(m_waiting);

    m_error = new Banner(m_context, this);
    QPushButton* retry = m_error->addButton(tr("Try again"), "primary");
    retry->setObjectName(QStringLiteral("retrySignIn"));
    column->addWidget(m_error);
    column->addStretch(1);

    connect(retry, &QPushButton::clicked, this, &SignInPanel::begin);
    connect(m_again, &QPushButton::clicked, this, [this] {
        if (m_session)
            m_context.openUrl(QString::fromStdString(m_session->url));
    });
    connect(m_copy, &QPushButton::clicked, this, [this] {
        if (m_session)
            m_context.clipboard.copyText(QString::fromStdString(m_session->url));
        m_copy->setText(tr("Link copied"));
    });
    connect(m_address, &QLineEdit::textChanged, this,
            [this](const QString& text) { m_submit->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_address, &QLineEdit::returnPressed, this, &SignInPanel::submitAddress);
    connect(m_submit, &QPushButton::clicked, this, &SignInPanel::submitAddress);
}

void SignInPanel::setTitleVisible(bool visible)
{
    m_title->setVisible(visible);
}

void SignInPanel::start(const model::Connection& connection, const QString& providerName)
{
    m_connection = connection;
    m_provider = providerName;
    begin();
}

void SignInPanel::begin()
{
    cancel();
    const int attempt = ++m_attempt;
    m_starting = true;
    m_error->clear();
    m_addressError->clearError();
    m_address->clear();
    m_waiting->hide();
    m_title->setText(tr("%1: sign in in the browser").arg(m_provider));
    if (isVisible())
        setFocus();
    m_text->setText(tr("Getting ready…"));
    service::SignInRequest request;
    request.connection = m_connection->id;
    m_context.core.startSignIn(this, request, [this, attempt](base::Result<service::SignInSession> session) {
        if (attempt != m_attempt) { // cancelled in the meantime
            if (session)
                m_context.core.cancelSignIn(session->id);
            return;
        }
        m_starting = false;
        if (!session) {
            showError(session.error());
            return;
        }
        show(*session);
        m_context.core.awaitSignIn(this, session->id, [this, attempt](base::Result<service::SignInOutcome> outcome) {
            if (attempt != m_attempt)
                return;
            end();
            if (outcome) {
                m_text->setText(tr("Signed in."));
                Q_EMIT finished(*outcome);
            } else {
                showError(outcome.error());
            }
        });
    });
}

void SignInPanel::show(const service::SignInSession& session)
{
    m_session = session;
    m_startedAt = m_context.clock.now();
    const QString account = q(session.accountHint, 120);
    const QString browser = m_context.browserName.isEmpty() ? tr("your browser") : m_context.browserName;
    const QString name = q(session.connectionName, 100);
    m_text->setText(account.isEmpty()
                        ? tr("The sign-in page (%1) is open in %2. Sign in there with the account that “%3” is for.")
                              .arg(m_provider, browser, name)
                        : tr("The sign-in page (%1) is open in %2. Sign in there as %3, for “%4”.")
                              .arg(m_provider, browser, account, name));
    m_copy->setText(tr("Copy the link"));
    m_waiting->show();
    m_timer.start();
    tick();
    Q_EMIT started(QString::fromStdString(session.url));
}

void SignInPanel::askToStop(std::function<void()> then)
{
    if (window()->findChild<QDialog*>(QStringLiteral("askDialog")))
        return; // asked already
    askBefore(window(), tr("Stop waiting for the browser?"),
              tr("The page in the browser then leads nowhere. The connection stays and can be signed in to later."),
              tr("Stop waiting"), false, std::move(then));
    auto* asking = window()->findChild<QDialog*>(QStringLiteral("askDialog"));
    connect(this, &SignInPanel::finished, asking, &QDialog::reject);
    connect(this, &SignInPanel::failed, asking, &QDialog::reject);
}

void SignInPanel::cancel()
{
    ++m_attempt;
    if (m_session)
        m_context.core.cancelSignIn(m_session->id);
    m_starting = false;
    end();
}

void SignInPanel::end()
{
    m_session.reset();
    m_timer.stop();
    m_waiting->hide();
}

void SignInPanel::showError(const base::Error& error)
{
    end();
    const Sentence sentence = describe(error);
    m_text->setText(tr("This did not work out. Nothing that was stored before is lost."));
    m_error->show(error.code == base::ErrorCode::Cancelled ? QStringLiteral("info") : QStringLiteral("danger"),
                  QStringLiteral("alert"), sentence.what, sentence.hint);
    Q_EMIT failed(error);
}

void SignInPanel::tick()
{
    if (!m_session)
        return;
    const auto left = m_session->expiresAt - m_context.clock.now();
    const auto whole = m_session->expiresAt - m_startedAt;
    const auto seconds = std::max<qint64>(0, std::chrono::duration_cast<std::chrono::seconds>(left).count());
    m_bar->setRange(0, std::max(1, static_cast<int>(whole.count() / 1000)));
    m_bar->setValue(static_cast<int>(seconds));
    m_left->setText(
        tr("Waiting for the browser · %1:%2 left").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0')));
}

void SignInPanel::submitAddress()
{
    if (!m_session || m_address->text().trimmed().isEmpty())
        return;
    m_submit->setEnabled(false);
    m_context.core.submitPastedAddress(this, m_session->id, s(m_address->text().trimmed()),
                                       [this](base::Result<void> result) {
                                           m_submit->setEnabled(true);
                                           if (!result)
                                               m_addressError->setError(oneLine(result.error()));
                                       });
}

} // namespace keystead::ui
