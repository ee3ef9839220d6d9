// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which methods of the socket a caller may use at all. Every program of the same user may call them; what hands out a
// secret is decided anew for each program and connection (policy.h), and what changes rights wants a proof.
#include "core/base/clock.h"
#include "core/model/audit_event.h"
#include "core/model/connection.h"

#include <string>
#include <vector>

namespace keystead::access {

enum class Wish { Read, ReleaseSecret, Use, Change, Administer };

struct AccessQuery
{
    model::Actor actor;
    Wish wish = Wish::Read;
    std::string connection; // id or name; empty: none
};

enum class Decision { Allow, Deny, AskPerson };

class Policy
{
public:
    virtual ~Policy() = default;
    virtual Decision decide(const AccessQuery& query, base::WallTime now) const = 0;
};

class SameUserPolicy final : public Policy
{
public:
    Decision decide(const AccessQuery& query, base::WallTime now) const override;
};

} // namespace keystead::access
