// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// ImportPort and ProfilePort from memory. Each call answers from the next turn of the event loop; `nextError` answers
// the next call of any kind, once; `hold` keeps the answer back until release().
#include "ui/import_port.h"
#include "ui/profile_port.h"

#include <memory>
#include <optional>
#include <QTimer>
#include <set>

namespace keystead::ui::test {

// One file: three entries, of which one is known already and one conflicts, and a line that cannot be read.
service::ImportPreview samplePreview();
transfer::ImportRun sampleRun();
transfer::SecretScan sampleScan();

class FakeAnswers
{
public:
    std::optional<base::Error> nextError;
    bool hold = false;
    std::function<void()> release; // of the last call that was held
    int cancels = 0;

protected:
    template <class T> void answer(QObject* context, const Then<T>& then, base::Result<T> result)
    {
        if (nextError) {
            result = base::Result<T>(*nextError);
            nextError.reset();
        }
        auto shared = std::make_shared<base::Result<T>>(std::move(result));
        auto reply = [then, shared] { then(std::move(*shared)); };
        if (hold)
            release = reply;
        else
            QTimer::singleShot(0, context, reply);
    }
    Cancel cancelOf()
    {
        return [this] { ++cancels; };
    }
};

class FakeImports final : public ImportPort, public FakeAnswers
{
public:
    service::ImportLook lookAnswer;
    service::ImportPreview previewAnswer = samplePreview();
    std::vector<transfer::ImportRun> runList;
    transfer::SecretScan scan = sampleScan();
    transfer::ImportUndone undone;
    // what was asked
    std::string lookedAt, lookedAs;
    std::optional<service::ImportRequest> previewed;
    std::optional<transfer::ImportChoices> planned;
    std::optional<transfer::ImportChoices> applied;
    std::optional<service::Proof> restoreProof; // of the last one
    std::vector<std::string> discarded, undoneRuns, deleted, replaced, restored, confirmed;
    bool forced = false;
    int applies = 0;

    void look(QObject* context, std::string path, std::string format, Then<service::ImportLook> then) override;
    Cancel preview(QObject* context, service::ImportRequest request, Then<service::ImportPreview> then) override;
    void plan(QObject* context, std::string preview, transfer::ImportChoices choices,
              Then<transfer::ImportPlan> then) override;
    Cancel apply(QObject* context, std::string preview, transfer::ImportChoices choices, ProgressThen progress,
                 Then<service::ImportOutcome> then) override;
    void discard(std::string preview) override { discarded.push_back(preview); }
    void runs(QObject* context, Then<std::vector<transfer::ImportRun>> then) override;
    void undo(QObject* context, std::string run, bool force, Then<transfer::ImportUndone> then) override;
    void deleteSource(QObject* context, std::string run, Then<std::vector<transfer::SourceRemoved>> then) override;
    void replaceSource(QObject* context, std::string run, Then<transfer::SourceRemoved> then) override;
    void restoreSource(QObject* context, std::string run, service::Proof proof, Then<void> then) override;
    void confirmSource(QObject* context, std::string run, Then<void> then) override;
    Cancel findSecrets(QObject* context, Then<transfer::SecretScan> then) override;

private:
    transfer::ImportPlan planFor(const transfer::ImportChoices& choices) const;
    transfer::ImportRun* run(const std::string& id);
};

class FakeProfiles final : public ProfilePort, public FakeAnswers
{
public:
    service::ErasedProfile erasedAnswer;
    std::vector<std::pair<std::string, std::string>> moved; // connection, profile
    std::optional<service::ExportProfile> exported;
    std::optional<service::EraseProfile> erased;
    std::function<void(const std::string&)> onErased;

    void moveToProfile(QObject* context, base::ConnectionId id, std::string profile,
                       Then<model::Connection> then) override;
    void exportProfile(QObject* context, service::ExportProfile request, service::Proof proof,
                       Then<service::ExportedProfile> then) override;
    void eraseProfile(QObject* context, service::EraseProfile request, service::Proof proof,
                      Then<service::ErasedProfile> then) override;
    std::vector<service::AutomaticBackup> backups;
    void automaticBackups(QObject* context, Then<std::vector<service::AutomaticBackup>> then) override
    {
        answer<std::vector<service::AutomaticBackup>>(context, then, backups);
    }
};

} // namespace keystead::ui::test
