// SPDX-License-Identifier: GPL-3.0-or-later
// vault backup, backups, restore, repair, accept-rollback; confirm. Restoring works without a running agent too: there
// may be no vault that one could serve.
#include "app/cli/agent_launcher.h"
#include "app/cli/commands.h"
#include "app/cli/file_argument.h"
#include "app/cli/output.h"
#include "app/cli/restore_text.h"
#include "app/cli/secret_input.h"

#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <unistd.h>

namespace keystead::cli {

using base::ErrorCode;
using base::Json;

namespace {

constexpr std::chrono::minutes patience{30};

struct BackupOptions
{
    std::string file;
    int passphraseFd = -1;
    int recoveryKeyFd = -1;
    int vaultPassphraseFd = -1;
    bool force = false;
    bool automatic = false;
    bool fileGiven = false;
    bool dryRun = false;
    bool yes = false;
    bool repair = false;
    std::string connection;

    const char* name() const { return repair ? "vault repair" : "vault restore"; }
};

// A bare name of an automatic backup is left as it is.
base::Result<std::string> backupToRead(const std::string& file)
{
    std::error_code error;
    const bool automatic = file.find('/') == std::string::npos && file.starts_with("auto-") && file.ends_with(".db") &&
                           !std::filesystem::exists(file, error);
    return automatic ? file : fileArgument("FILE", file);
}

bool isAutomatic(const std::string& file)
{
    return file.find('/') == std::string::npos;
}

struct Secrets
{
    std::optional<base::Secret> passphrase;
    std::optional<base::Secret> recoveryKey;
    std::optional<base::Secret> vaultPassphrase;

