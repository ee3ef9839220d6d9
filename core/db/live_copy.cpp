// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/db/live_copy.h"

#include "core/db/database_file.h"
#include "core/db/sqlite_error.h"

#include <algorithm>
#include <sqlite3.h>
#include <utility>

namespace keystead::db {

using base::ErrorCode;

base::Result<std::unique_ptr<LiveCopy>> LiveCopy::begin(Connection& source, const std::filesystem::path& file,
                                                        const base::Secret& key)
{
    KS_ASSIGN(std::filesystem::path resolved, resolveFolder(file));
    std::unique_ptr<LiveCopy> copy{new LiveCopy(source, std::move(resolved))};
    KS_ASSIGN(copy->m_destination, Connection::open(copy->m_file, key, OpenMode::CreateSingle));
    // Little is kept in memory, so that the end of the copy has little left to write.
    KS_TRY(copy->m_destination->execute("PRAGMA cache_size = -1024"));
    copy->m_backup = sqlite3_backup_init(copy->m_destination->handle(), "main", source.handle(), "main");
    if (!copy->m_backup)
        return errorFromHandle(copy->m_destination->handle(), sqlite3_extended_errcode(copy->m_destination->handle()),
                               "copy", KeyState::Proven);
    return copy;
}

LiveCopy::~LiveCopy()
{
    if (m_backup)
        sqlite3_backup_finish(m_backup);
    const bool opened = m_destination != nullptr;
    m_destination.reset();
    if (opened && !m_keep)
        removeDatabaseFiles(m_file);
}

base::Error LiveCopy::failure(int code) const
{
    // SQLCipher's word for a page whose authentication code is wrong.
    if (code == SQLITE_ERROR)
        return base::fail(ErrorCode::Damaged, "a page of the database does not open");
    // The page that could not be read is the source's, the one that could not be written the destination's.
    sqlite3* const source = m_source.handle();
    sqlite3* const guilty = sqlite3_errcode(source) != SQLITE_OK ? source : m_destination->handle();
    return errorFromHandle(guilty, code, "copy", KeyState::Proven);
}

std::int64_t LiveCopy::total() const
{
    return m_backup ? sqlite3_backup_pagecount(m_backup) : 0;
}

std::int64_t LiveCopy::done() const
{
    return m_backup ? sqlite3_backup_pagecount(m_backup) - sqlite3_backup_remaining(m_backup) : 0;
}

base::Result<bool> LiveCopy::step(int pages)
{
    if (!m_backup)
        return base::fail(ErrorCode::IllegalState, "the copy is finished");
    // The last page stays: with it the copy would end, and later writes would miss it.
    int most = pages;
    if (total() > 0) {
        const auto remaining = static_cast<int>(total() - done());
        if (remaining <= 1)
            return true;
        most = std::min(pages, remaining - 1);
    } else {
        most = 0; // the first call only counts
    }
    const int code = sqlite3_backup_step(m_backup, most);
    if (code != SQLITE_OK)
        return code == SQLITE_DONE ? base::Result<bool>{base::fail(ErrorCode::Internal, "the copy ended early")}
                                   : base::Result<bool>{failure(code)};
    return total() - done() <= 1;
}

base::Status LiveCopy::finish()
{
    if (!m_backup)
        return base::fail(ErrorCode::IllegalState, "the copy is finished");
    const int code = sqlite3_backup_step(m_backup, -1);
    const base::Status stepped = code == SQLITE_DONE ? base::ok() : base::Status{failure(code)};
    const int finished = sqlite3_backup_finish(std::exchange(m_backup, nullptr));
    KS_TRY(stepped);
    if (finished != SQLITE_OK)
        return failure(finished);
    // The copied header says "write-ahead log"; until it has its place it is a single file without one.
    KS_TRY(m_destination->execute("PRAGMA journal_mode = DELETE"));
    return m_destination->execute("PRAGMA journal_mode = MEMORY");
}

base::Status LiveCopy::close()
{
    KS_TRY(m_destination->execute("PRAGMA journal_mode = WAL"));
    KS_TRY(m_destination->checkpoint());
    m_keep = true;
    m_destination.reset();
    removeCompanions(m_file); // an empty log
    return base::ok();
}

} // namespace keystead::db
