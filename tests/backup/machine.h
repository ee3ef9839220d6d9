// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A machine with a vault, a backup of it and the whole core: for tests of backup, restore and repair.
#include "core/service/backup_requests.h"
#include "tests/db/scratch_database.h"
#include "tests/service/service_fixture.h"

#include <set>
#include <string>

namespace keystead::test {

inline constexpr std::string_view backupPhrase = "the backup's own phrase";

inline service::BackupSecretInput phrase(std::string_view text = backupPhrase)
{
    return {secretText(text), std::nullopt};
}

class Machine : public ServiceFixture
{
public:
    using ServiceFixture::ServiceFixture;
    std::filesystem::path file(const char* name = "my.backup") const
    {
        return std::filesystem::path(dir.path().toStdString()) / name;
    }

    base::Result<service::BackupMade> backup(std::string_view secret = backupPhrase)
    {
        service::MakeBackup request;
        request.file = file().string();
        request.secret = phrase(secret);
        request.replace = true;
        request.proof.passphrase = secretText(goodPassphrase);
        return await(core->makeBackup(std::move(request), {}, {}, service::person()));
    }
    service::RestoreVault wish(bool confirmed = true) const
    {
        service::RestoreVault request;
        request.file = file().string();
        request.secret = phrase();
        request.confirmed = confirmed;
        return request;
    }
    base::Result<service::RestoreDone> restore(service::RestoreVault request)
    {
        return await(core->restore(std::move(request), {}, {}, service::person()));
    }
    // An open vault with a key, a signed-in connection and a backup of both.
    void standard()
    {
        must(create(true, true));
        key = addKey("bank");
        oauth = addOAuth("mail");
        (void)must(signIn(oauth));
        (void)must(backup());
    }
    // As a program of the vault's user sees it.
    std::string keyOf(const model::Connection& connection)
    {
        return std::string{must(release(connection)).value.exposeText()};
    }
    std::set<std::string> names()
    {
        std::set<std::string> found;
        for (const model::Connection& connection : must(await(core->connections())))
            found.insert(connection.name);
        return found;
    }
    bool verifies() { return must(await(core->verifyAudit({}, {}))).ok; }

    model::Connection key;
    model::Connection oauth;
};

using Names = std::set<std::string>;

} // namespace keystead::test
