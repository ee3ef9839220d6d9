// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The ways to open the vault, each with what it needs and protects from, and what can be done with it.
#include "core/service/vault_status.h"
#include "ui/connections/detail_sections.h"

#include <vector>

class QPushButton;

namespace keystead::ui {

class SlotsSection : public Section
{
    Q_OBJECT
public:
    explicit SlotsSection(const AppContext& context, QWidget* parent = nullptr);
    void setSlots(const std::vector<keys::SlotInfo>& slots);
    QPushButton* addButton() const { return m_add; }
    // The buttons of one way, by object name: slotConfirm, slotChange, slotRemove; null where there is none.
    QPushButton* buttonOf(const base::SlotId& slot, const QString& name) const;

Q_SIGNALS:
    void addRequested();
    void confirmRequested(const keystead::keys::SlotInfo& slot);
    void changeRequested(const keystead::keys::SlotInfo& slot);
    void removeRequested(const keystead::keys::SlotInfo& slot);

private:
    QWidget* makeRow(const keys::SlotInfo& slot);
    const AppContext& m_context;
    std::vector<keys::SlotInfo> m_slots;
    QVBoxLayout* m_rows;
    QPushButton* m_add;
};

} // namespace keystead::ui
