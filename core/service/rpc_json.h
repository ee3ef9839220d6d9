// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Values of the model as JSON for the socket and the command line: snake_case members, RFC 3339 times, absent instead
// of null.
#include "core/access/agent_server.h"
#include "core/base/json.h"
#include "core/service/core_service.h"
#include "core/service/rpc_members.h"

namespace keystead::service {

base::Json toJson(const VaultStatus& status);
base::Json toJson(const model::Connection& connection, const std::string& profileName);
base::Json toJson(const model::ProviderSpec& spec, bool whole);
base::Json toJson(const model::TestReport& report);
base::Json toJson(const model::AuditRecord& record);
base::Json toJson(const model::ChainReport& report);
base::Json toJson(const RemovedConnection& removed);
base::Json toJson(const model::Problem& problem);
base::Json toJson(const backup::BackupInfo& info);
base::Json toJson(const RestorePreview& preview);

access::Reply reply(base::Json result);

// Parameters of a call. Errors name the member.
base::Result<std::string> textParam(const access::Call& call, std::string_view name);
std::string textParamOr(const access::Call& call, std::string_view name, std::string fallback);
std::vector<std::string> listParam(const access::Call& call, std::string_view name);
std::map<std::string, std::string> mapParam(const access::Call& call, std::string_view name);
bool flagParam(const access::Call& call, std::string_view name);
base::Result<model::AuditFilter> auditFilterParam(const access::Call& call, CoreService& core);

// That a person asks (docs/keys.md): passphrase, recovery_key, or pin with proof_slot; `confirmed` alone where no slot
// of the vault takes a secret. Denied otherwise.
base::Result<Proof> proofParam(const CoreService& core, access::Call& call);
// Denied where no slot of the open vault takes a secret and the call is not `confirmed`; fine elsewhere.
base::Status checkConfirmed(const CoreService& core, const access::Call& call);
// The members that proofParam() reads, beside those of the method.
Members withProof(Members members);

// The connection that the call names (member `connection`: id, NAME or PROFILE/NAME).
TaskOf<model::Connection> namedConnection(CoreService& core, access::Call call);
// A connection as it is shown, with its profile's name.
TaskOf<base::Json> describe(CoreService& core, model::Connection connection);
// Names of profiles by id, for output.
TaskOf<std::map<std::string, std::string>> profileNames(CoreService& core);

} // namespace keystead::service
