// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What changed, in values: models apply it row by row and keep their place.
#include "core/base/ids.h"
#include "core/model/connection.h"

#include <vector>

namespace keystead::model {

struct ChangeSet
{
    std::vector<Connection> added;
    std::vector<Connection> updated;
    std::vector<base::ConnectionId> removed;
    bool profilesChanged = false;
    bool clientsChanged = false;
    bool providersChanged = false;
    bool settingsChanged = false;
    bool auditChanged = false;
    bool grantsChanged = false;

    bool empty() const
    {
        return added.empty() && updated.empty() && removed.empty() && !profilesChanged && !clientsChanged &&
               !providersChanged && !settingsChanged && !auditChanged && !grantsChanged;
    }
};

} // namespace keystead::model
