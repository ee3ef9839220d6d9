// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Programs that ask: files made for the test, and this process itself, which is real enough to be looked at again.
#include "core/access/proc_info.h"
#include "core/access/program_files.h"
#include "tests/service/service_fixture.h"

#include <QTest>
#include <unistd.h>

namespace keystead::test {

struct AccessFixture : ServiceFixture
{
    AccessFixture() { must(create(false, true)); }

    // A file that can be run: a program of its own, or a script where `text` begins with "#!".
    std::string makeProgram(const std::string& name, const std::string& text = "\x7f"
                                                                               "ELF of its own ") const
    {
        const std::filesystem::path file = std::filesystem::path(dir.path().toStdString()) / name;
        std::ofstream(file, std::ios::binary | std::ios::trunc) << text << name;
        std::filesystem::permissions(file, std::filesystem::perms::owner_all);
        return std::filesystem::canonical(file).string();
    }
    static model::Caller callerOf(const std::string& path)
    {
        access::ExecutableHashes hashes;
        model::Caller caller;
        caller.program = must(access::programAt(path, {}, hashes));
        caller.pid = ::getpid();
        caller.via = "socket";
        return caller;
    }
    static model::Caller thisProcess()
    {
        access::ExecutableHashes hashes;
        model::Caller caller;
        caller.pid = ::getpid();
        caller.program = access::identifyProgram(::getpid(), hashes);
        caller.startTime = must(access::readStat(::getpid())).startTime;
        caller.via = "socket";
        return caller;
    }
    static model::AccessWant wantToken(const model::Connection& connection)
    {
        model::AccessWant want;
        want.connection = connection.id;
        return want;
    }
    static service::Proof proof(std::string_view passphrase = goodPassphrase)
    {
        service::Proof given;
        given.passphrase = secretText(passphrase);
        return given;
    }
    static service::AddGrant tokenFor(const std::string& program, const std::string& connection)
    {
        service::AddGrant grant;
        grant.program = program;
        grant.connection = connection;
        grant.token = true;
        return grant;
    }
    base::Result<model::Grant> grant(service::AddGrant request)
    {
        return await(core->addGrant(std::move(request), proof(), service::person()));
    }
    base::Status authorize(model::AccessWant want, model::Caller caller)
    {
        return await(core->authorize(std::move(want), std::move(caller), {}));
    }

    // A call that waits for the person.
    struct Waiting
    {
        std::optional<base::Status> answer;
        base::CancelSource hangUp;
    };
    using WaitingPtr = std::shared_ptr<Waiting>;
    WaitingPtr ask(model::AccessWant want, model::Caller caller)
    {
        auto waiting = std::make_shared<Waiting>();
        wait(core.get(), std::move(want), std::move(caller), waiting);
        return waiting;
    }
    static QCoro::Task<void> wait(service::CoreService* service, model::AccessWant want, model::Caller caller,
                                  WaitingPtr waiting)
    {
        auto asking = service->authorize(std::move(want), std::move(caller), waiting->hangUp.token());
        waiting->answer = co_await asking;
    }
    // A call that waits for a whole grant.
    struct WaitingGrant
    {
        std::optional<base::Result<model::Grant>> answer;
        base::CancelSource hangUp;
    };
    using WaitingGrantPtr = std::shared_ptr<WaitingGrant>;
    WaitingGrantPtr askGrant(service::AddGrant wish, model::Caller caller)
    {
        auto waiting = std::make_shared<WaitingGrant>();
        waitForGrant(core.get(), std::move(wish), std::move(caller), waiting);
        return waiting;
    }
    static QCoro::Task<void> waitForGrant(service::CoreService* service, service::AddGrant wish, model::Caller caller,
                                          WaitingGrantPtr waiting)
    {
        auto asking = service->askForGrant(std::move(wish), std::move(caller), waiting->hangUp.token());
        waiting->answer = co_await asking;
    }
    bool prompted(std::size_t items = 1)
    {
        return QTest::qWaitFor(
            [&] { return !core->approvals().empty() && core->approvals().front().items.size() == items; }, 20'000);
    }
    base::Status answer(bool allow, model::GrantTerm term = model::GrantTerm::Once)
    {
        const model::ApprovalPrompt prompt = core->approvals().front();
        model::ApprovalAnswer answer;
        answer.prompt = prompt.id;
        answer.allow = allow;
        answer.shown = prompt.items.size();
        answer.term = term;
        return await(core->answerApproval(std::move(answer), service::person()));
    }
};

} // namespace keystead::test
