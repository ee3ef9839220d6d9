// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// AccessPort over the core thread.
#include "ui/access_port.h"

namespace keystead::service {
class CoreClient;
}

namespace keystead::ui {

class CoreClientAccess final : public AccessPort
{
public:
    explicit CoreClientAccess(service::CoreClient& client) : m_client(client) {}
    void grants(QObject* context, Then<std::vector<model::Grant>> then) override;
    void addGrant(QObject* context, service::AddGrant request, service::Proof proof, Then<model::Grant> then) override;
    void removeGrant(QObject* context, base::GrantId id, Then<void> then) override;
    void programUse(QObject* context, int days, Then<std::vector<service::ProgramUse>> then) override;
    void setPersonPresent(bool present) override;
    std::vector<model::ApprovalPrompt> approvals() const override { return m_prompts; }
    void answerApproval(QObject* context, model::ApprovalAnswer answer, Then<void> then) override;
    void setApprovals(std::vector<model::ApprovalPrompt> prompts) { m_prompts = std::move(prompts); }

private:
    service::CoreClient& m_client;
    std::vector<model::ApprovalPrompt> m_prompts;
};

} // namespace keystead::ui
