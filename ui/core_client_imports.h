// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// ImportPort and ProfilePort over the core thread.
#include "ui/import_port.h"
#include "ui/profile_port.h"

namespace keystead::service {
class CoreClient;
}

namespace keystead::ui {

class CoreClientImports final : public ImportPort
{
public:
    explicit CoreClientImports(service::CoreClient& client) : m_client(client) {}
    void look(QObject* context, std::string path, std::string format, Then<service::ImportLook> then) override;
    Cancel preview(QObject* context, service::ImportRequest request, Then<service::ImportPreview> then) override;
    void plan(QObject* context, std::string preview, transfer::ImportChoices choices,
              Then<transfer::ImportPlan> then) override;
    Cancel apply(QObject* context, std::string preview, transfer::ImportChoices choices, ProgressThen progress,
                 Then<service::ImportOutcome> then) override;
    void discard(std::string preview) override;
    void runs(QObject* context, Then<std::vector<transfer::ImportRun>> then) override;
    void undo(QObject* context, std::string run, bool force, Then<transfer::ImportUndone> then) override;
    void deleteSource(QObject* context, std::string run, Then<std::vector<transfer::SourceRemoved>> then) override;
    void replaceSource(QObject* context, std::string run, Then<transfer::SourceRemoved> then) override;
    void restoreSource(QObject* context, std::string run, service::Proof proof, Then<void> then) override;
    void confirmSource(QObject* context, std::string run, Then<void> then) override;
    Cancel findSecrets(QObject* context, Then<transfer::SecretScan> then) override;

private:
    service::CoreClient& m_client;
};

class CoreClientProfiles final : public ProfilePort
{
public:
    explicit CoreClientProfiles(service::CoreClient& client) : m_client(client) {}
    void moveToProfile(QObject* context, base::ConnectionId id, std::string profile,
                       Then<model::Connection> then) override;
    void exportProfile(QObject* context, service::ExportProfile request, service::Proof proof,
                       Then<service::ExportedProfile> then) override;
    void eraseProfile(QObject* context, service::EraseProfile request, service::Proof proof,
                      Then<service::ErasedProfile> then) override;
    void automaticBackups(QObject* context, Then<std::vector<service::AutomaticBackup>> then) override;

private:
    service::CoreClient& m_client;
};

} // namespace keystead::ui
