// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/qt_keychain_store.h"

#include <memory>
#include <QAbstractEventDispatcher>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QPointer>
#include <qt6keychain/keychain.h>
#include <QThread>
#include <QTimer>

namespace keystead::app {

using base::ErrorCode;
using base::fail;
using base::Secret;

namespace {

const QString serviceName = QStringLiteral("keystead");
// A machine under load: an answer after four seconds was taken for none, and an agent stayed locked beside an open
// keychain. One that hangs is given up all the same.
constexpr int probeLimit = 7000; // ms
constexpr std::chrono::seconds jobLimit{10};

base::Error errorOf(const QKeychain::Job& job)
{
    const std::string detail = job.errorString().toStdString();
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        return fail(ErrorCode::KeychainItemMissing, "the keychain has no such item");
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return fail(ErrorCode::KeychainDenied, detail);
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return fail(ErrorCode::KeychainUnavailable, "no keychain service answers");
    default:
        return fail(ErrorCode::KeychainUnavailable, detail);
    }
}

// The door out of QtKeychain: its bytes into locked memory, wiped behind.
Secret takeBytes(QByteArray bytes)
{
    Secret secret = Secret::fromBytes(
        {reinterpret_cast<const std::uint8_t*>(bytes.constData()), static_cast<std::size_t>(bytes.size())});
    base::wipe(bytes.data(), static_cast<std::size_t>(bytes.size()));
    return secret;
}

// The door into QtKeychain; its job keeps a copy until it is deleted, which is at once after it finished.
QByteArray bytesFor(const Secret& secret)
{
    const auto bytes = secret.exposeBytes();
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

// Runs `answer` on the thread that called, once, also when the limit passes first.
template <class T> class Once
{
public:
    explicit Once(std::function<void(T)> answer) : m_state(std::make_shared<State>())
    {
        m_state->answer = std::move(answer);
        m_state->home = QAbstractEventDispatcher::instance(QThread::currentThread());
    }
    void operator()(T value) const
    {
        if (std::exchange(m_state->done, true))
            return;
        auto shared = std::make_shared<T>(std::move(value));
        auto state = m_state;
        if (state->home)
            QMetaObject::invokeMethod(
                state->home, [state, shared] { state->answer(std::move(*shared)); }, Qt::QueuedConnection);
    }

private:
    struct State
    {
        std::function<void(T)> answer;
        QPointer<QAbstractEventDispatcher> home;
        bool done = false; // touched on the keychain's thread only
    };
    std::shared_ptr<State> m_state;
};

template <class Job, class Done>
void start(Job* job, const std::string& item, std::chrono::milliseconds limit, QObject* owner, Done done)
{
    job->setAutoDelete(true);
    job->setInsecureFallback(false);
    job->setKey(QString::fromStdString(item));
    // A bus that dies under a job can leave it without an end, so the bus is looked at while the job runs. `done`
    // counts once.
    const QPointer<QTimer> watch = new QTimer(owner);
    QObject::connect(job, &QKeychain::Job::finished, owner, [done, watch](QKeychain::Job* finished) {
        delete watch;
        done(static_cast<Job*>(finished));
    });
    QObject::connect(watch, &QTimer::timeout, owner, [done, watch, left = limit]() mutable {
        left -= watch->intervalAsDuration();
        if (left.count() > 0 && QDBusConnection::sessionBus().isConnected())
            return;
        watch->deleteLater();
        done(nullptr);
    });
    watch->start(std::chrono::milliseconds{500});
    job->start();
}

bool nobodyThere(QDBusError::ErrorType error)
{
    return error == QDBusError::ServiceUnknown || error == QDBusError::NoReply || error == QDBusError::Disconnected ||
           error == QDBusError::NoServer;
}

base::Error timedOut()
{
    return fail(ErrorCode::TimedOut, "the keychain did not answer in time");
}

} // namespace

QtKeychainStore::QtKeychainStore(bool mayPrompt, QObject* parent) : QObject(parent), m_mayPrompt(mayPrompt) {}

std::chrono::milliseconds QtKeychainStore::limit() const
{
    return m_mayPrompt ? std::chrono::seconds{120} : jobLimit;
}

void QtKeychainStore::whenUsable(std::function<void()> go, std::function<void(base::Error)> no)
{
    QMetaObject::invokeMethod(this, [this, go = std::move(go), no = std::move(no)] {
        const QDBusConnection bus = QDBusConnection::sessionBus();
        if (!bus.isConnected()) {
            no(fail(ErrorCode::KeychainUnavailable, "there is no D-Bus session"));
            return;
        }
        m_bus.hold();
        if (m_mayPrompt) {
            go();
            return;
        }
        QDBusMessage question = QDBusMessage::createMethodCall(
            QStringLiteral("org.freedesktop.secrets"), QStringLiteral("/org/freedesktop/secrets/aliases/default"),
            QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"));
        question << QStringLiteral("org.freedesktop.Secret.Collection") << QStringLiteral("Locked");
        auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(question, probeLimit), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [go, no](QDBusPendingCallWatcher* finished) {
            finished->deleteLater();
            const QDBusPendingReply<QDBusVariant> reply = *finished;
            if (!reply.isError() && reply.value().variant().toBool()) {
                no(fail(ErrorCode::KeychainLocked, "the keychain is locked and nobody can be asked to open it"));
            } else if (reply.isError() && nobodyThere(reply.error().type())) {
                no(fail(ErrorCode::KeychainUnavailable, "no keychain service answers on D-Bus"));
            } else {
                go();
            }
        });
    });
}

void QtKeychainStore::read(const std::string& item, ReadCallback callback)
{
    const Once<base::Result<Secret>> once(std::move(callback));
    whenUsable(
        [this, item, once] {
            start(new QKeychain::ReadPasswordJob(serviceName), item, limit(), this,
                  [once](QKeychain::ReadPasswordJob* job) {
                      if (!job)
                          once(timedOut());
                      else if (job->error() != QKeychain::NoError)
                          once(errorOf(*job));
                      else
                          once(takeBytes(job->binaryData()));
                  });
        },
        [once](base::Error error) { once(std::move(error)); });
}

void QtKeychainStore::write(const std::string& item, Secret value, DoneCallback callback)
{
    const Once<base::Status> once(std::move(callback));
    const auto shared = std::make_shared<Secret>(std::move(value));
    whenUsable(
        [this, item, once, shared] {
            auto* job = new QKeychain::WritePasswordJob(serviceName);
            job->setBinaryData(bytesFor(*shared));
            start(job, item, limit(), this, [once](QKeychain::WritePasswordJob* finished) {
                if (!finished)
                    once(timedOut());
                else if (finished->error() != QKeychain::NoError)
                    once(errorOf(*finished));
                else
                    once(base::ok());
            });
        },
        [once](base::Error error) { once(std::move(error)); });
}

void QtKeychainStore::remove(const std::string& item, DoneCallback callback)
{
    const Once<base::Status> once(std::move(callback));
    whenUsable(
        [this, item, once] {
            start(new QKeychain::DeletePasswordJob(serviceName), item, limit(), this,
                  [once](QKeychain::DeletePasswordJob* job) {
                      if (!job)
                          once(timedOut());
                      else if (job->error() != QKeychain::NoError && job->error() != QKeychain::EntryNotFound)
                          once(errorOf(*job));
                      else
                          once(base::ok());
                  });
        },
        [once](base::Error error) { once(std::move(error)); });
}

} // namespace keystead::app
