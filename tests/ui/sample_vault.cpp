// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample_vault.h"

#include "fake_core.h"

namespace keystead::ui::test {

using model::AuthKind;
using model::ConnectionState;
using namespace std::chrono_literals;

namespace {

model::ProviderSpec provider(const char* id, const char* name, const char* category,
                             std::vector<model::AuthMethod> methods)
{
    model::ProviderSpec spec;
    spec.id = id;
    spec.displayName = name;
    spec.category = category;
    if (spec.category == "git")
        spec.git = model::ServerLogin{{"https://{host}"}, {}, {}, {}};
    spec.methods = std::move(methods);
    for (const model::AuthMethod& method : spec.methods) {
        if (method.kind == AuthKind::OAuth2 || method.kind == AuthKind::ClientCredentials) {
            model::OAuthSpec oauth;
            oauth.authorizationUrl = "https://login.example.org/authorize";
            oauth.tokenUrl = "https://login.example.org/token";
            oauth.revoke.url = "https://login.example.org/revoke";
            oauth.defaultScopes = {"profile", "repo:read"};
            spec.oauth = oauth;
        }
    }
    return spec;
}

model::AuthMethod method(AuthKind kind, const char* label, const char* help, std::vector<model::FieldSpec> fields)
{
    model::AuthMethod m;
    m.kind = kind;
    m.label = label;
    m.help = help;
    m.setupUrl = "https://forge.example.org/settings/apps";
    m.fields = std::move(fields);
    return m;
}

model::FieldSpec field(const char* name, const char* label, const char* help, bool secret)
{
    model::FieldSpec f;
    f.name = name;
    f.label = label;
    f.help = help;
    f.secret = secret;
    return f;
}

std::vector<model::ProviderSpec> providers()
{
    const auto oauth = method(AuthKind::OAuth2, "Sign in with the browser",
                              "Choose this to act as yourself. Tokens renew by themselves.",
                              {field("client_id", "Client ID", "Shown on the page of your app.", false),
                               field("client_secret", "Client secret", "Shown once, right after it was made.", true)});
    const auto token =
        method(AuthKind::Bearer, "Personal access token", "Choose this for scripts. Give it an expiry date.",
               {field("token", "Personal access token", "Shown once, right after it was made.", true)});
    auto key = method(AuthKind::ApiKey, "API key", "The one key of your project.",
                      {field("api_key", "API key", "On the page “Keys” of your project.", true)});
    const auto basic = method(AuthKind::Basic, "User name and password", "",
                              {field("username", "User name", "", false), field("password", "Password", "", true)});
    auto pem = field("private_key", "Private key", "PEM, as downloaded.", true);
    pem.multiline = true;
    const auto jwt = method(AuthKind::Jwt, "Signing key", "For service accounts.",
                            {field("client_id", "Client ID", "", false), pem});
    std::vector<model::ProviderSpec> all{provider("forge", "Forge", "git", {oauth, token}),
                                         provider("northbank", "Northbank", "bank", {oauth}),
                                         provider("cirrus", "Cirrus Cloud", "cloud", {jwt, key}),
                                         provider("ledgerly", "Ledgerly", "commerce", {key}),
                                         provider("parley", "Parley Chat", "productivity", {oauth}),
                                         provider("quill", "Quill Mail", "mail", {basic, oauth}),
                                         provider("pondhost", "Pond Hosting", "developer", {token}),
                                         provider("badgeworks", "Badgeworks", "identity", {oauth}),
                                         provider("generic-api-key", "API key", "generic", {key}),
                                         provider("generic-basic", "User name and password", "generic", {basic}),
                                         provider("practice", "Practice service", "practice", {oauth})};
    model::UrlParameter host;
    host.name = "host";
    host.label = "Server";
    host.help = "The host name of your server.";
    host.example = "forge.example.org";
    all.front().urlParameters.push_back(host);
    all.push_back(provider("generic-oidc", "OpenID Connect service", "generic", {oauth}));
    model::UrlParameter issuer;
    issuer.name = "issuer";
    issuer.label = "Issuer";
    issuer.format = "url";
    issuer.example = "https://id.example.com";
    issuer.allowLoopback = true;
    model::UrlParameter optIn;
    optIn.name = std::string{model::loopbackOptIn};
    optIn.label = "Allow http on this computer";
    optIn.format = "identifier";
    optIn.defaultValue = "no";
    optIn.choices = {"no", "yes"};
    all.back().urlParameters = {issuer, optIn};
    return all;
}

struct Row
{
    const char* name;
    const char* provider;
    const char* account;
    AuthKind kind;
    ConnectionState state;
    std::chrono::minutes expires; // 0: no date
    std::chrono::minutes used;    // 0: never
    std::vector<std::string> tags;
};

const std::vector<Row>& rows()
{
    static const std::vector<Row> all{
        {"Work repositories",
         "forge",
         "ada.lovelace",
         AuthKind::OAuth2,
         ConnectionState::Active,
         47min,
         3min,
         {"work", "ci"}},
        {"Private repositories", "forge", "ada", AuthKind::Bearer, ConnectionState::Active, 9 * 24h, 26h, {"home"}},
        {"Business account",
         "northbank",
         "DE89 3704 0044 0532 0130 00",
         AuthKind::OAuth2,
         ConnectionState::AuthError,
         -30min,
         3h,
         {"accounting"}},
        {"Backups",
         "cirrus",
         "backup@analytical-engine.iam.example.org",
         AuthKind::Jwt,
         ConnectionState::Active,
         52min,
         18min,
         {"work"}},
        {"Shop payouts",
         "ledgerly",
         "Analytical Engines Ltd",
         AuthKind::ApiKey,
         ConnectionState::Active,
         0min,
         49h,
         {"accounting"}},
        {"Team chat", "parley", "Analytical Engines", AuthKind::OAuth2, ConnectionState::Paused, 6h, 200h, {"work"}},
        {"Newsletter", "quill", "news@example.org", AuthKind::Basic, ConnectionState::Active, 0min, 0min, {}},
        {"Landing page", "pondhost", "ada", AuthKind::Bearer, ConnectionState::Expired, -26h, 30h, {"home"}},
        {"Badge printer", "badgeworks", "", AuthKind::OAuth2, ConnectionState::Created, 0min, 0min, {}},
        {"Old chat bot", "parley", "bot-7", AuthKind::OAuth2, ConnectionState::Revoked, 0min, 900h, {}},
    };
    return all;
}

model::Connection connection(const Row& row, base::WallTime now, const model::Profile& profile)
{
    model::Connection c;
    c.id = base::ConnectionId::create();
    c.profile = profile.id;
    c.name = row.name;
    c.providerId = row.provider;
    c.account = row.account;
    c.kind = row.kind;
    c.state = row.state;
    c.tags = row.tags;
    c.createdAt = now - 24h * 40;
    c.updatedAt = now - 1h;
    c.lastTestedAt = now - 2h;
    if (row.expires != 0min)
        c.expiresAt = now + row.expires;
    if (row.used != 0min)
        c.lastUsedAt = now - row.used;
    if (row.kind == AuthKind::OAuth2) {
        c.scopesRequested = {"profile", "repo:read", "repo:status"};
        if (row.state != ConnectionState::Created) {
            c.scopesGranted = {"profile", "repo:read"};
            c.hasRefreshToken = true;
            c.lastRefreshedAt = now - 13min;
        }
        c.parameters["host"] = "forge.example.org";
    }
    if (row.state == ConnectionState::AuthError)
        c.problem = model::StateProblem{base::ErrorCode::OAuthInvalidGrant, "invalid_grant", now - 30min};
    return c;
}

void addRecords(FakeCore& core, base::WallTime now)
{
    using model::AuditAction;
    using model::AuditOutcome;
    const AuditAction actions[] = {AuditAction::CredentialAccess, AuditAction::TokenRefresh,
                                   AuditAction::CredentialAccess, AuditAction::ConnectionTest,
                                   AuditAction::TokenExchange,    AuditAction::CredentialStore,
                                   AuditAction::Connect};
    std::int64_t sequence = 420;
    for (int i = 0; i < 420; ++i) {
        model::AuditRecord record;
        record.sequence = sequence--;
        const model::Connection& c = core.rows[static_cast<std::size_t>(i) % core.rows.size()];
        model::AuditEvent& event = record.event;
        event.time = now - std::chrono::minutes{7} * (i + 1);
        event.action = actions[static_cast<std::size_t>(i) % std::size(actions)];
        event.connection = c.id;
        event.connectionName = c.name;
        event.providerId = c.providerId;
        event.duration = std::chrono::microseconds{420 + i * 37};
        event.actor.kind = event.action == AuditAction::CredentialAccess ? model::Actor::Kind::Program
                           : event.action == AuditAction::TokenRefresh   ? model::Actor::Kind::Keystead
                                                                         : model::Actor::Kind::Person;
        event.actor.via = "window";
        if (event.actor.kind == model::Actor::Kind::Program) {
            event.actor.program = i % 2 == 0 ? "/usr/bin/deploy-site" : "/home/ada/bin/nightly-backup";
            event.actor.pid = 4711 + i;
            event.actor.via = "keystead-cli";
            event.detail["field"] = "access_token";
        }
        if (c.state == ConnectionState::AuthError && event.action == AuditAction::TokenRefresh) {
            event.outcome = AuditOutcome::Failure;
            event.detail["error"] = "oauth_invalid_grant";
        }
        if (i == 5) {
            event.action = AuditAction::AccessDenied;
            event.outcome = AuditOutcome::Denied;
        }
        record.hash = "9f2c4b7a1d5e8f30c6a9b2d4e7f1035a9f2c4b7a1d5e8f30c6a9b2d4e7f1035a";
        core.records.push_back(record);
    }
}

void addSlot(FakeCore& core, keys::SlotKind kind, const char* label, base::WallTime created)
{
    keys::SlotInfo slot;
    slot.id = base::SlotId::create();
    slot.kind = kind;
    slot.label = label;
    slot.createdAt = created;
    if (slot.wantsPassphrase()) {
        slot.kdf.memoryKiB = 262'144;
        slot.kdfTime = 812ms;
    }
    core.status.slots.push_back(slot);
}

void addKeys(FakeCore& core, base::WallTime now)
{
    addSlot(core, keys::SlotKind::Keychain, "Desktop keyring", now - 24h * 50);
    addSlot(core, keys::SlotKind::Passphrase, "Passphrase", now - 24h * 50);
    core.overview.keys.push_back({{}, {}, 2, now - 24h * 50, 41, false, false});
    core.overview.keys.push_back({core.profileList[0].id, "Personal", 3, now - 24h * 20, 1'284, false, false});
    core.overview.keys.push_back({core.profileList[1].id, "Work", 1, now - 24h * 400, 18'402, true, false});
    keys::TokenInfo token;
    token.identity = {"Ada's card", "SoftHSM project", "SoftHSM v2", "c1f3a79d20b5e684", {}};
    core.tokenList = {token};
    const char* const reasons[] = {"daily", "daily", "rotation", "daily", "restore", "migration"};
    int day = 0;
    for (const char* reason : reasons)
        core.automatic.push_back({"auto-2026112" + std::to_string(day) + "T070045Z-" + reason + ".db",
                                  now - 24h * day++ - 3h, reason, 1'482'752});
    service::RestorePreview& preview = core.preview;
    preview.backup.madeAt = now - 24h * 3;
    preview.backup.reason = "request";
    preview.backup.program = "0.3.0";
    preview.backup.profiles = 2;
    preview.backup.connections = 11;
    preview.backup.auditRecords = 398;
    preview.changes.added = {"Personal/Old chat bot"};
    preview.changes.removed = {"Work/Northbank (new)"};
    preview.changes.changed = {"Personal/Forge", "Work/Build server"};
    preview.changes.same = 7;
    preview.changes.recordsLost = 22;
    preview.changes.lostFrom = now - 24h * 3;
    preview.changes.lostTo = now - 1h;
    preview.changes.families = {"Personal/Forge", "Work/Northbank"};
    preview.vaultThere = true;
    preview.keysStay = true;
    core.restoreDone.preview = preview;
    core.restoreDone.setAside = "before-restore-20261122T101500Z";
    core.restoreDone.held = 2;
}

} // namespace

void fillSample(FakeCore& core, base::WallTime now)
{
    core.specs = providers();
    core.profileList = {{base::ProfileId::create(), "Personal", now - 24h * 50},
                        {base::ProfileId::create(), "Work", now - 24h * 50}};
    for (const Row& row : rows())
        core.rows.push_back(
            connection(row, now, core.profileList[row.tags.empty() || row.tags.front() != "home" ? 1 : 0]));
    addRecords(core, now);
    fillPrograms(core, now);
    core.status.folder = "/home/ada/.local/share/keystead";
    addKeys(core, now);
    core.status.state = service::VaultState::Unlocked;
    core.testReport.account = "ada.lovelace";
    core.testReport.took = 182ms;
    core.testReport.rateLimit = model::RateLimitState{5000, 4987, now + 1h};
    core.chainReport.records = 420;
}

} // namespace keystead::ui::test
