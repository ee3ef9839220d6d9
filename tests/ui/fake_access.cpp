// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake_access.h"

#include "fake_core.h"

#include <algorithm>

namespace keystead::ui::test {

using namespace std::chrono_literals;
using model::GrantTerm;

void FakeAccess::grants(QObject* context, Then<std::vector<model::Grant>> then)
{
    answer<std::vector<model::Grant>>(context, then, grantList);
}

void FakeAccess::addGrant(QObject* context, service::AddGrant request, service::Proof proof, Then<model::Grant> then)
{
    proven = proof.passphrase && proof.passphrase->exposeText() == passphrase;
    added = request;
    if (!proven) {
        answer<model::Grant>(context, then, base::fail(base::ErrorCode::WrongPassphrase));
        return;
    }
    model::Grant grant;
    grant.id = base::GrantId::create();
    grant.program.executable = request.program;
    grant.program.script = request.script;
    grant.program.sha256 = std::string(64, 'a');
    for (const service::ProgramUse& each : use) { // one that is known already
        const std::string& shown = request.script.empty() ? request.program : request.script;
        if (each.program.shownPath() == shown)
            grant.program = each.program;
    }
    grant.connection = base::ConnectionId{request.connection};
    grant.token = request.token;
    grant.fields = request.fields;
    grant.request = request.request;
    grant.term = request.term;
    grant.reason = request.reason;
    if (!nextError)
        grantList.push_back(grant);
    answer<model::Grant>(context, then, grant);
    if (onChanged)
        onChanged();
}

void FakeAccess::removeGrant(QObject* context, base::GrantId id, Then<void> then)
{
    removed.push_back(id);
    if (!nextError)
        std::erase_if(grantList, [&](const model::Grant& grant) { return grant.id == id; });
    answer(context, then, base::ok());
    if (onChanged)
        onChanged();
}

void FakeAccess::programUse(QObject* context, int days, Then<std::vector<service::ProgramUse>> then)
{
    spans.push_back(days);
    std::vector<service::ProgramUse> found = use;
    for (service::ProgramUse& each : found) {
        for (const model::Grant& grant : grantList) {
            if (grant.connection == each.connection && grant.program.shownPath() == each.program.shownPath())
                each.grants.push_back(grant);
        }
        if (const auto keep = static_cast<std::size_t>(days); each.daily.size() > keep)
            each.daily.erase(each.daily.begin(), each.daily.end() - static_cast<std::ptrdiff_t>(keep));
        each.uses = 0;
        for (const std::int64_t day : each.daily)
            each.uses += day;
    }
    answer<std::vector<service::ProgramUse>>(context, then, std::move(found));
}

void FakeAccess::answerApproval(QObject* context, model::ApprovalAnswer given, Then<void> then)
{
    answers.push_back(given);
    std::erase_if(prompts, [&](const auto& prompt) { return prompt.id == given.prompt; });
    answer(context, then, base::ok());
    if (onAnswered)
        onAnswered();
}

namespace {

model::ProgramIdentity program(const char* executable, const char* package, const char* script = "")
{
    model::ProgramIdentity identity;
    identity.executable = executable;
    identity.sha256 = "9f2c4b7a1d5e8f30c6a9b2d4e7f1035a9f2c4b7a1d5e8f30c6a9b2d4e7f1035a";
    identity.package = package;
    identity.script = script;
    if (*script != '\0')
        identity.scriptSha256 = "41d5e8f30c6a9b2d4e7f1035a9f2c4b7a1d5e8f30c6a9b2d4e7f1035a9f2c4b7";
    return identity;
}

struct Row
{
    model::ProgramIdentity program;
    std::size_t connection;
    int uses; // each day that it runs
    int every;
    std::int64_t denials;
    std::chrono::minutes last;
};

void addUse(FakeCore& core, base::WallTime now, const Row& row)
{
    service::ProgramUse use;
    use.program = row.program;
    use.connection = core.rows[row.connection].id;
    use.connectionName = core.rows[row.connection].name;
    use.denials = row.denials;
    if (row.uses > 0)
        use.lastUsedAt = now - row.last;
    for (int day = 0; day < 90; ++day) {
        const bool runs = row.every > 0 && (89 - day) % row.every == 0;
        use.daily.push_back(runs ? row.uses + (day * 7) % (row.uses + 3) : 0);
        use.uses += use.daily.back();
    }
    core.accessDesk.use.push_back(std::move(use));
}

model::Grant grant(const model::ProgramIdentity& program, const base::ConnectionId& connection, base::WallTime now)
{
    model::Grant made;
    made.id = base::GrantId::create();
    made.program = program;
    made.connection = connection;
    made.createdAt = now - 24h * 21;
    made.grantedVia = "window";
    return made;
}

} // namespace

void fillPrograms(FakeCore& core, base::WallTime now)
{
    const auto deploy = program("/usr/bin/python3.11", "python3.11-minimal", "/home/ada/bin/deploy-site.py");
    const auto git = program("/usr/bin/git", "git");
    const auto backup = program("/home/ada/bin/nightly-backup", "");
    const auto editor = [] {
        auto identity = program("/app/bin/notebook", "");
        identity.sandbox = "flatpak:org.example.Notebook";
        return identity;
    }();
    addUse(core, now, {git, 0, 9, 1, 0, 3min});
    addUse(core, now, {deploy, 0, 4, 2, 0, 47min});
    addUse(core, now, {backup, 3, 2, 1, 0, 9h});
    addUse(core, now, {editor, 0, 1, 13, 2, 9 * 24h});
    addUse(core, now, {program("/tmp/.x11/helper", ""), 0, 0, 0, 7, 0min});
    auto& grants = core.accessDesk.grantList;
    grants.push_back(grant(git, core.rows[0].id, now));
    grants.back().token = true;
    grants.push_back(grant(deploy, core.rows[0].id, now));
    grants.back().request = model::RequestLimits{{}, {"GET", "HEAD"}, {"/repos/analytical/"}};
    grants.back().reason = "The site's build reads the release notes";
    grants.push_back(grant(backup, core.rows[3].id, now));
    grants.back().token = true;
    grants.back().fields = {"refresh_token"};
    grants.back().rate = model::RateLimit{4, std::chrono::hours{1}};
    grants.push_back(grant(editor, core.rows[0].id, now));
    grants.back().request = model::RequestLimits{};
    grants.back().term = GrantTerm::Until;
    grants.back().expiresAt = now + 47min;
    grants.push_back(grant(program("/usr/bin/ledger-sync", "ledger-tools"), core.rows[4].id, now)); // never used
    grants.back().token = true;
    grants.back().term = GrantTerm::Login;
    core.accessDesk.passphrase = core.passphrase;
    core.accessDesk.onChanged = [&core] {
        model::ChangeSet changes;
        changes.grantsChanged = true;
        QTimer::singleShot(0, &core, [&core, changes] { core.change(changes); });
    };
    core.accessDesk.onAnswered = [&core] { QTimer::singleShot(0, &core, [&core] { core.tellApprovals(); }); };
}

model::ApprovalPrompt samplePrompt(const FakeCore& core, base::WallTime now, std::size_t connection, model::Right right)
{
    static int number = 0;
    model::ApprovalPrompt prompt;
    prompt.id = "prompt-" + std::to_string(++number);
    prompt.caller.program = program("/usr/bin/python3.11", "python3.11-minimal", "/home/ada/bin/deploy-site.py");
    prompt.caller.pid = 4711;
    prompt.caller.via = "keystead-cli";
    prompt.caller.parents = {
        {4700, "/usr/bin/bash", {}}, {4650, "/usr/bin/kitty", {}}, {1, "/usr/lib/systemd/systemd", {}}};
    prompt.askedAt = now;
    prompt.expiresAt = now + 60s;
    model::ApprovalItem item;
    const model::Connection& c = core.rows[connection];
    item.want.connection = c.id;
    item.want.right = right;
    if (right == model::Right::Fields)
        item.want.field = "refresh_token";
    if (right == model::Right::Request) {
        item.want.method = "POST";
        item.want.host = "api.forge.example.org";
        item.want.path = "/repos/analytical/engine/releases";
    }
    item.connectionName = c.name;
    item.account = c.account;
    item.providerName = "Forge";
    item.profileName = "Work";
    prompt.items = {item};
    return prompt;
}

model::ApprovalPrompt sampleGrantPrompt(const FakeCore& core, base::WallTime now, bool itself)
{
    model::ApprovalPrompt prompt = samplePrompt(core, now);
    model::WantedGrant wanted;
    wanted.grant.connection = core.rows[0].id;
    wanted.grant.program = itself ? prompt.caller.program : program("/home/ada/bin/nightly-backup", "");
    wanted.grant.token = true;
    wanted.grant.request = model::RequestLimits{{"api.forge.example.org"}, {"GET", "HEAD"}, {"/repos/analytical/"}};
    wanted.grant.term = GrantTerm::Until;
    wanted.lifetime = 8h;
    wanted.grant.rate = model::RateLimit{10, std::chrono::hours{1}};
    wanted.grant.reason = "The nightly report reads the releases";
    prompt.items.front().grant = wanted;
    return prompt;
}

} // namespace keystead::ui::test
