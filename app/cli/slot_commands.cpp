// SPDX-License-Identifier: GPL-3.0-or-later
// The ways to open the vault: using, listing, adding, confirming, changing and removing them. Secrets come by
// descriptor or from the terminal; the recovery key is written by the core onto the emergency sheet and never printed.
#include "app/cli/commands.h"
#include "app/cli/file_argument.h"
#include "app/cli/output.h"
#include "app/cli/proof.h"
#include "app/cli/secret_input.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace keystead::cli {

using base::ErrorCode;
using base::Json;

namespace {

// A new key on a smart card takes its time.
constexpr std::chrono::minutes slotTimeout{3};

struct SlotOptions
{
    int passphraseFd = -1;
    int recoveryFd = -1; // unlock: opens; add-slot: typed back
    int pinFd = -1;
    int newPassphraseFd = -1;
    ProofOptions proof;
    std::string kind;
    std::string slot;
    std::string label;
    std::string sheet;
    std::string token;
    std::string key;
    bool allowWeak = false;
    bool finalTry = false;
    bool acceptOldKeyFile = false;
};
using SlotOptionsPtr = std::shared_ptr<SlotOptions>;

std::string stateOf(const Json& slot)
{
    std::string state;
    if (const auto kdf = slot.find("kdf"); kdf != slot.end()) {
        state = "Argon2id, " + std::to_string(kdf->value("memory_kib", 0) / 1024) + " MiB, " +
                std::to_string(kdf->value("passes", 0)) + " passes";
        if (const int took = kdf->value("measured_ms", 0); took > 0)
            state += ", " + std::to_string(took) + " ms";
    }
    if (slot.contains("confirmed"))
        state = slot.value("confirmed", false) ? "confirmed" : "NOT CONFIRMED: vault confirm-slot";
    if (const auto token = slot.find("token"); token != slot.end())
        state = "serial " + textOf(*token, "serial") + ", RSA-OAEP " + textOf(*token, "oaep");
    return state;
}

int printSlots(Context& context, const Json& status)
{
    const Json slotList = status.value("slots", Json::array());
    if (context.printJson(slotList))
        return 0;
    std::vector<Row> rows{{"ID", "KIND", "LABEL", "MADE", "STATE"}};
    for (const Json& slot : slotList)
        rows.push_back({textOf(slot, "id"), textOf(slot, "kind"), textOf(slot, "label"), textOf(slot, "created_at"),
                        stateOf(slot)});
    printTable(rows);
    return 0;
}

int runSlots(Context& context)
{
    const auto status = context.call("status", Json::object());
    return status ? printSlots(context, **status) : context.fail("vault slots", status.error());
}

int printOpened(Context& context, base::Result<std::shared_ptr<Json>> status)
{
    if (!status)
        return context.fail("vault unlock", status.error());
    if (!context.printJson(**status))
        printVaultStatus(**status);
    return 0;
}

int runUnlock(Context& context, const SlotOptions& options)
{
    Json params = Json::object();
    if (options.acceptOldKeyFile)
        params["accept_old_key_file"] = true;
    if (options.finalTry)
        params["final_try"] = true;
    if (!options.slot.empty())
        params["slot"] = options.slot;
    const bool given = options.passphraseFd >= 0 || options.recoveryFd >= 0 || options.pinFd >= 0;
    if (!given) {
        auto status = context.call("vault.unlock", params);
        if (status || !stdinIsTerminal() || base::exitCodeFor(status.error().code) != 3)
            return printOpened(context, std::move(status));
    }
    const auto agent = context.agent();
    if (!agent)
        return context.fail("vault unlock", agent.error());
    protocol::SecretMembers secrets;
    base::Status read = addSecret(secrets, "passphrase", options.passphraseFd);
    if (read)
        read = addSecret(secrets, "recovery_key", options.recoveryFd);
    if (read)
        read = addSecret(secrets, "pin", options.pinFd);
    if (read && !given) {
        if (auto typed = readSecret("Passphrase"))
            secrets.emplace_back("passphrase", std::move(*typed));
        else
            read = typed.error();
    }
    if (!read)
        return context.fail("vault unlock", read.error());
    return printOpened(context, (*agent)->call("vault.unlock", params, secrets, slotTimeout));
}

// One change, with the proof that was taken before anything else was asked for; the slots afterwards.
base::Result<std::shared_ptr<Json>> change(Context& context, const char* method, const Json& params,
                                           const protocol::SecretMembers& secrets)
{
    KS_ASSIGN(protocol::BlockingClient* const agent, context.agent());
    return agent->call(method, params, secrets, slotTimeout);
}

base::Status addNewPassphrase(protocol::SecretMembers& secrets, const SlotOptions& options)
{
    auto fresh = options.newPassphraseFd >= 0 ? readLineFrom(options.newPassphraseFd) : readNewSecret("New passphrase");
    if (!fresh)
        return fresh.error();
    secrets.emplace_back("new_passphrase", std::move(*fresh));
    return base::ok();
}

int runConfirmSlot(Context& context, const SlotOptions& options)
{
    protocol::SecretMembers secrets;
    auto typed = options.recoveryFd >= 0 ? readLineFrom(options.recoveryFd)
                                         : readSecret("The recovery key, as it stands on the sheet");
    if (!typed)
        return context.fail("vault confirm-slot", typed.error());
    secrets.emplace_back("recovery_key", std::move(*typed));
    const auto agent = context.agent();
    if (!agent)
        return context.fail("vault confirm-slot", agent.error());
    const auto status = (*agent)->call("vault.confirm_slot", {{"slot", options.slot}}, secrets);
    return status ? printSlots(context, **status) : context.fail("vault confirm-slot", status.error());
}

// The sheet stands; the slot counts once its key was typed back.
int confirmNew(Context& context, const SlotOptions& options, const Json& status)
{
    std::fprintf(stderr, "wrote the emergency sheet %s: print it, then delete the file\n", options.sheet.c_str());
    if (options.recoveryFd < 0 && !stdinIsTerminal()) {
        std::fprintf(stderr, "the slot counts once its key was typed back: keystead-cli vault confirm-slot %s\n",
                     textOf(status, "slot").c_str());
        return printSlots(context, status);
    }
    SlotOptions confirm = options;
    confirm.slot = textOf(status, "slot");
    return runConfirmSlot(context, confirm);
}

int runAddSlot(Context& context, SlotOptions& options)
{
    const char* const what = "vault add-slot";
    if (options.kind == "keychain+passphrase")
        options.kind = "combined";
    if (options.kind == "recovery" && options.sheet.empty())
        return context.fail(what, base::fail(ErrorCode::InvalidArgument,
                                             "--sheet FILE: the recovery key is only ever written onto a sheet"));
    if (!options.sheet.empty()) {
        auto sheet = fileArgument("--sheet", options.sheet);
        if (!sheet)
            return context.fail(what, sheet.error());
        options.sheet = *std::move(sheet);
    }
    Json params = {{"kind", options.kind}};
    const auto text = [&](const char* name, const std::string& value) {
        if (!value.empty())
            params[name] = value;
    };
    text("label", options.label);
    text("sheet", options.sheet);
    text("token", options.token);
    text("token_key", options.key);
    if (options.allowWeak)
        params["allow_weak"] = true;
    if (options.finalTry)
        params["final_try"] = true;
    protocol::SecretMembers secrets;
    base::Status read = addProof(context, options.proof, secrets, params);
    if (read)
        read = addSecret(secrets, "token_pin", options.pinFd);
    if (read && (options.kind == "passphrase" || options.kind == "combined"))
        read = addNewPassphrase(secrets, options);
    if (!read)
        return context.fail(what, read.error());
    const auto status = change(context, "vault.add_slot", params, secrets);
    if (!status)
        return context.fail(what, status.error());
    return options.kind == "recovery" ? confirmNew(context, options, **status) : printSlots(context, **status);
}

int runChange(Context& context, const SlotOptions& options)
{
    protocol::SecretMembers secrets;
    Json params = {{"slot", options.slot}};
    base::Status read = addProof(context, options.proof, secrets, params);
    if (read)
        read = addNewPassphrase(secrets, options);
    if (!read)
        return context.fail("vault change-passphrase", read.error());
    if (options.allowWeak)
        params["allow_weak"] = true;
    const auto status = change(context, "vault.change_passphrase", params, secrets);
    return status ? printSlots(context, **status) : context.fail("vault change-passphrase", status.error());
}

int runRemoveSlot(Context& context, const SlotOptions& options)
{
    protocol::SecretMembers secrets;
    Json params = {{"slot", options.slot}};
    if (const base::Status proven = addProof(context, options.proof, secrets, params); !proven)
        return context.fail("vault remove-slot", proven.error());
    const auto status = change(context, "vault.remove_slot", params, secrets);
    return status ? printSlots(context, **status) : context.fail("vault remove-slot", status.error());
}

int runTokens(Context& context)
{
    const auto answer = context.call("vault.tokens", Json::object());
    if (!answer)
        return context.fail("vault tokens", answer.error());
    const Json& tokens = (*answer)->at("tokens");
    if (context.printJson(tokens))
        return 0;
    std::vector<Row> rows{{"LABEL", "SERIAL", "MODEL", "PIN"}};
    for (const Json& token : tokens)
        rows.push_back({textOf(token, "label"), textOf(token, "serial"), textOf(token, "model"), textOf(token, "pin")});
    printTable(rows);
    return 0;
}

CLI::Option* descriptor(CLI::App* command, const char* name, int& value, const char* about)
{
    return command->add_option(name, value, about)->type_name("N")->check(CLI::Range(0, 1'048'576));
}

void addUnlock(CLI::App* vault, Commands& commands, const SlotOptionsPtr& options)
{
    CLI::App* unlock = vault->add_subcommand("unlock", "Open the vault");
    auto* phrase =
        descriptor(unlock, "--passphrase-fd", options->passphraseFd, "Read the passphrase from this descriptor");
    auto* recovery =
        descriptor(unlock, "--recovery-fd", options->recoveryFd, "Read the recovery key from this descriptor");
    auto* pin = descriptor(unlock, "--pin-fd", options->pinFd, "Read the PIN of a PKCS#11 token from this descriptor");
    recovery->excludes(phrase);
    pin->excludes(phrase)->excludes(recovery);
    unlock->add_option("--slot", options->slot, "Which token slot, where there are several")->type_name("ID");
    unlock->add_flag("--final-try", options->finalTry, "Also where one wrong PIN more locks the token");
    unlock->add_flag("--accept-old-key-file", options->acceptOldKeyFile, "You put an old keys.json back yourself");
    unlock->callback([&context = commands.context, &action = commands.action, options] {
        action = [&context, options] { return runUnlock(context, *options); };
    });
}

void addAdd(CLI::App* vault, Commands& commands, const SlotOptionsPtr& options)
{
    CLI::App* add = vault->add_subcommand("add-slot", "Add a way to open the vault");
    add->add_option("kind", options->kind,
                    "keychain, passphrase, recovery, pkcs11 or combined (keychain and passphrase)")
        ->required()
        ->check(CLI::IsMember({"keychain", "passphrase", "recovery", "pkcs11", "combined", "keychain+passphrase"}));
    addProofOptions(add, options->proof, true);
    add->add_option("--label", options->label, "What it is called")->type_name("TEXT");
    descriptor(add, "--new-passphrase-fd", options->newPassphraseFd, "passphrase, combined: the new one; else stdin");
    add->add_flag("--allow-weak", options->allowWeak, "Also a passphrase that is quickly guessed");
    add->add_option("--sheet", options->sheet, "recovery: where the emergency sheet (PDF) is written")
        ->type_name("FILE");
    descriptor(add, "--recovery-fd", options->recoveryFd, "recovery: the key, typed back from the sheet");
    add->add_option("--token", options->token, "pkcs11: the token's label or serial")->type_name("TEXT");
    add->add_option("--key", options->key, "pkcs11: a key that is there (CKA_ID in hex); else one is made")
        ->type_name("HEX");
    descriptor(add, "--pin-fd", options->pinFd, "pkcs11: the token's PIN");
    add->add_flag("--final-try", options->finalTry, "pkcs11: also where one wrong PIN more locks the token");
    add->callback([&context = commands.context, &action = commands.action, options] {
        action = [&context, options] { return runAddSlot(context, *options); };
    });
}

} // namespace

