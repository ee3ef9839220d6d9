// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signin/add_wizard.h"

#include "ui/app_context.h"
#include "ui/connections/catalog.h"
#include "ui/core_port.h"
#include "ui/signin/done_page.h"
#include "ui/signin/fields_page.h"
#include "ui/signin/method_page.h"
#include "ui/signin/provider_page.h"
#include "ui/signin/sign_in_panel.h"
#include "ui/text.h"
#include "ui/widgets/labels.h"

#include <algorithm>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QScreen>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace keystead::ui {

namespace {

QScrollArea* scrolling(QWidget* page)
{
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    page->setProperty("look", QStringLiteral("clear"));
    scroll->setWidget(page);
    return scroll;
}

} // namespace

AddWizard::AddWizard(const AppContext& context, const Catalog& catalog, QWidget* parent)
    : QDialog(parent), m_context(context), m_catalog(catalog)
{
    setObjectName(QStringLiteral("addWizard"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Add connection"));
    build();
    m_provider->setProviders(catalog.providers());
    connect(&catalog, &Catalog::changed, this, [this] {
        if (step() == Step::Provider)
            m_provider->setProviders(m_catalog.providers());
    });
    context.core.oauthClients(this, [this](base::Result<std::vector<model::OAuthClient>> clients) {
        if (clients)
            m_clients = std::move(*clients);
    });
    // Never larger than the screen, whatever the scale.
    const QSize room = screen() ? screen()->availableSize() - QSize(40, 60) : QSize(840, 640);
    setMinimumSize(480, 340);
    resize(QSize(840, 640).boundedTo(room).expandedTo(minimumSize()));
    go(Step::Provider);
}

void AddWizard::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(28, 24, 28, 20);
    column->setSpacing(16);
    auto* head = new QHBoxLayout;
    m_title = makeLabel({}, "title", true);
    m_progress = makeLabel({}, "muted");
    head->addWidget(m_title, 1);
    head->addWidget(m_progress);
    column->addLayout(head);
    m_stack = new QStackedWidget(this);
    m_provider = new ProviderPage(m_context, this);
    m_method = new MethodPage(m_context, this);
    m_fields = new FieldsPage(m_context, this);
    m_signIn = new SignInPanel(m_context, this);
    m_signIn->setTitleVisible(false);
    m_done = new DonePage(m_context, this);
    for (QWidget* page :
         {static_cast<QWidget*>(m_provider), static_cast<QWidget*>(m_method), static_cast<QWidget*>(m_fields)})
        m_stack->addWidget(page);
    for (QWidget* page : {static_cast<QWidget*>(m_signIn), static_cast<QWidget*>(m_done)})
        m_stack->addWidget(scrolling(page)); // whole on the smallest screen too
    column->addWidget(m_stack, 1);
    column->addWidget(makeLine(this));
    auto* row = new QHBoxLayout;
    m_cancel = makeButton(tr("Cancel"));
    m_back = makeButton(tr("Back"));
    m_next = makeButton(tr("Next"), "primary");
    m_next->setObjectName(QStringLiteral("wizardNext"));
    m_next->setDefault(true);
    row->addWidget(m_cancel);
    row->addStretch(1);
    row->addWidget(m_back);
    row->addWidget(m_next);
    column->addLayout(row);

    connect(m_cancel, &QPushButton::clicked, this, &AddWizard::reject); // it says what it does: no question
    connect(this, &QDialog::finished, m_signIn, &SignInPanel::cancel);
    connect(m_method, &MethodPage::kindChanged, this, [this] {
        m_kind = m_method->kind();
        showProgress();
    });
    connect(m_back, &QPushButton::clicked, this, &AddWizard::back);
    connect(m_next, &QPushButton::clicked, this, &AddWizard::next);
    connect(m_provider, &ProviderPage::selectionChanged, this, &AddWizard::updateButtons);
    connect(m_provider, &ProviderPage::chosen, this, &AddWizard::next);
    connect(m_signIn, &SignInPanel::finished, this, [this](const service::SignInOutcome& outcome) {
        m_connection = outcome.connection;
        finishSignIn();
    });
    connect(m_done, &DonePage::testAgain, this, &AddWizard::runTest);
}

AddWizard::Step AddWizard::step() const
{
    return static_cast<Step>(m_stack->currentIndex());
}

void AddWizard::startWith(std::string_view providerId)
{
    m_provider->select(providerId);
    m_providerGiven = true;
    next();
}

void AddWizard::go(Step step)
{
    m_stack->setCurrentIndex(static_cast<int>(step));
    showProgress();
    const QString provider = m_spec ? providerText(m_spec->displayName, 60) : QString();
    switch (step) {
    case Step::Provider:
        m_title->setText(tr("Which service?"));
        m_provider->search()->setFocus();
        break;
    case Step::Method:
        m_title->setText(tr("%1: how do you sign in?").arg(provider));
        m_method->focusFirst();
        break;
    case Step::Fields:
        m_title->setText(tr("%1: details").arg(provider));
        m_fields->focusFirst();
        break;
    case Step::SignIn:
        m_title->setText(tr("%1: sign in in the browser").arg(provider));
        m_signIn->setFocus(); // nothing happens there at Enter or Space
        break;
    case Step::Done:
        m_title->setText(tr("Done"));
        break;
    }
    updateButtons();
    Q_EMIT stepChanged();
}

// The pages that this flow shows, as far as it is known by now.
std::vector<AddWizard::Step> AddWizard::steps() const
{
    std::vector<Step> all;
    if (!m_providerGiven)
        all.push_back(Step::Provider);
    if (!m_spec || m_spec->methods.size() > 1)
        all.push_back(Step::Method);
    all.push_back(Step::Fields);
    if (m_kind == model::AuthKind::OAuth2)
        all.push_back(Step::SignIn);
    all.push_back(Step::Done);
    return all;
}

void AddWizard::showProgress()
{
    const std::vector<Step> all = steps();
    const auto number = std::find(all.begin(), all.end(), step()) - all.begin() + 1;
    // How many there are depends on the service, so before it is chosen nothing is promised.
    m_progress->setText(step() == Step::Provider ? tr("Step %1").arg(number)
                                                 : tr("Step %1 of %2").arg(number).arg(all.size()));
}

QString AddWizard::progressText() const
{
    return m_progress->text();
}

void AddWizard::updateButtons()
{
    const Step now = step();
    m_back->setVisible(now == Step::Method || now == Step::Fields);
    m_back->setEnabled(!m_busy);
    m_cancel->setVisible(now != Step::Done);
    m_cancel->setText(now == Step::SignIn ? tr("Sign in later") : tr("Cancel"));
    m_next->setVisible(now != Step::SignIn);
    m_next->setEnabled(!m_busy && (now != Step::Provider || m_provider->selected().has_value()));
    m_next->setText(now == Step::Done                                          ? tr("Close")
                    : now == Step::Fields && m_kind == model::AuthKind::OAuth2 ? tr("Sign in")
                    : now == Step::Fields                                      ? tr("Save")
                                                                               : tr("Next"));
    m_next->setAccessibleName(m_next->text());
}

void AddWizard::next()
{
    switch (step()) {
    case Step::Provider: {
        const auto chosen = m_provider->selected();
        if (!chosen || chosen->methods.empty())
            return;
        m_spec = chosen;
        m_kind = chosen->methods.front().kind;
        m_method->setProvider(*chosen);
        if (chosen->methods.size() > 1) {
            go(Step::Method);
            return;
        }
        m_fields->setUp(*m_spec, m_kind, m_catalog.profiles(), m_clients, suggestedName());
        go(Step::Fields);
        return;
    }
    case Step::Method:
        m_kind = m_method->kind();
        m_fields->setUp(*m_spec, m_kind, m_catalog.profiles(), m_clients, suggestedName());
        go(Step::Fields);
        return;
    case Step::Fields:
        submit();
        return;
    case Step::SignIn:
        return;
    case Step::Done:
        accept();
        return;
    }
}

void AddWizard::back()
{
    if (step() == Step::Fields && m_spec && m_spec->methods.size() > 1) {
        go(Step::Method);
        return;
    }
    m_providerGiven = false;
    go(Step::Provider);
}

QString AddWizard::suggestedName() const
{
    return providerText(m_spec->displayName, 60).remove(QLatin1Char('/'));
}

void AddWizard::submit()
{
    if (m_busy || !m_fields->validate())
        return;
    service::AddConnection request;
    request.draft = m_fields->draft();
    request.credential = m_fields->credential();
    m_busy = true;
    updateButtons();
    m_context.core.add(this, std::move(request), [this](base::Result<service::AddedConnection> result) {
        m_busy = false;
        updateButtons();
        if (!result) {
            const bool taken = result.error().code == base::ErrorCode::AlreadyExists;
            m_fields->showProblems({{taken ? "name" : "", s(oneLine(result.error())), {}}});
            return;
        }
        if (!result->problems.empty() || !result->connection) {
            m_fields->showProblems(result->problems);
            return;
        }
        m_connection = result->connection;
        Q_EMIT added(QString::fromStdString(m_connection->id.text));
        if (m_kind == model::AuthKind::OAuth2) {
            go(Step::SignIn);
            m_signIn->start(*m_connection, providerText(m_spec->displayName, 60));
        } else {
            finishSignIn();
        }
    });
}

void AddWizard::finishSignIn()
{
    m_done->setConnection(*m_connection, providerText(m_spec->displayName, 60));
    go(Step::Done);
    m_next->setFocus();
    activateWindow();
    raise();
    runTest();
}

void AddWizard::runTest()
{
    m_done->setTesting();
    m_context.core.test(this, m_connection->id, [this](base::Result<model::TestReport> report) {
        if (report)
            m_done->setReport(*report);
        else
            m_done->setTestFailed(report.error());
    });
}

// Escape and the window's close button are easily hit while another window is looked at: a wait is not thrown away
// without a question.
void AddWizard::leave()
{
    if (step() == Step::SignIn && m_signIn->running())
        m_signIn->askToStop([this] { reject(); });
    else
        reject();
}

void AddWizard::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        leave();
    else
        QDialog::keyPressEvent(event);
}

void AddWizard::closeEvent(QCloseEvent* event)
{
    if (event->spontaneous() && step() == Step::SignIn && m_signIn->running()) {
        event->ignore();
        leave();
    } else {
        QDialog::closeEvent(event);
    }
}

} // namespace keystead::ui
