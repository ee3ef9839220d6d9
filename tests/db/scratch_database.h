// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A folder for one database, its key, and what tests of this room ask of both. The key is a fixed pattern, so that a
// forked child can make it again (locked memory is wiped on fork).
#include "core/db/connection.h"
#include "core/db/transaction.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#define KS_VERIFY(result)                                                                                              \
    do {                                                                                                               \
        const auto& ks_result = (result);                                                                              \
        QVERIFY2(ks_result.has_value(), ks_result ? "" : keystead::base::toString(ks_result.error()).c_str());         \
    } while (false)

#define KS_FAILS(result, expected)                                                                                     \
    do {                                                                                                               \
        const auto& ks_result = (result);                                                                              \
        QVERIFY2(!ks_result.has_value(), "it was expected to fail");                                                   \
        QVERIFY2(ks_result.error().code == (expected), keystead::base::toString(ks_result.error()).c_str());           \
    } while (false)

namespace keystead::test {

struct ScratchDatabase
{
    QTemporaryDir folder;

    std::filesystem::path path(const char* name = "vault.db") const
    {
        return std::filesystem::path{folder.path().toStdString()} / name;
    }
    static base::Secret key(std::uint8_t first = 1)
    {
        base::Secret key(32);
        for (std::uint8_t& byte : key.exposeMutable())
            byte = first++;
        return key;
    }
    base::Result<std::unique_ptr<db::Connection>> open(db::OpenMode mode, std::uint8_t keyPattern = 1) const
    {
        return db::Connection::open(path(), key(keyPattern), mode);
    }
    // A closed database with a table of `rows` rows of about 1 KiB, all of it checkpointed.
    bool make(int rows = 20) const
    {
        auto database = open(db::OpenMode::Create);
        if (!database || !(*database)->execute("CREATE TABLE t (id INTEGER PRIMARY KEY, value TEXT NOT NULL) STRICT"))
            return false;
        for (int i = 0; i < rows; ++i) {
            auto insert = (*database)->prepare("INSERT INTO t (value) VALUES (?)");
            if (!insert || !insert->bind(std::string(1000, 'm')).run())
                return false;
        }
        (*database)->accept();
        return (*database)->checkpoint().has_value();
    }
};

inline QByteArray bytesOf(const std::filesystem::path& file)
{
    QFile input{QString::fromStdString(file.string())};
    return input.open(QIODevice::ReadOnly) ? input.readAll() : QByteArray{};
}

inline QByteArray hashOf(const std::filesystem::path& file)
{
    return QCryptographicHash::hash(bytesOf(file), QCryptographicHash::Sha256);
}

inline bool writeBytes(const std::filesystem::path& file, const QByteArray& bytes)
{
    QFile output{QString::fromStdString(file.string())};
    return output.open(QIODevice::WriteOnly | QIODevice::Truncate) && output.write(bytes) == bytes.size() &&
           output.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
}

inline std::int64_t number(db::Connection& database, std::string_view sql)
{
    auto query = database.prepare(sql);
    if (!query)
        return -1;
    const auto row = query->step();
    return row && *row ? query->integer(0) : -1;
}

} // namespace keystead::test
