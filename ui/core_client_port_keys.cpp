// SPDX-License-Identifier: GPL-3.0-or-later
// CoreClientPort: ways to open the vault, replacing keys, backups and restores.
#include "ui/core_client_port.h"

#include "core/service/core_client.h"

namespace keystead::ui {

using service::CoreService;
using service::person;

void CoreClientPort::unlock(QObject* context, service::UnlockVault request, Then<void> then)
{
    m_client.ask(
        context, [r = std::move(request)](CoreService& core) mutable { return core.unlock(std::move(r), person()); },
        std::move(then));
}

void CoreClientPort::addSlot(QObject* context, service::AddSlot request, service::Proof proof,
                             Then<service::AddedSlot> then)
{
    m_client.ask(
        context,
        [r = std::move(request), p = std::move(proof)](CoreService& core) mutable {
            return core.addSlot(std::move(r), std::move(p), person());
        },
        std::move(then));
}

void CoreClientPort::confirmRecoverySlot(QObject* context, base::SlotId slot, base::Secret typed, Then<void> then)
{
    m_client.ask(
        context,
        [slot, t = std::move(typed)](CoreService& core) mutable {
            return core.confirmRecoverySlot(slot, std::move(t), person());
        },
        std::move(then));
}

void CoreClientPort::changePassphrase(QObject* context, base::SlotId slot, base::Secret passphrase, bool allowWeak,
                                      service::Proof proof, Then<service::AddedSlot> then)
{
    m_client.ask(
        context,
        [slot, s = std::move(passphrase), allowWeak, p = std::move(proof)](CoreService& core) mutable {
            return core.changePassphrase(slot, std::move(s), allowWeak, std::move(p), person());
        },
        std::move(then));
}

void CoreClientPort::tokens(QObject* context, Then<std::vector<keys::TokenInfo>> then)
{
    m_client.ask(
        context, [](CoreService& core) { return core.tokens(); }, std::move(then));
}

void CoreClientPort::keyOverview(QObject* context, Then<service::KeyOverview> then)
{
    m_client.ask(
        context, [](CoreService& core) { return core.keyOverview(); }, std::move(then));
}

void CoreClientPort::startRotation(QObject* context, service::RotateKeys request, service::Proof proof, Then<void> then)
{
    m_client.ask(
        context,
        [request, p = std::move(proof)](CoreService& core) mutable {
            return core.startRotation(request, std::move(p), person());
        },
        std::move(then));
}

void CoreClientPort::cancelRotation()
{
    m_client.tell([](CoreService& core) { core.cancelRotation(); });
}

void CoreClientPort::setRotationSchedule(QObject* context, service::RotationSchedule schedule, Then<void> then)
{
    m_client.ask(
        context, [schedule](CoreService& core) { return core.setRotationSchedule(schedule, person()); },
        std::move(then));
}

void CoreClientPort::automaticBackups(QObject* context, Then<std::vector<service::AutomaticBackup>> then)
{
    m_client.ask(
        context, [](CoreService& core) { return core.automaticBackups(); }, std::move(then));
}

Cancel CoreClientPort::makeBackup(QObject* context, service::MakeBackup request, ProgressThen progress,
                                  Then<service::BackupMade> then)
{
    auto source = std::make_shared<base::CancelSource>();
    m_client.ask(
        context,
        [source, r = std::move(request), p = marshal(context, std::move(progress))](CoreService& core) mutable {
            return core.makeBackup(std::move(r), p, source->token(), person());
        },
        std::move(then));
    return cancelOnCore(source);
}

Cancel CoreClientPort::makeAutomaticBackup(QObject* context, ProgressThen progress, Then<service::BackupMade> then)
{
    auto source = std::make_shared<base::CancelSource>();
    m_client.ask(
        context,
        [source, p = marshal(context, std::move(progress))](CoreService& core) {
            return core.makeAutomaticBackup(p, source->token(), person());
        },
        std::move(then));
    return cancelOnCore(source);
}

Cancel CoreClientPort::previewRestore(QObject* context, service::RestoreVault request, ProgressThen progress,
                                      Then<service::RestorePreview> then)
{
    auto source = std::make_shared<base::CancelSource>();
    m_client.ask(
        context,
        [source, r = std::move(request), p = marshal(context, std::move(progress))](CoreService& core) mutable {
            return core.previewRestore(std::move(r), p, source->token(), person());
        },
        std::move(then));
    return cancelOnCore(source);
}

Cancel CoreClientPort::restore(QObject* context, service::RestoreVault request, ProgressThen progress,
                               Then<service::RestoreDone> then)
{
    auto source = std::make_shared<base::CancelSource>();
    m_client.ask(
        context,
        [source, r = std::move(request), p = marshal(context, std::move(progress))](CoreService& core) mutable {
            return core.restore(std::move(r), p, source->token(), person());
        },
        std::move(then));
    return cancelOnCore(source);
}

void CoreClientPort::confirm(QObject* context, base::ConnectionId id, Then<model::Connection> then)
{
    m_client.ask(
        context, [id](CoreService& core) { return core.confirm(id, person()); }, std::move(then));
}

void CoreClientPort::checkUnopened(QObject* context, base::Secret passphrase,
                                   Then<std::vector<service::CheckItem>> then)
{
    m_client.ask(
        context,
        [p = std::move(passphrase)](CoreService& core) mutable { return core.checkUnopened(std::move(p), person()); },
        std::move(then));
}

} // namespace keystead::ui
