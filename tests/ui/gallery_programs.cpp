// SPDX-License-Identifier: GPL-3.0-or-later
#include "gallery_programs.h"

#include "stage.h"
#include "ui/approval/approval_desk.h"
#include "ui/approval/approval_dialog.h"
#include "ui/connections/connection_list.h"
#include "ui/connections/connections_page.h"
#include "ui/connections/remove_dialog.h"
#include "ui/main_actions.h"
#include "ui/main_window.h"
#include "ui/programs/access_section.h"
#include "ui/programs/allow_dialog.h"
#include "ui/programs/how_to_dialog.h"
#include "ui/programs/programs_page.h"
#include "ui/widgets/file_line.h"
#include "ui/widgets/undo_bar.h"

#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTest>

namespace keystead::ui::test {

namespace {

constexpr int settle = 150;

void showPrompts(Stage& stage, MainWindow& window, const Grab& grab)
{
    const auto ask = [&](const model::ApprovalPrompt& prompt, const char* name) {
        stage.core.ask(prompt);
        ApprovalDialog* dialog = window.approvals().dialog();
        dialog->setArmsAfter(std::chrono::milliseconds{1});
        QTest::qWait(settle);
        grab(dialog, name);
        return dialog;
    };
    const base::WallTime now = stage.clock.now();
    ask(samplePrompt(stage.core, now), "approval-token")->reject();
    QTest::qWait(settle);
    ApprovalDialog* request = ask(samplePrompt(stage.core, now, 0, model::Right::Request), "approval-request");
    request->choose(model::GrantTerm::Always);
    QTest::qWait(settle);
    grab(request, "approval-request-always");
    request->reject();
    QTest::qWait(settle);
    model::ApprovalPrompt several = samplePrompt(stage.core, now);
    several.items.push_back(samplePrompt(stage.core, now, 3, model::Right::Request).items.front());
    several.items.push_back(samplePrompt(stage.core, now, 4, model::Right::Fields).items.front());
    several.items.back().waiting = 4;
    stage.core.ask(several);
    ask(samplePrompt(stage.core, now, 2), "approval-several");
    window.approvals().dialog()->reject();
    QTest::qWait(settle);
    if (window.approvals().dialog())
        window.approvals().dialog()->reject();
    QTest::qWait(settle);
    ask(sampleGrantPrompt(stage.core, now), "approval-grant")->reject();
    QTest::qWait(settle);
    model::ApprovalPrompt mixed = samplePrompt(stage.core, now);
    mixed.items.push_back(sampleGrantPrompt(stage.core, now, true).items.front());
    ask(mixed, "approval-grant-and-use")->reject();
    QTest::qWait(settle);
    model::ApprovalPrompt changed = samplePrompt(stage.core, now);
    changed.caller.program.executable = "/home/ada/.cache/a-long-way/down/to/where/nobody/looks/usr/bin/git";
    changed.caller.program.script.clear();
    changed.caller.program.package.clear();
    changed.items.front().changedSince = std::string(64, 'b');
    changed.deniedLately = 3;
    changed.expiresAt = now + std::chrono::seconds{19};
    ask(changed, "approval-changed");
    grab(&window, "approval-waiting");
    window.approvals().dialog()->reject();
    QTest::qWait(settle);
}

void showUses(Stage& stage, MainWindow& window, const Grab& grab)
{
    window.showPage(MainWindow::Page::Connections);
    window.connectionsPage()->list()->select(stage.core.rows[0].id);
    QTest::qWait(settle);
    if (auto* scroll = window.connectionsPage()->findChild<QScrollArea*>())
        scroll->ensureWidgetVisible(window.findChild<AccessSection*>(), 0, 200);
    QTest::qWait(settle);
    grab(&window, "connection-programs");
    window.actions().remove->trigger();
    QTest::qWait(settle);
    auto* removing = window.findChild<RemoveDialog*>();
    grab(removing, "blast-radius-remove");
    delete removing;
    window.actions().revoke->trigger();
    QTest::qWait(settle);
    auto* revoking = window.findChild<QDialog*>(QStringLiteral("askDialog"));
    grab(revoking, "blast-radius-revoke");
    delete revoking;
    model::ProviderSpec& forge = stage.core.specs.front();
    const model::ProviderSpec before = forge;
    forge.apiBaseUrl = "https://api.{host}";
    forge.test = model::TestRequest{};
    forge.test->url = "https://api.{host}/user";
    model::ChangeSet providers;
    providers.providersChanged = true;
    stage.core.change(providers);
    QTest::qWait(settle);
    window.actions().howTo->trigger();
    QTest::qWait(settle);
    auto* howTo = window.findChild<HowToDialog*>();
    for (const char* id : {"request", "curl", "python"}) {
        howTo->choose(id);
        QTest::qWait(settle);
        grab(howTo, (std::string("how-to-use-") + id).c_str());
    }
    delete howTo;
    forge = before;
    stage.core.change(providers);
    QTest::qWait(settle);
}

} // namespace

void showPrograms(Stage& stage, MainWindow& window, const Grab& grab)
{
    window.showPage(MainWindow::Page::Programs);
    QTest::qWait(settle);
    window.programsPage()->selectRow(1);
    QTest::qWait(settle);
    grab(&window, "programs");
    window.programsPage()->revoke();
    QTest::qWait(settle);
    grab(&window, "programs-revoked");
    window.undoBar()->hide();
    window.programsPage()->search()->setText(QStringLiteral("zzz"));
    QTest::qWait(settle);
    grab(&window, "programs-nothing-found");
    window.programsPage()->search()->clear();
    AllowDialog* allowing = window.programsPage()->allow();
    allowing->program()->setFile(QStringLiteral("/home/ada/bin/deploy-site.py"));
    QTest::qWait(settle);
    grab(allowing, "programs-allow");
    delete allowing;
    const auto use = std::exchange(stage.core.accessDesk.use, {});
    const auto grants = std::exchange(stage.core.accessDesk.grantList, {});
    window.programsPage()->activate();
    QTest::qWait(settle);
    grab(&window, "programs-empty");
    stage.core.accessDesk.use = use;
    stage.core.accessDesk.grantList = grants;
    stage.core.accessDesk.onChanged();
    QTest::qWait(settle);
    showPrompts(stage, window, grab);
    showUses(stage, window, grab);
}

} // namespace keystead::ui::test
