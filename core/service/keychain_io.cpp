// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/keychain_io.h"

#include "core/net/async.h"

namespace keystead::service {

QCoro::Task<base::Result<base::Secret>> readItem(keys::KeychainStore& keychain, std::string item)
{
    net::OneShot<base::Result<base::Secret>> done;
    keychain.read(item, [done](base::Result<base::Secret> value) mutable { done.set(std::move(value)); });
    const std::shared_ptr<base::Result<base::Secret>> value = co_await done;
    co_return std::move(*value);
}

QCoro::Task<base::Status> writeItemSafely(keys::KeychainStore& keychain, std::string item, base::Secret value)
{
    const base::Secret expected = value.clone();
    net::OneShot<base::Status> done;
    keychain.write(item, std::move(value), [done](base::Status status) mutable { done.set(std::move(status)); });
    const std::shared_ptr<base::Status> written = co_await done;
    if (!*written)
        co_return *written;
    auto reading = readItem(keychain, item);
    const base::Result<base::Secret> back = co_await reading;
    if (!back)
        co_return back.error();
    if (!back->equals(expected))
        co_return base::fail(base::ErrorCode::KeychainDenied, "the keychain did not keep what was written");
    co_return base::ok();
}

QCoro::Task<base::Status> removeItem(keys::KeychainStore& keychain, std::string item)
{
    net::OneShot<base::Status> done;
    keychain.remove(item, [done](base::Status status) mutable { done.set(std::move(status)); });
    const std::shared_ptr<base::Status> removed = co_await done;
    co_return *removed;
}

} // namespace keystead::service
