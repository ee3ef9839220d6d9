// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Words for backups and restores. Pure; holds no secrets.
#include "core/service/backup_requests.h"

#include <QString>

namespace keystead::ui {

QString backupReason(const std::string& reason);
QString sizeText(std::uintmax_t bytes);
// Errors of making, opening and restoring backups where they mean something else than of the vault.
QString backupProblem(const base::Error& error);
QString checkName(const std::string& what);

} // namespace keystead::ui
