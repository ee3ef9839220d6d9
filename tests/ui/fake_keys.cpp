// SPDX-License-Identifier: GPL-3.0-or-later
// FakeCore: ways to open the vault, replacing keys, backups and restores.
#include "fake_core.h"

#include <algorithm>

namespace keystead::ui::test {

using base::ErrorCode;

void FakeCore::unlock(QObject* context, service::UnlockVault request, Then<void> then)
{
    const bool wrong = request.passphrase && request.passphrase->exposeText() != passphrase;
    unlocked = std::move(request);
    if (wrong)
        answer<void>(context, then, base::fail(ErrorCode::WrongPassphrase));
    else
        createVault(context, {}, std::move(then));
}

void FakeCore::acceptRollback(QObject* context, Then<void> then)
{
    ++rollbacksAccepted;
    status.rolledBack = false;
    QTimer::singleShot(0, this, &FakeCore::tellStatus);
    answer(context, then, base::ok());
}

void FakeCore::addSlot(QObject* context, service::AddSlot request, service::Proof proof, Then<service::AddedSlot> then)
{
    if (proof.passphrase && proof.passphrase->exposeText() != passphrase) {
        answer<service::AddedSlot>(context, then, base::fail(ErrorCode::WrongPassphrase));
        return;
    }
    service::AddedSlot made;
    made.slot.id = base::SlotId::create();
    made.slot.kind = request.kind;
    made.slot.label = request.label;
    made.slot.createdAt = base::SystemClock().now();
    made.slot.confirmed = request.kind != keys::SlotKind::Recovery;
    if (!made.slot.confirmed)
        made.recoveryText = base::Secret::fromText(recoveryText);
    addedSlot = std::move(request);
    if (!nextError) {
        status.slots.push_back(made.slot);
        QTimer::singleShot(0, this, &FakeCore::tellStatus);
    }
    answer<service::AddedSlot>(context, then, std::move(made));
}

void FakeCore::confirmRecoverySlot(QObject* context, base::SlotId slot, base::Secret typed, Then<void> then)
{
    if (typed.exposeText() != recoveryText) {
        answer<void>(context, then, base::fail(ErrorCode::InvalidArgument, "recovery key: group 3: the check fails"));
        return;
    }
    confirmedSlot = slot;
    for (keys::SlotInfo& each : status.slots) {
        if (each.id == slot)
            each.confirmed = true;
    }
    QTimer::singleShot(0, this, &FakeCore::tellStatus);
    answer(context, then, base::ok());
}

void FakeCore::changePassphrase(QObject* context, base::SlotId slot, base::Secret next, bool, service::Proof proof,
                                Then<service::AddedSlot> then)
{
    if (proof.passphrase && proof.passphrase->exposeText() != passphrase) {
        answer<service::AddedSlot>(context, then, base::fail(ErrorCode::WrongPassphrase));
        return;
    }
    changedSlot = slot;
    passphrase = next.exposeText();
    answer<service::AddedSlot>(context, then, service::AddedSlot{});
}

void FakeCore::removeSlot(QObject* context, base::SlotId slot, service::Proof, Then<void> then)
{
    removedSlot = slot;
    if (!nextError) {
        std::erase_if(status.slots, [&](const keys::SlotInfo& each) { return each.id == slot; });
        QTimer::singleShot(0, this, &FakeCore::tellStatus);
    }
    answer(context, then, base::ok());
}

void FakeCore::tokens(QObject* context, Then<std::vector<keys::TokenInfo>> then)
{
    answer<std::vector<keys::TokenInfo>>(context, then, tokenList);
}

void FakeCore::keyOverview(QObject* context, Then<service::KeyOverview> then)
{
    answer<service::KeyOverview>(context, then, overview);
}

void FakeCore::startRotation(QObject* context, service::RotateKeys request, service::Proof, Then<void> then)
{
    rotated = std::move(request);
    answer(context, then, base::ok());
}

void FakeCore::rotate(service::RotationProgress progress)
{
    rotation = progress;
    Q_EMIT rotationChanged(progress);
}

void FakeCore::setRotationSchedule(QObject* context, service::RotationSchedule schedule, Then<void> then)
{
    if (!nextError)
        overview.schedule = schedule;
    answer(context, then, base::ok());
}

void FakeCore::automaticBackups(QObject* context, Then<std::vector<service::AutomaticBackup>> then)
{
    answer<std::vector<service::AutomaticBackup>>(context, then, automatic);
}

Cancel FakeCore::makeBackup(QObject* context, service::MakeBackup request, ProgressThen progress,
                            Then<service::BackupMade> then)
{
    service::BackupMade made;
    made.file = request.file;
    made.bytes = 1'482'752;
    made.info.connections = static_cast<std::int64_t>(rows.size());
    made.info.auditRecords = 420;
    madeBackup = std::move(request);
    return longWork<service::BackupMade>(context, progress, then, made);
}

Cancel FakeCore::makeAutomaticBackup(QObject* context, ProgressThen progress, Then<service::BackupMade> then)
{
    ++automaticMade;
    return longWork<service::BackupMade>(context, progress, then, service::BackupMade{});
}

Cancel FakeCore::previewRestore(QObject* context, service::RestoreVault request, ProgressThen progress,
                                Then<service::RestorePreview> then)
{
    if (request.secret.passphrase && request.secret.passphrase->exposeText() != passphrase)
        return longWork<service::RestorePreview>(context, progress, then, base::fail(ErrorCode::WrongPassphrase));
    return longWork<service::RestorePreview>(context, progress, then, preview);
}

Cancel FakeCore::restore(QObject* context, service::RestoreVault request, ProgressThen progress,
                         Then<service::RestoreDone> then)
{
    restored = std::move(request);
    if (!nextError && !holdLongWork)
        QTimer::singleShot(0, this, &FakeCore::setUnlocked);
    return longWork<service::RestoreDone>(context, progress, then, restoreDone);
}

void FakeCore::confirm(QObject* context, base::ConnectionId id, Then<model::Connection> then)
{
    confirmed = id;
    answer<model::Connection>(context, then, moved(id, model::ConnectionState::Active));
}

void FakeCore::checkUnopened(QObject* context, base::Secret given, Then<std::vector<service::CheckItem>> then)
{
    if (!given.empty() && given.exposeText() != passphrase)
        answer<std::vector<service::CheckItem>>(context, then, base::fail(ErrorCode::WrongPassphrase));
    else
        answer<std::vector<service::CheckItem>>(context, then, checkItems);
}

} // namespace keystead::ui::test
