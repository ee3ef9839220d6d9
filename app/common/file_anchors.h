// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Where the audit trail's head is remembered outside the database: a file in the state folder within a second, and a
// keychain item after half a minute of quiet and at flush(). It hears only of heads that are on disk already
// (AuditLog::anchorWhenDurable). The tail that a thief could cut unseen is at most what came since. Thread: the core
// thread.
#include "core/audit/audit_log.h"
#include "core/keys/keychain_store.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <QObject>
#include <QTimer>
#include <vector>

namespace keystead::app {

class FileAnchors final : public QObject, public audit::AnchorSink
{
    Q_OBJECT
public:
    struct Delays
    {
        std::chrono::milliseconds file{500};        // after the first head that is not written yet
        std::chrono::milliseconds keychain{30'000}; // of quiet
    };
    FileAnchors(std::filesystem::path file, keys::KeychainStore& keychain);
    FileAnchors(std::filesystem::path file, keys::KeychainStore& keychain, Delays delays);
    ~FileAnchors() override;

    void headMoved(const audit::AnchorState& head) override;
    // Writes what is pending: the file now, the keychain item as soon as it answers.
    void flush();
    // What the file and (once it has answered) the keychain remember.
    std::vector<audit::AnchorState> remembered() const;
    // Asks the keychain for this vault's anchor, so that remembered() has it at the unlock.
    void prefetch(const std::string& vaultId);

private:
    void writeFile();
    void writeKeychain();

    std::filesystem::path m_file;
    keys::KeychainStore& m_keychain;
    std::optional<audit::AnchorState> m_head;
    // Shared, since the keychain may answer after this object is gone.
    std::shared_ptr<std::optional<audit::AnchorState>> m_fromKeychain =
        std::make_shared<std::optional<audit::AnchorState>>();
    QTimer m_fileTimer;
    QTimer m_keychainTimer;
};

// The file's text, and back; nullopt where it is not ours.
std::string anchorText(const audit::AnchorState& anchor);
std::optional<audit::AnchorState> anchorFromText(std::string_view text);

} // namespace keystead::app
