// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The question whether a program may have what it asks for. It cannot be answered by accident: Deny has the focus and
// is the default, Allow waits until the window has stood for a moment without a key being pressed, a key that is held
// down presses nothing, closing it denies. It is shown without taking the keyboard from what the person types in.
#include "core/model/approval.h"
#include "ui/widgets/form_dialog.h"

#include <chrono>
#include <QTimer>
#include <set>

class QButtonGroup;
class QKeyEvent;
class QCheckBox;
class QLineEdit;
class QProgressBar;

namespace keystead::ui {

struct AppContext;

class ApprovalDialog : public FormDialog
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds armsAfter{800};

    ApprovalDialog(const AppContext& context, model::ApprovalPrompt prompt, QWidget* parent = nullptr);

    const model::ApprovalPrompt& prompt() const { return m_prompt; }
    // The same question with what came to it since; what is ticked stays, and Allow waits again.
    void setPrompt(const model::ApprovalPrompt& prompt);
    void setPlace(int number, int count); // "1 of 3"
    // Another span than armsAfter; for tests.
    void setArmsAfter(std::chrono::milliseconds span);
    bool armed() const { return m_armed && !m_keyGuard.isActive(); }
    void tick(); // time has passed
    // It was answered elsewhere or nobody waits any more: goes without an answer.
    void withdraw();
    std::chrono::seconds left() const;

    QPushButton* denyButton() const { return cancelButton(); }
    QPushButton* allowButton() const { return goButton(); }
    // One for each item, by its place; null where nothing is to be ticked.
    const std::vector<QCheckBox*>& boxes() const { return m_boxes; }
    void choose(model::GrantTerm term);
    void chooseWholeHost(bool whole);
    QLabel* countdown() const { return m_countdown; }
    void reject() override; // denies

Q_SIGNALS:
    void answered(const keystead::model::ApprovalAnswer& answer);

protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void build();
    void addTerms();
    void addScope();
    void fill();
    void fillItems(const std::set<std::size_t>& unticked);
    void orderTabs(); // down the page, then Deny and Allow
    void disarm();
    void showAllow();
    void allow();
    void answer(bool allow);
    bool ignores(const QKeyEvent& key); // the key presses nothing
    std::vector<std::size_t> ticked() const;
    std::size_t waiting() const; // items that somebody still waits for
    bool anyRequest() const;
    bool anyUse() const; // not only grants that are asked for as such

    const AppContext& m_context;
    model::ApprovalPrompt m_prompt;
    QVBoxLayout* m_program = nullptr;
    QVBoxLayout* m_items = nullptr;
    std::vector<QCheckBox*> m_boxes;
    QWidget* m_scopePart;
    QWidget* m_termPart;
    QLabel* m_apart;
    QButtonGroup* m_terms;
    QButtonGroup* m_scopes;
    QLineEdit* m_reason;
    QLabel* m_place;
    QLabel* m_countdown;
    QProgressBar* m_bar;
    QTimer m_arm;      // until Allow can be pressed at all
    QTimer m_keyGuard; // while keys are still meant for another window
    QTimer m_second;
    std::chrono::milliseconds m_armsAfter = armsAfter;
    bool m_armed = false;
    bool m_done = false;
    qint64 m_said = -1; // seconds last told
};

} // namespace keystead::ui