void addSlotCommands(Commands& commands)
{
    CLI::App* vault = commands.parser.get_subcommand("vault");
    const auto options = std::make_shared<SlotOptions>();
    Context& context = commands.context;
    auto& action = commands.action;
    addUnlock(vault, commands, options);
    vault->add_subcommand("slots", "List the ways to open the vault")->callback([&context, &action] {
        action = [&context] { return runSlots(context); };
    });
    addAdd(vault, commands, options);
    CLI::App* confirm = vault->add_subcommand("confirm-slot", "Type a recovery key back from its sheet");
    confirm->add_option("id", options->slot, "The slot's id")->required();
    descriptor(confirm, "--recovery-fd", options->recoveryFd, "Read the key from this descriptor; else stdin");
    confirm->callback(
        [&context, &action, options] { action = [&context, options] { return runConfirmSlot(context, *options); }; });
    CLI::App* changed = vault->add_subcommand("change-passphrase", "Replace the passphrase of a slot");
    changed->add_option("id", options->slot, "The slot's id")->required();
    addProofOptions(changed, options->proof, true);
    descriptor(changed, "--new-passphrase-fd", options->newPassphraseFd, "The new one; else stdin");
    changed->add_flag("--allow-weak", options->allowWeak, "Also a passphrase that is quickly guessed");
    changed->callback(
        [&context, &action, options] { action = [&context, options] { return runChange(context, *options); }; });
    CLI::App* remove = vault->add_subcommand("remove-slot", "Remove a way to open the vault");
    remove->add_option("id", options->slot, "The slot's id")->required();
    addProofOptions(remove, options->proof, true);
    remove->callback(
        [&context, &action, options] { action = [&context, options] { return runRemoveSlot(context, *options); }; });
    vault->add_subcommand("tokens", "List the PKCS#11 tokens at hand")->callback([&context, &action] {
        action = [&context] { return runTokens(context); };
    });
}

} // namespace keystead::cli
