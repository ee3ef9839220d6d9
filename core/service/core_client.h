// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The window's handle on the core: asks on the core thread, answers on the GUI thread, and forwards the core's signals
// there. Values cross, never objects. Thread: the GUI thread.
#include "core/base/cancel.h"
#include "core/service/core_host.h"

#include <functional>
#include <memory>
#include <QCoreApplication>
#include <QObject>
#include <QPointer>
#include <type_traits>
#include <utility>

namespace keystead::service {

class CoreClient : public QObject
{
    Q_OBJECT
public:
    explicit CoreClient(CoreHost& host, QObject* parent = nullptr);

    // Runs `work(CoreService&)`, which gives a QCoro::Task<R>, on the core thread; then `done(R)` on the GUI thread,
    // unless `context` is gone by then. `work` captures by value (move-only captures are fine). Example:
    //   m_core.ask(this, [id](CoreService& core) { return core.test(id, person()); },
    //   [this](base::Result<model::TestReport> report) { ... });
    template <class Work, class Done> void ask(QObject* context, Work work, Done done)
    {
        auto sharedWork = std::make_shared<Work>(std::move(work));
        auto sharedDone = std::make_shared<Done>(std::move(done));
        QPointer<QObject> guard(context);
        m_host.post(
            [core = &m_host.service(), guard, sharedWork, sharedDone] { drive(core, guard, sharedWork, sharedDone); });
    }
    // Runs plain work on the core thread without an answer (cancelSignIn).
    void tell(std::function<void(CoreService&)> work);

    VaultStatus lastStatus() const { return m_status; }

Q_SIGNALS:
    void statusChanged(keystead::service::VaultStatus status);
    void changed(keystead::model::ChangeSet changes);
    void notify(keystead::service::Notification notification);
    void openInBrowser(QString url);
    void rotationChanged(keystead::service::RotationProgress progress);
    void approvalsChanged(std::vector<keystead::model::ApprovalPrompt> prompts);

private:
    template <class Work, class Done>
    static QCoro::Task<void> drive(CoreService* core, QPointer<QObject> context, std::shared_ptr<Work> work,
                                   std::shared_ptr<Done> done)
    {
        auto task = (*work)(*core);
        auto result = std::make_shared<typename decltype(task)::value_type>(co_await std::move(task));
        // The application outlives the core thread; this client and the asker may be gone by then.
        QMetaObject::invokeMethod(QCoreApplication::instance(), [context, result, done] {
            if (context)
                (*done)(std::move(*result));
        });
    }

    CoreHost& m_host;
    VaultStatus m_status;
};

// The actor for what a person does in the window.
model::Actor person();

} // namespace keystead::service

Q_DECLARE_METATYPE(keystead::service::VaultStatus)
Q_DECLARE_METATYPE(keystead::service::Notification)
Q_DECLARE_METATYPE(keystead::service::RotationProgress)
Q_DECLARE_METATYPE(keystead::model::ChangeSet)
