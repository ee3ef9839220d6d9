// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The page "Keys": ways to open the vault, and the keys inside it. Every change asks for a fresh proof in place.
#include "core/service/vault_status.h"
#include "ui/core_port.h"

#include <QTimer>
#include <QWidget>

namespace keystead::ui {

struct AppContext;
class AddSlotDialog;
class Banner;
class RotationSection;
class SlotsSection;

class KeysPage : public QWidget
{
    Q_OBJECT
public:
    explicit KeysPage(const AppContext& context, QWidget* parent = nullptr);
    void activate();
    void clear(); // nothing of the vault stays behind a lock
    void setStatus(const service::VaultStatus& status);
    AddSlotDialog* addSlot();
    // Asks which keys; `dueOnly` ticks only those that are due.
    void replaceKeys(bool dueOnly = false);
    SlotsSection* slotsSection() const { return m_slots; }
    RotationSection* rotationSection() const { return m_rotation; }
    Banner* message() const { return m_message; }

private:
    void confirmSheet(const keys::SlotInfo& slot, const QString& file);
    void changePassphrase(const keys::SlotInfo& slot);
    void removeSlot(const keys::SlotInfo& slot);
    void loadOverview(std::function<void()> then = {});
    void showProgress(const service::RotationProgress& progress);
    void saveSchedule(const service::RotationSchedule& schedule);
    void say(const QString& done, const QString& more = {});
    void sayBefore(const QString& done);
    void sayFailed(const base::Error& error);

    const AppContext& m_context;
    service::VaultStatus m_status;
    bool m_running = false;
    QString m_cause; // what was done before the keys are replaced for it, for the words at the end
    Banner* m_message;
    SlotsSection* m_slots;
    RotationSection* m_rotation;
    QTimer m_messageTimer;
};

} // namespace keystead::ui
