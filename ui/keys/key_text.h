// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Words for ways to open the vault, passphrases, keys and their replacement. Pure; holds no secrets.
#include "core/service/rotation.h"
#include "core/service/slot_requests.h"

#include <QString>

namespace keystead::ui {

QString slotKindName(keys::SlotKind kind);
QString slotIcon(keys::SlotKind kind);
// One sentence: what this kind protects from, and what not.
QString slotProtects(keys::SlotKind kind);
// What the person called it; the usual names in the person's language.
QString slotTitle(const keys::SlotInfo& slot);
// What is wanted to open the vault this way.
QString slotNeeds(const keys::SlotInfo& slot);
// "Argon2id took 0.8 s (256 MiB)"; empty for kinds without a derivation.
QString derivationText(const keys::SlotInfo& slot);
// Why it cannot be removed; empty where it can.
QString whySlotStays(const std::vector<keys::SlotInfo>& slots, const base::SlotId& slot);

QString strengthName(int score);
QString hintText(crypto::StrengthHint hint);
// Where a typed recovery key is wrong; any other error in its own words.
QString recoveryProblem(const base::Error& error);

QString phaseText(const service::RotationProgress& progress);
QString keyName(const service::KeyAge& key);
// 730 hours a month, as the core counts.
base::WallTime nextDue(const service::KeyAge& key, const service::RotationSchedule& schedule);

} // namespace keystead::ui
