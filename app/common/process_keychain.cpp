// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/process_keychain.h"

#include <memory>
#include <QAbstractEventDispatcher>
#include <QThread>

namespace keystead::app {

namespace {

// Asynchronous like the real one: the answer comes from the caller's event loop.
template <class T> void later(std::function<void(T)> callback, T value)
{
    auto shared = std::make_shared<T>(std::move(value));
    QMetaObject::invokeMethod(
        QAbstractEventDispatcher::instance(QThread::currentThread()),
        [callback = std::move(callback), shared] { callback(std::move(*shared)); }, Qt::QueuedConnection);
}

} // namespace

void ProcessKeychain::read(const std::string& item, ReadCallback callback)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_items.find(item);
    base::Result<base::Secret> answer =
        base::fail(base::ErrorCode::KeychainItemMissing, "the practice keychain has no such item");
    if (found != m_items.end())
        answer = found->second.clone();
    later<base::Result<base::Secret>>(std::move(callback), std::move(answer));
}

void ProcessKeychain::write(const std::string& item, base::Secret value, DoneCallback callback)
{
    const std::scoped_lock lock(m_mutex);
    m_items.insert_or_assign(item, std::move(value));
    later<base::Status>(std::move(callback), base::ok());
}

void ProcessKeychain::remove(const std::string& item, DoneCallback callback)
{
    const std::scoped_lock lock(m_mutex);
    m_items.erase(item);
    later<base::Status>(std::move(callback), base::ok());
}

} // namespace keystead::app
