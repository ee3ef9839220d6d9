// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/core_client_imports.h"

#include "core/base/cancel.h"
#include "core/service/core_client.h"

#include <atomic>
#include <memory>
#include <QPointer>

namespace keystead::ui {

using service::CoreService;
using service::person;

namespace {

Cancel cancelOnCore(service::CoreClient& client, std::shared_ptr<base::CancelSource> source)
{
    QPointer<service::CoreClient> guard(&client);
    return [guard, source] {
        if (guard)
            guard->tell([source](CoreService&) { source->cancel(); });
    };
}

} // namespace

void CoreClientImports::look(QObject* context, std::string path, std::string format, Then<service::ImportLook> then)
{
    m_client.ask(
        context, [path, format](CoreService& core) { return core.imports().look(path, format); }, std::move(then));
}

Cancel CoreClientImports::preview(QObject* context, service::ImportRequest request, Then<service::ImportPreview> then)
{
    auto source = std::make_shared<base::CancelSource>();
    m_client.ask(
        context,
        [source, r = std::move(request)](CoreService& core) mutable {
            return core.imports().preview(std::move(r), source->token());
        },
        std::move(then));
    return cancelOnCore(m_client, source);
}

void CoreClientImports::plan(QObject* context, std::string preview, transfer::ImportChoices choices,
                             Then<transfer::ImportPlan> then)
{
    m_client.ask(
        context, [preview, choices](CoreService& core) { return core.imports().plan(preview, choices); },
        std::move(then));
}

// The core thread is busy with the transaction meanwhile: it looks at the flag, and nothing has to be posted to it.
Cancel CoreClientImports::apply(QObject* context, std::string preview, transfer::ImportChoices choices,
                                ProgressThen progress, Then<service::ImportOutcome> then)
{
    auto stop = std::make_shared<std::atomic<bool>>(false);
    service::ImportWatch watch;
    watch.goOn = [stop] { return !stop->load(); };
    QPointer<QObject> guard(context);
    watch.progress = [guard, progress](std::int64_t done, std::int64_t total) {
        QMetaObject::invokeMethod(QCoreApplication::instance(), [guard, progress, done, total] {
            if (guard && progress)
                progress(done, total);
        });
    };
    m_client.ask(
        context,
        [preview, choices, watch](CoreService& core) {
            return core.imports().apply(preview, choices, person(), watch);
        },
        std::move(then));
    return [stop] { *stop = true; };
}

void CoreClientImports::discard(std::string preview)
{
    m_client.tell([preview](CoreService& core) { core.imports().discard(preview); });
}

void CoreClientImports::runs(QObject* context, Then<std::vector<transfer::ImportRun>> then)
{
    m_client.ask(
        context, [](CoreService& core) { return core.imports().runs(); }, std::move(then));
}

void CoreClientImports::undo(QObject* context, std::string run, bool force, Then<transfer::ImportUndone> then)
{
    m_client.ask(
        context, [run, force](CoreService& core) { return core.imports().undo(run, force, person()); },
        std::move(then));
}

void CoreClientImports::deleteSource(QObject* context, std::string run, Then<std::vector<transfer::SourceRemoved>> then)
{
    m_client.ask(
        context, [run](CoreService& core) { return core.imports().deleteSource(run, person()); }, std::move(then));
}

void CoreClientImports::replaceSource(QObject* context, std::string run, Then<transfer::SourceRemoved> then)
{
    m_client.ask(
        context, [run](CoreService& core) { return core.imports().replaceSource(run, person()); }, std::move(then));
}

void CoreClientImports::restoreSource(QObject* context, std::string run, service::Proof proof, Then<void> then)
{
    m_client.ask(
        context,
        [run, p = std::move(proof)](CoreService& core) mutable {
            return core.imports().restoreSource(run, std::move(p), person());
        },
        std::move(then));
}

void CoreClientImports::confirmSource(QObject* context, std::string run, Then<void> then)
{
    m_client.ask(
        context, [run](CoreService& core) { return core.imports().confirmSource(run, person()); }, std::move(then));
}

Cancel CoreClientImports::findSecrets(QObject* context, Then<transfer::SecretScan> then)
{
    auto source = std::make_shared<base::CancelSource>();
    m_client.ask(
        context, [source](CoreService& core) { return core.imports().findSecrets(source->token()); }, std::move(then));
    return cancelOnCore(m_client, source);
}

void CoreClientProfiles::moveToProfile(QObject* context, base::ConnectionId id, std::string profile,
                                       Then<model::Connection> then)
{
    m_client.ask(
        context, [id, profile](CoreService& core) { return core.moveToProfile(id, profile, person()); },
        std::move(then));
}

void CoreClientProfiles::exportProfile(QObject* context, service::ExportProfile request, service::Proof proof,
                                       Then<service::ExportedProfile> then)
{
    m_client.ask(
        context,
        [request, p = std::move(proof)](CoreService& core) mutable {
            return core.exportProfile(request, std::move(p), person());
        },
        std::move(then));
}

void CoreClientProfiles::eraseProfile(QObject* context, service::EraseProfile request, service::Proof proof,
                                      Then<service::ErasedProfile> then)
{
    m_client.ask(
        context,
        [request, p = std::move(proof)](CoreService& core) mutable {
            return core.eraseProfile(request, std::move(p), person());
        },
        std::move(then));
}

void CoreClientProfiles::automaticBackups(QObject* context, Then<std::vector<service::AutomaticBackup>> then)
{
    m_client.ask(
        context, [](CoreService& core) { return core.automaticBackups(); }, std::move(then));
}

} // namespace keystead::ui
