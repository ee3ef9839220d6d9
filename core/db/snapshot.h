// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A database as it stands at one moment, copied page by page into another file under another key, while its owner goes
// on writing. It reads each page through its authentication code, so that a damaged page ends the copy instead of being
// copied. Thread: that of both connections.
#include "core/base/result.h"
#include "core/db/connection.h"

#include <cstdint>
#include <filesystem>
#include <functional>

namespace keystead::db {

// False ends the work with Cancelled.
using CopyProgress = std::function<bool(std::int64_t donePages, std::int64_t totalPages)>;

// `source`: ReadOnly (beside its owner) or ReadWrite; `destination`: made with CreateSingle, empty. Errors: Cancelled,
// Damaged, StorageFull, StorageIo; the destination is then good for nothing.
base::Status copySnapshot(Connection& source, Connection& destination, const CopyProgress& progress);

// After the connection to it was closed: its bytes and then its folder are on the disk. It must not be open: closing a
// second descriptor would drop SQLite's locks.
base::Status syncFile(const std::filesystem::path& file);
// The bytes alone, where the name is on the disk already.
base::Status syncContents(const std::filesystem::path& file);
// Moves what stands in the log into the database, through a connection of its own: for a worker, so that the owner does
// not wait for the disk. Whoever reads or writes goes on; what comes meanwhile stays in the log. Passive: as much as
// readers allow. EmptyLog: then the log is cut to nothing and that is on the disk; VaultBusy where somebody uses it.
enum class CheckpointKind { Passive, EmptyLog };
base::Status checkpointBeside(const std::filesystem::path& file, const base::Secret& rawKey, CheckpointKind kind);

} // namespace keystead::db
