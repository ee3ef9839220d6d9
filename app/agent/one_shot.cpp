// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/one_shot.h"

#include "core/base/secret_reader.h"
#include "core/protocol/error_code.h"
#include "core/service/rpc_json.h"
#include "core/transfer/verify_json_report.h"

#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <QCoreApplication>

namespace keystead::app {

using base::Json;

int printError(const std::string& what, const base::Error& error, const AgentOptions& options)
{
    const std::string hint = protocol::hintFor(error);
    const std::string why = protocol::reasonFor(error);
    if (options.json) {
        const Json document = {
            {"error",
             {{"code", std::string{base::errorName(error.code)}}, {"message", what + ": " + why}, {"hint", hint}}}};
        std::printf("%s\n", base::toJsonText(document).c_str());
    } else {
        std::fprintf(stderr, "%s: %s: %s\n", options.program.c_str(), what.c_str(), why.c_str());
        if (!hint.empty())
            std::fprintf(stderr, "hint: %s\n", hint.c_str());
    }
    return base::exitCodeFor(error.code);
}

namespace {

// The passphrase where one was given; nullopt otherwise.
base::Result<std::optional<base::Secret>> passphraseOf(const AgentOptions& options)
{
    if (options.passphraseFd < 0)
        return std::optional<base::Secret>{};
    KS_ASSIGN(base::Secret line, base::readSecretFrom(options.passphraseFd, base::ReadUntil::LineEnd, "passphrase"));
    return std::optional<base::Secret>{std::move(line)};
}

bool printItems(const std::vector<service::CheckItem>& items)
{
    bool ok = true;
    for (const service::CheckItem& item : items) {
        ok = ok && item.ok;
        std::printf("%-12s %s%s%s\n", item.what.c_str(), item.ok ? "ok" : "FAILED", item.detail.empty() ? "" : "  ",
                    item.detail.c_str());
    }
    return ok;
}

Json checkJson(const std::vector<service::CheckItem>& items)
{
    bool ok = true;
    Json list = Json::array();
    for (const service::CheckItem& item : items) {
        ok = ok && item.ok;
        list.push_back({{"what", item.what}, {"ok", item.ok}, {"detail", item.detail}});
    }
    return {{"ok", ok}, {"items", std::move(list)}};
}

// Why the vault is not sound: what the look at its folder said, else the first item that failed.
std::optional<base::Error> problemOf(const service::VaultStatus& status, const std::vector<service::CheckItem>& items)
{
    if (status.state == service::VaultState::Unusable && status.problem)
        return status.problem;
    for (const service::CheckItem& item : items) {
        if (item.ok)
            continue;
        const std::size_t colon = item.detail.find(": ");
        return base::fail(item.code, colon == std::string::npos ? item.what : item.what + item.detail.substr(colon));
    }
    return std::nullopt;
}

void printCheck(const std::vector<service::CheckItem>& items, const service::VaultStatus& status,
                const AgentOptions& options)
{
    const std::optional<base::Error> problem = problemOf(status, items);
    if (options.json) {
        Json document = checkJson(items);
        if (problem)
            document["error"] = {{"code", std::string{base::errorName(problem->code)}},
                                 {"message", "vault check: " + protocol::reasonFor(*problem)},
                                 {"hint", protocol::hintFor(*problem)}};
        std::printf("%s\n", base::toJsonText(document).c_str());
        QCoreApplication::exit(problem ? base::exitCodeFor(problem->code) : 0);
        return;
    }
    printItems(items);
    QCoreApplication::exit(problem ? printError("vault check", *problem, options) : 0);
}

} // namespace

void initialiseVault(service::CoreClient& core, const AgentOptions& options)
{
    auto passphrase = passphraseOf(options);
    if (!passphrase) {
        QCoreApplication::exit(printError("vault init", passphrase.error(), options));
        return;
    }
    auto request = std::make_shared<service::CreateVault>();
    request->passphrase = std::move(*passphrase);
    request->keychain = options.keychain || !request->passphrase;
    request->together = options.together;
    request->allowWeak = options.allowWeak;
    core.ask(
        qApp,
        [request](service::CoreService& service) {
            return service.createVault(std::move(*request), service::person());
        },
        [options](base::Status made) {
            if (!made) {
                QCoreApplication::exit(printError("vault init", made.error(), options));
                return;
            }
            if (options.json)
                std::printf("%s\n", base::toJsonText(Json{{"vault", options.vault.string()}}).c_str());
            else
                std::printf("made a vault in %s\n", options.vault.c_str());
            QCoreApplication::exit(0);
        });
}

void checkVault(service::CoreClient& core, const AgentOptions& options)
{
    auto passphrase = passphraseOf(options);
    if (!passphrase) {
        QCoreApplication::exit(printError("vault check", passphrase.error(), options));
        return;
    }
    const auto secret = std::make_shared<base::Secret>(*passphrase ? std::move(**passphrase) : base::Secret{});
    const service::VaultStatus status = core.lastStatus();
    core.ask(
        qApp,
        [secret](service::CoreService& service) {
            return service.checkUnopened(std::move(*secret), service::person());
        },
        [options, status](base::Result<std::vector<service::CheckItem>> items) {
            if (items)
                printCheck(*items, status, options);
            else
                QCoreApplication::exit(printError("vault check", items.error(), options));
        });
}

namespace {

bool beginsLikeReport(const std::filesystem::path& file)
{
    std::string beginning(std::size_t{64} * 1024, '\0');
    std::ifstream in(file, std::ios::binary);
    in.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
    return transfer::looksLikeReport(std::string_view{beginning}.substr(0, static_cast<std::size_t>(in.gcount())));
}

} // namespace

int verifyReport(const AgentOptions& options)
{
    const auto report = transfer::verifyJsonReportFile(options.verifyReport);
    if (!report)
        return printError("audit verify", report.error(), options);
    if (!report->ok && !beginsLikeReport(options.verifyReport))
        return printError("audit verify",
                          base::fail(base::ErrorCode::InvalidArgument,
                                     options.verifyReport.string() +
                                         " is no audit report: name one that `audit export --format json` wrote"),
                          options);
    if (options.json)
        std::printf("%s\n", base::toJsonText(service::toJson(*report), 2).c_str());
    else if (report->ok)
        std::printf("the report is whole: %lld records, signed by %s\n", static_cast<long long>(report->records),
                    report->publicKey.c_str());
    if (report->ok)
        return 0;
    if (!options.json && report->finding) {
        std::fprintf(stderr, "%s: audit verify: the report was altered: %s at record %lld: %s\n",
                     options.program.c_str(), std::string{model::toText(report->finding->kind)}.c_str(),
                     static_cast<long long>(report->finding->sequence), report->finding->detail.c_str());
        std::fprintf(stderr, "hint: ask for the report again and compare the signing keys\n");
    }
    return 8;
}

} // namespace keystead::app
