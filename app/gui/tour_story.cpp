// SPDX-License-Identifier: GPL-3.0-or-later
// The practice story, step by step.
#include "app/gui/tour.h"

#include "ui/app_context.h"
#include "ui/audit/audit_model.h"
#include "ui/audit/audit_page.h"
#include "ui/audit/export_dialog.h"
#include "ui/connections/connection_list.h"
#include "ui/connections/connection_model.h"
#include "ui/connections/connections_page.h"
#include "ui/connections/detail_pane.h"
#include "ui/connections/proof_dialog.h"
#include "ui/connections/remove_dialog.h"
#include "ui/core_port.h"
#include "ui/main_actions.h"
#include "ui/main_window.h"
#include "ui/signin/add_wizard.h"
#include "ui/signin/fields_page.h"
#include "ui/signin/form_field.h"
#include "ui/signin/provider_page.h"
#include "ui/signin/sign_in_dialog.h"
#include "ui/vault/first_run_page.h"
#include "ui/vault/unlock_page.h"
#include "ui/widgets/secret_field.h"
#include "ui/widgets/secret_input.h"

#include <QApplication>
#include <QCheckBox>
#include <QDir>
#include <QFileInfo>
#include <QPushButton>

namespace keystead::app {

using model::ConnectionState;
using service::VaultState;

namespace {

base::Secret passphrase()
{
    return base::Secret::fromText(tourPassphrase);
}

} // namespace

void Tour::firstSteps()
{
    const auto state = [this](VaultState wanted) {
        return [this, wanted] { return m_context.core.lastStatus().state == wanted; };
    };
    add(
        "first-run", [] {}, state(VaultState::Missing));
    add(
        "first-run-filled",
        [this] {
            ui::FirstRunPage* page = m_window.firstRunPage();
            page->passphraseBox()->setChecked(true);
            page->passphraseInput()->setSecret(passphrase());
            page->repeatInput()->setSecret(passphrase());
        },
        [] { return true; });
    add(
        "empty", [this] { click("createVault"); }, state(VaultState::Unlocked), 60);
    add(
        "locked", [this] { m_window.actions().lock->trigger(); }, state(VaultState::Locked));
    add(
        "unlock-wrong",
        [this] {
            m_window.unlockPage()->input()->setSecret(base::Secret::fromText("not this one"));
            click("unlockVault");
            m_since.restart();
        },
        [this] { return m_since.elapsed() > 300 && m_window.unlockPage()->unlockButton()->isEnabled(); }, 60);
    add(
        "unlocked",
        [this] {
            m_window.unlockPage()->input()->setSecret(passphrase());
            click("unlockVault");
        },
        state(VaultState::Unlocked), 60, false);
}

void Tour::wizardSteps()
{
    using At = ui::AddWizard::Step;
    const auto at = [this](At step) {
        return [this, step] { return dialog<ui::AddWizard>() && dialog<ui::AddWizard>()->step() == step; };
    };
    add(
        "wizard-service", [this] { m_window.actions().add->trigger(); },
        [this] { return dialog<ui::AddWizard>() && dialog<ui::AddWizard>()->providerPage()->selected(); });
    add(
        "wizard-details",
        [this] {
            dialog<ui::AddWizard>()->providerPage()->select("practice");
            click("wizardNext");
            if (dialog<ui::AddWizard>()->step() == At::Method)
                click("wizardNext");
            dialog<ui::AddWizard>()->fieldsPage()->field("name")->setText(QStringLiteral("Practice account"));
        },
        at(At::Fields));
    add(
        "wizard-problems",
        [this] {
            dialog<ui::AddWizard>()->fieldsPage()->field("name")->setText(QString());
            click("wizardNext");
        },
        [this] { return dialog<ui::AddWizard>()->fieldsPage()->field("name")->hasError(); });
    add(
        "wizard-done",
        [this] {
            dialog<ui::AddWizard>()->fieldsPage()->field("name")->setText(QStringLiteral("Practice account"));
            click("wizardNext");
        },
        [this, at] {
            return at(At::Done)() && m_window.connections().rowCount() == 1 &&
                   m_window.connections().at(0)->lastTestedAt;
        },
        30);
    add(
        "connection", [this] { click("wizardNext"); },
        [this] { return !dialog<ui::AddWizard>() && m_window.connectionsPage()->selected(); });
}

void Tour::useSteps()
{
    const auto connection = [this] { return m_window.connectionsPage()->selected(); };
    add(
        "tested",
        [this] {
            connect(&m_window.connections(), &ui::ConnectionModel::contentChanged, this, [this] { m_flag = true; });
            m_window.actions().test->trigger();
            m_since.restart();
        },
        [this] { return m_flag && m_since.elapsed() > 700; });
    add(
        "refreshed",
        [this, connection] {
            m_mark = connection() && connection()->lastRefreshedAt ? base::toMillis(*connection()->lastRefreshedAt) : 0;
            m_window.actions().refresh->trigger();
        },
        [this, connection] {
            return connection() && connection()->lastRefreshedAt &&
                   base::toMillis(*connection()->lastRefreshedAt) > m_mark &&
                   connection()->state == ConnectionState::Active;
        },
        30);
    add(
        "refreshed-by-itself", [this, connection] { m_mark = base::toMillis(*connection()->lastRefreshedAt); },
        [this, connection] { return connection() && base::toMillis(*connection()->lastRefreshedAt) > m_mark; }, 90);
    add(
        "proof",
        [this] { Q_EMIT m_window.connectionsPage()->detail()->revealRequested(QStringLiteral("access_token")); },
        [this] { return dialog<ui::ProofDialog>() != nullptr; });
    add(
        "revealed",
        [this] {
            if (ui::SecretInput* input = dialog<ui::ProofDialog>()->passphraseInput())
                input->setSecret(passphrase());
            click("proofConfirm");
        },
        [this] {
            const auto fields = m_window.connectionsPage()->detail()->findChildren<ui::SecretField*>();
            return std::any_of(fields.begin(), fields.end(),
                               [](const ui::SecretField* field) { return field->revealed(); });
        },
        30);
    add(
        "paused", [this] { m_window.actions().pause->trigger(); },
        [connection] { return connection() && connection()->state == ConnectionState::Paused; });
    add(
        "resumed", [this] { m_window.actions().resume->trigger(); },
        [connection] { return connection() && connection()->state == ConnectionState::Active; }, 30, false);
}

void Tour::failingSteps()
{
    const auto connection = [this] { return m_window.connectionsPage()->selected(); };
    // A sign-in whose next renewal the practice service will refuse.
    add(
        "sign-in-again",
        [this] {
            m_choice = QStringLiteral("refuse-refresh");
            m_window.actions().signIn->trigger();
        },
        [this, connection] {
            return !dialog<ui::SignInDialog>() && connection() && connection()->state == ConnectionState::Active;
        },
        30, false);
    add(
        "sign-in-needed", [this] { m_window.actions().refresh->trigger(); },
        [connection] { return connection() && connection()->state == ConnectionState::AuthError; }, 30);
    add(
        "signed-in-again",
        [this] {
            m_choice = QStringLiteral("allow");
            click("fixButton");
        },
        [this, connection] {
            return !dialog<ui::SignInDialog>() && connection() && connection()->state == ConnectionState::Active;
        },
        30);
}

void Tour::auditSteps()
{
    add(
        "audit", [this] { m_window.actions().pageAudit->trigger(); },
        [this] { return m_window.auditPage()->model()->rowCount() > 8; });
    add(
        "audit-verified",
        [this] {
            connect(m_window.auditPage(), &ui::AuditPage::verified, this, [this](bool ok) {
                m_flag = ok;
                if (!ok)
                    fail(QStringLiteral("the trail does not verify"));
            });
            m_window.actions().verify->trigger();
        },
        [this] { return m_flag; }, 60);
    int format = 0;
    for (const char* suffix : {"pdf", "html", "csv", "json"})
        exportStep(format++, suffix);
}

void Tour::exportStep(int format, const char* suffix)
{
    const QString file = QDir(m_folder).absoluteFilePath(QStringLiteral("report.") + QLatin1String(suffix));
    const QByteArray name = QByteArrayLiteral("export-") + suffix;
    add(
        name.constData(),
        [this, format, file] {
            ui::ExportDialog* exporting = m_window.auditPage()->exportReport();
            exporting->setFormat(static_cast<service::ReportFormat>(format));
            exporting->setFile(file);
            connect(exporting, &ui::ExportDialog::exported, this, [this] { m_flag = true; });
            connect(exporting, &ui::ExportDialog::failed, this,
                    [this](const base::Error& error) { fail(QString::fromStdString(base::toString(error))); });
            exporting->run();
        },
        [this, file] { return m_flag && QFileInfo(file).size() > 0; }, 60);
    add(
        "close-export", [this] { dialog<ui::ExportDialog>()->accept(); },
        [this] { return !dialog<ui::ExportDialog>(); }, 5, false);
}

void Tour::lastSteps()
{
    add(
        "settings", [this] { m_window.actions().settings->trigger(); }, [] { return true; });
    add(
        "shortcuts", [this] { m_window.actions().about->trigger(); },
        [] { return QApplication::activeModalWidget() != nullptr; });
    add(
        "close-shortcuts", [] { QApplication::activeModalWidget()->close(); },
        [] { return QApplication::activeModalWidget() == nullptr; }, 5, false);
    add(
        "connections", [this] { m_window.actions().pageConnections->trigger(); },
        [this] { return m_window.connectionsPage()->selected().has_value(); });
    add(
        "remove", [this] { m_window.actions().remove->trigger(); },
        [this] { return dialog<ui::RemoveDialog>() != nullptr; });
    add(
        "removed", [this] { click("removeConfirm"); }, [this] { return m_window.connections().rowCount() == 0; }, 30);
    add(
        "locked-again", [this] { m_window.actions().lock->trigger(); },
        [this] { return m_context.core.lastStatus().state == VaultState::Locked; });
}

} // namespace keystead::app