    protocol::SecretMembers members() const
    {
        protocol::SecretMembers list;
        if (passphrase)
            list.emplace_back("passphrase", passphrase->clone());
        if (recoveryKey)
            list.emplace_back("recovery_key", recoveryKey->clone());
        if (vaultPassphrase)
            list.emplace_back("vault_passphrase", vaultPassphrase->clone());
        return list;
    }
};

base::Result<Secrets> readSecrets(const BackupOptions& options, bool fresh)
{
    Secrets secrets;
    if (options.recoveryKeyFd >= 0) {
        KS_ASSIGN(secrets.recoveryKey, readLineFrom(options.recoveryKeyFd));
    } else if (options.passphraseFd >= 0) {
        KS_ASSIGN(secrets.passphrase, readLineFrom(options.passphraseFd));
    } else if (!isAutomatic(options.file) && !stdinIsTerminal()) {
        return base::fail(ErrorCode::Denied, "this wants --passphrase-fd N or --recovery-key-fd N");
    } else if (!isAutomatic(options.file)) {
        KS_ASSIGN(secrets.passphrase,
                  fresh ? readNewSecret("Passphrase of the backup") : readSecret("Passphrase of the backup"));
    }
    if (options.vaultPassphraseFd >= 0) {
        KS_ASSIGN(secrets.vaultPassphrase, readLineFrom(options.vaultPassphraseFd));
    }
    return secrets;
}

int runAutomaticBackup(Context& context)
{
    const auto agent = context.agent();
    if (!agent)
        return context.fail("vault backup", agent.error());
    const auto made = (*agent)->call("vault.backup", {{"automatic", true}}, {}, patience);
    if (!made)
        return context.fail("vault backup", made.error());
    if (!context.printJson(**made))
        std::printf("made one more automatic backup; `keystead-cli vault backups` lists them\n");
    return 0;
}

int runBackup(Context& context, BackupOptions options)
{
    if (options.automatic == options.fileGiven)
        return context.fail("vault backup", base::fail(ErrorCode::InvalidArgument, "name a file, or say --automatic"));
    if (options.automatic)
        return runAutomaticBackup(context);
    if (auto file = fileArgument("FILE", options.file))
        options.file = *std::move(file);
    else
        return context.fail("vault backup", file.error());
    const auto agent = context.agent();
    if (!agent)
        return context.fail("vault backup", agent.error());
    const auto secrets = readSecrets(options, true);
    if (!secrets)
        return context.fail("vault backup", secrets.error());
    // Who typed a new passphrase for it at the terminal has confirmed it.
    const Json params = {
        {"file", options.file}, {"force", options.force}, {"confirmed", options.yes || stdinIsTerminal()}};
    const auto made = (*agent)->call("vault.backup", params, secrets->members(), patience);
    if (!made)
        return context.fail("vault backup", made.error());
    if (!context.printJson(**made))
        std::printf("backed up %lld connections and %lld audit records to %s\n",
                    static_cast<long long>((*made)->value("connections", std::int64_t{0})),
                    static_cast<long long>((*made)->value("audit_records", std::int64_t{0})),
                    textOf(**made, "file").c_str());
    return 0;
}

int runBackups(Context& context)
{
    const auto answer = context.call("vault.backups", Json::object());
    if (!answer)
        return context.fail("vault backups", answer.error());
    const Json& list = (*answer)->at("backups");
    if (context.printJson(list))
        return 0;
    std::vector<Row> rows{{"NAME", "MADE", "BEFORE", "BYTES"}};
    for (const Json& backup : list)
        rows.push_back(
            {textOf(backup, "name"), textOf(backup, "made_at"), textOf(backup, "reason"), textOf(backup, "bytes")});
    printTable(rows);
    return 0;
}

int restoreThrough(Context& context, protocol::BlockingClient& client, const BackupOptions& options)
{
    const auto secrets = readSecrets(options, false);
    if (!secrets)
        return context.fail(options.name(), secrets.error());
    Json params = {{"file", options.file}, {"repair", options.repair}};
    if (options.dryRun || !options.yes) {
        const auto preview = client.call("vault.restore", params, secrets->members(), patience);
        if (!preview)
            return context.fail(options.name(), preview.error());
        if (options.dryRun) {
            if (!context.printJson(**preview))
                printRestorePreview(**preview);
            return 0;
        }
        if (const base::Status asked = askForRestore(**preview); !asked)
            return context.fail(options.name(), asked.error());
    }
    params["confirmed"] = true;
    const auto done = client.call("vault.restore", params, secrets->members(), patience);
    if (!done)
        return context.fail(options.name(), done.error());
    if (!context.printJson(**done))
        printRestored(**done);
    return 0;
}

// A pipe that holds the secret, for a child of ours; its reading end.
base::Result<int> pipeOf(const base::Secret& secret)
{
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0)
        return base::fail(ErrorCode::Internal, "pipe");
    const std::string_view text = secret.exposeText();
    const bool written = ::write(ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                         ::write(ends[1], "\n", 1) == 1;
    ::close(ends[1]);
    if (!written)
        return base::fail(ErrorCode::Internal, "pipe");
    return ends[0];
}

int restoreAlone(Context& context, const BackupOptions& options)
{
    const auto folder = context.vaultFolder();
    if (!folder)
        return context.fail(options.name(), folder.error());
    std::vector<std::string> arguments{"--vault", folder->string(), "--restore", options.file};
    const auto flag = [&arguments](bool set, const char* name) {
        if (set)
            arguments.emplace_back(name);
    };
    const auto descriptor = [&arguments](const char* name, int fd) {
        arguments.emplace_back(name);
        arguments.push_back(std::to_string(fd));
    };
    flag(options.dryRun, "--dry-run");
    flag(options.yes, "--yes");
    flag(options.repair, "--repair");
    flag(context.json, "--json");
    if (options.recoveryKeyFd >= 0) {
        descriptor("--recovery-key-fd", options.recoveryKeyFd);
    } else if (options.passphraseFd >= 0) {
        descriptor("--passphrase-fd", options.passphraseFd);
    } else if (!isAutomatic(options.file)) {
        const auto secrets = readSecrets(options, false);
        if (!secrets)
            return context.fail(options.name(), secrets.error());
        const auto pipe = pipeOf(*secrets->passphrase);
        if (!pipe)
            return context.fail(options.name(), pipe.error());
        descriptor("--passphrase-fd", *pipe);
    }
    if (options.vaultPassphraseFd >= 0)
        descriptor("--vault-passphrase-fd", options.vaultPassphraseFd);
    const auto code = runAgent(arguments);
    return code ? *code : context.fail(options.name(), code.error());
}

int runRestore(Context& context, BackupOptions options)
{
    if (auto file = backupToRead(options.file))
        options.file = *std::move(file);
    else
        return context.fail(options.name(), file.error());
    const auto running = context.runningAgent();
    if (running)
        return restoreThrough(context, **running, options);
    if (running.error().code != ErrorCode::NotFound)
        return context.fail(options.name(), running.error());
    return restoreAlone(context, options);
}

int runAcceptRollback(Context& context, const BackupOptions& options)
{
    const auto agent = context.agent();
    if (!agent)
        return context.fail("vault accept-rollback", agent.error());
    protocol::SecretMembers secrets;
    if (options.passphraseFd >= 0) {
        auto secret = readLineFrom(options.passphraseFd);
        if (!secret)
            return context.fail("vault accept-rollback", secret.error());
        secrets.emplace_back("passphrase", std::move(*secret));
    }
    const auto status = (*agent)->call("vault.accept_rollback", Json::object(), secrets);
    if (!status)
        return context.fail("vault accept-rollback", status.error());
    if (!context.printJson(**status))
        std::printf("the vault goes on as it is; the alert stays in the audit trail\n");
    return 0;
}

int runConfirmRestored(Context& context, const BackupOptions& options)
{
    context.connection = options.connection;
    const auto answer = context.call("connection.confirm", {{"connection", options.connection}});
    if (!answer)
        return context.fail("confirm", answer.error());
    if (!context.printJson(**answer))
        std::printf("%s is refreshed again\n", textOf(**answer, "name").c_str());
    return 0;
}

void addFd(CLI::App* command, const char* name, int& value, const char* what)
{
    command->add_option(name, value, what)->type_name("N")->check(CLI::Range(0, 1'048'576));
}

} // namespace

void addBackupCommands(Commands& commands)
{
    Context& context = commands.context;
    auto& action = commands.action;
    const auto options = std::make_shared<BackupOptions>();
    CLI::App* const vault = commands.parser.get_subcommand("vault");
    const auto withSecrets = [options](CLI::App* command) {
        addFd(command, "--passphrase-fd", options->passphraseFd, "Read the backup's passphrase from this descriptor");
        addFd(command, "--recovery-key-fd", options->recoveryKeyFd, "Read the recovery key from this descriptor");
        addFd(command, "--vault-passphrase-fd", options->vaultPassphraseFd,
              "Read the vault's own passphrase from this descriptor, where it is another one");
    };
    CLI::App* const backup = vault->add_subcommand("backup", "Write the whole vault into one encrypted file");
    backup->add_option("file", options->file, "Where to");
    backup->add_flag("--automatic", options->automatic, "One more automatic backup in the vault's folder, at once");
    backup->add_flag("--force", options->force, "Replace the file");
    backup->add_flag("--yes", options->yes, "Do not ask, where the vault opens by the keychain alone");
    withSecrets(backup);
    backup->callback([&context, &action, options, backup] {
        options->fileGiven = backup->count("file") > 0;
        action = [&context, options] { return runBackup(context, *options); };
    });
    vault->add_subcommand("backups", "List the automatic backups")->callback([&context, &action] {
        action = [&context] { return runBackups(context); };
    });
    const auto restoring = [&](const char* name, const char* what, const char* option) {
        CLI::App* const command = vault->add_subcommand(name, what);
        command->add_option(option, options->file, "A backup's file, or the name of an automatic one")->required();
        command->add_flag("--dry-run", options->dryRun, "Show what would change, and change nothing");
        command->add_flag("--yes", options->yes, "Do not ask");
        withSecrets(command);
        const bool repair = std::string_view{name} == "repair";
        command->callback([&context, &action, options, repair] {
            options->repair = repair;
            action = [&context, options] { return runRestore(context, *options); };
        });
    };
    restoring("restore", "Put a backup in the vault's place; the old vault is kept aside", "file");
    restoring("repair", "Replace a damaged vault by a backup; the damaged files are kept aside", "--from");
    CLI::App* const accept =
        vault->add_subcommand("accept-rollback", "Go on with a vault that is older than remembered");
    addFd(accept, "--passphrase-fd", options->passphraseFd, "Read the vault's passphrase from this descriptor");
    accept->callback([&context, &action, options] {
        action = [&context, options] { return runAcceptRollback(context, *options); };
    });
}

void addConfirmCommand(Commands& commands)
{
    Context& context = commands.context;
    auto& action = commands.action;
    const auto options = std::make_shared<BackupOptions>();
    CLI::App* const confirm =
        commands.parser.add_subcommand("confirm", "No other machine uses this restored sign-in: refresh it again");
    confirm->add_option("connection", options->connection, "Its id or name")->required();
    confirm->callback([&context, &action, options] {
        action = [&context, options] { return runConfirmRestored(context, *options); };
    });
}

} // namespace keystead::cli
