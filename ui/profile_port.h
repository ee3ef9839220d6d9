// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the window asks of the core about profiles as a whole: moving, subject access, erasure. The rules of CorePort.
#include "core/model/connection.h"
#include "core/service/backup_requests.h"
#include "core/service/profile_requests.h"
#include "ui/port_types.h"

#include <string>
#include <vector>

class QObject;

namespace keystead::ui {

class ProfilePort
{
public:
    virtual ~ProfilePort() = default;
    virtual void moveToProfile(QObject* context, base::ConnectionId id, std::string profile,
                               Then<model::Connection> then) = 0;
    virtual void exportProfile(QObject* context, service::ExportProfile request, service::Proof proof,
                               Then<service::ExportedProfile> then) = 0;
    virtual void eraseProfile(QObject* context, service::EraseProfile request, service::Proof proof,
                              Then<service::ErasedProfile> then) = 0;
    // Those that an erasure rewrites: by name, newest first.
    virtual void automaticBackups(QObject* context, Then<std::vector<service::AutomaticBackup>> then) = 0;
};

} // namespace keystead::ui
