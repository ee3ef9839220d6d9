// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Words about programs: the actor of a record, why something was denied, and the command that would allow it. Internal
// to this room.
#include "core/access/policy.h"
#include "core/service/context.h"

#include <map>
#include <string>

namespace keystead::service {

// What the histories of a program are kept by, whatever its version. All that are not identified, and so may only
// pretend to lie at their paths, have one together.
std::string askerKey(const model::ProgramIdentity& program);
std::string askerKey(const model::Actor& actor);
model::Actor actorOf(const model::Caller& caller);
// Behind "cannot be identified": what to do where one of Keystead's own programs has nobody above it. Empty: nothing.
std::string whyNobody(const model::Caller& caller);
// "/usr/bin/git may not use work: no grant allows this"
std::string denialReason(const model::Caller& caller, const model::Connection& connection,
                         const access::Ruling& ruling);
// keystead-cli grants add --program /usr/bin/git work --allow token --passphrase-fd 0
std::string grantCommandFor(Context& context, const model::ProgramIdentity& program,
                            const model::Connection& connection, const model::AccessWant& want);
// A grant as the record of its making: what, for whom, for how long.
std::map<std::string, std::string> grantDetail(const model::Grant& grant);
// "token,request,field:client_secret"
std::string rightsText(const model::Grant& grant);

} // namespace keystead::service
