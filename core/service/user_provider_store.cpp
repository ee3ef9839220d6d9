// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/user_provider_store.h"

#include "core/base/log.h"
#include "core/providers/spec_parser.h"
#include "core/service/context.h"

namespace keystead::service {

base::Result<std::vector<std::string>> userProviderTexts(db::Connection& database)
{
    KS_ASSIGN(db::Statement statement, database.prepare("SELECT json FROM user_provider ORDER BY id"));
    std::vector<std::string> texts;
    for (;;) {
        KS_ASSIGN(const bool more, statement.step());
        if (!more)
            return texts;
        texts.push_back(statement.text(0));
    }
}

base::Status saveUserProvider(db::Transaction& transaction, const std::string& id, const std::string& json,
                              base::WallTime now)
{
    KS_ASSIGN(db::Statement statement,
              transaction.connection().prepare("INSERT INTO user_provider (id, json, created_at) VALUES (?,?,?) "
                                               "ON CONFLICT (id) DO UPDATE SET json = excluded.json"));
    statement.bind(id).bind(json).bind(now);
    return statement.run();
}

void registerUserProviders(Context& context, VaultSession& session)
{
    const auto texts = userProviderTexts(session.vault->database());
    if (!texts) {
        base::logWarning("service", "the person's providers cannot be read: " + base::toString(texts.error()));
        return;
    }
    for (const std::string& text : *texts) {
        const auto spec = providers::parseSpec(text, providers::SpecSource::UserDefined);
        base::Status added = spec ? context.parts.providers.addUserProvider(text) : base::Status{spec.error()};
        if (added)
            session.userProviders.push_back(spec->id);
        else
            base::logWarning("service",
                             "a provider of the person's own is passed over: " + base::toString(added.error()));
    }
}

void unregisterUserProviders(Context& context, const VaultSession& session)
{
    for (const std::string& id : session.userProviders) {
        const base::Status ignored = context.parts.providers.removeUserProvider(id);
        (void)ignored;
    }
}

} // namespace keystead::service
