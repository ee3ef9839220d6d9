// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// AccessPort from memory. A grant that is added or removed is seen in the lists at once, and changed() is told.
#include "fake_imports.h"
#include "ui/access_port.h"

namespace keystead::ui::test {

class FakeAccess final : public AccessPort, public FakeAnswers
{
public:
    std::vector<model::Grant> grantList;
    std::vector<service::ProgramUse> use; // of 90 days; its grants come from grantList
    std::vector<model::ApprovalPrompt> prompts;
    std::string passphrase = "correct horse battery"; // what addGrant wants
    // what was asked
    std::optional<service::AddGrant> added;
    bool proven = false;
    std::vector<base::GrantId> removed;
    std::vector<model::ApprovalAnswer> answers;
    std::vector<int> spans; // of programUse
    std::optional<bool> present;
    std::function<void()> onChanged;  // grants came or went
    std::function<void()> onAnswered; // prompts changed

    void grants(QObject* context, Then<std::vector<model::Grant>> then) override;
    void addGrant(QObject* context, service::AddGrant request, service::Proof proof, Then<model::Grant> then) override;
    void removeGrant(QObject* context, base::GrantId id, Then<void> then) override;
    void programUse(QObject* context, int days, Then<std::vector<service::ProgramUse>> then) override;
    void setPersonPresent(bool there) override { present = there; }
    std::vector<model::ApprovalPrompt> approvals() const override { return prompts; }
    void answerApproval(QObject* context, model::ApprovalAnswer answer, Then<void> then) override;
};

class FakeCore;
// Programs, rights and uses for the connections of the sample vault.
void fillPrograms(FakeCore& core, base::WallTime now);
// A question as a program would ask it. `connection` is a row of the sample vault.
model::ApprovalPrompt samplePrompt(const FakeCore& core, base::WallTime now, std::size_t connection = 0,
                                   model::Right right = model::Right::Token);
// The question of a program that wants a grant to be added: for itself, or for another one.
model::ApprovalPrompt sampleGrantPrompt(const FakeCore& core, base::WallTime now, bool itself = false);

} // namespace keystead::ui::test
