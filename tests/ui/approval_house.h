// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The window with the sample vault and a clock to set, and programs that ask in it: for the tests of the approval
// prompt.
#include "fit_check.h"
#include "hand_clock.h"
#include "sample_vault.h"
#include "stage.h"
#include "ui/approval/approval_desk.h"
#include "ui/approval/approval_dialog.h"
#include "ui/main_actions.h"
#include "ui/main_window.h"
#include "ui/widgets/state_pill.h"

#include <chrono>

namespace keystead::ui::test {

using namespace std::chrono_literals;
using model::GrantTerm;
using model::Right;

struct House
{
    House()
    {
        fillSample(stage.core, clock.now());
        window = std::make_unique<MainWindow>(context);
        window->resize(1280, 800);
        window->show();
        (void)QTest::qWaitForWindowActive(window.get());
        QTest::qWait(30);
    }
    model::ApprovalPrompt prompt(Right right = Right::Token, std::size_t connection = 0)
    {
        return samplePrompt(stage.core, clock.now(), connection, right);
    }
    // The dialog for a question, whose Allow can be pressed.
    ApprovalDialog* ask(model::ApprovalPrompt prompt)
    {
        stage.core.ask(std::move(prompt));
        ApprovalDialog* dialog = window->approvals().dialog();
        if (dialog)
            arm(dialog);
        return dialog;
    }
    static void arm(ApprovalDialog* dialog)
    {
        dialog->setArmsAfter(1ms);
        QTRY_VERIFY(dialog->armed());
    }
    const std::vector<model::ApprovalAnswer>& answers() { return stage.core.accessDesk.answers; }
    Stage stage;
    HandClock clock;
    AppContext context{stage.core,  stage.theme, stage.icons,           stage.clipboard,
                       stage.store, clock,       stage.context.openUrl, QStringLiteral("Firefox")};
    std::unique_ptr<MainWindow> window;
};

inline QString wordsOf(const QWidget* widget)
{
    QStringList all;
    for (const QLabel* label : widget->findChildren<QLabel*>()) {
        if (label->isVisibleTo(widget))
            all.append(QString(label->text()).remove(QChar(0x200b)));
    }
    for (const StatePill* pill : widget->findChildren<StatePill*>())
        all.append(pill->accessibleName());
    return all.join(QLatin1Char('\n'));
}

inline model::ApprovalPrompt several(House& house)
{
    model::ApprovalPrompt prompt = house.prompt();
    prompt.items.push_back(house.prompt(Right::Request, 3).items.front());
    prompt.items.push_back(house.prompt(Right::Fields, 4).items.front());
    return prompt;
}

} // namespace keystead::ui::test
