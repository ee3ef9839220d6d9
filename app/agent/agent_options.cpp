// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/agent/agent_options.h"

#include "core/protocol/socket_path.h"

#include <cstdio>
#include <cstdlib>
#include <QCommandLineParser>
#include <QCoreApplication>

namespace keystead::app {

namespace {

[[noreturn]] void usageError(const QString& message)
{
    std::fprintf(stderr, "keystead-agent: %s\nhint: keystead-agent --help\n", qPrintable(message));
    std::exit(2);
}

int descriptorOption(const QCommandLineParser& parser, const QCommandLineOption& option)
{
    if (!parser.isSet(option))
        return -1;
    bool ok = false;
    const int number = parser.value(option).toInt(&ok);
    if (!ok || number < 0)
        usageError(QStringLiteral("--%1 wants the number of an open descriptor").arg(option.names().constFirst()));
    return number;
}

} // namespace

AgentOptions parseAgentOptions(const QCoreApplication& application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Keeps the Keystead vault, its refresh timer and its socket without a window."));
    const QCommandLineOption vault(QStringLiteral("vault"), QStringLiteral("The vault's folder."),
                                   QStringLiteral("DIR"));
    const QCommandLineOption passphrase(QStringLiteral("passphrase-fd"),
                                        QStringLiteral("Read the passphrase from this descriptor."),
                                        QStringLiteral("N"));
    const QCommandLineOption ready(QStringLiteral("ready-fd"),
                                   QStringLiteral("Write a line here when callers are served."), QStringLiteral("N"));
    const QCommandLineOption init(QStringLiteral("init"), QStringLiteral("Make a new vault and leave."));
    const QCommandLineOption keychain(QStringLiteral("keychain"),
                                      QStringLiteral("With --init: open it by the OS keychain."));
    const QCommandLineOption together(QStringLiteral("together"),
                                      QStringLiteral("With --init: open it by keychain and passphrase together."));
    const QCommandLineOption allowWeak(QStringLiteral("allow-weak"),
                                       QStringLiteral("With --init: also a passphrase that is quickly guessed."));
    const QCommandLineOption check(QStringLiteral("check"), QStringLiteral("Check the vault and leave."));
    const QCommandLineOption json(QStringLiteral("json"), QStringLiteral("With --check and --init: print JSON."));
    const QCommandLineOption verify(QStringLiteral("verify-report"),
                                    QStringLiteral("Verify an exported JSON report and leave."),
                                    QStringLiteral("FILE"));
    const QCommandLineOption caller(QStringLiteral("for-cli"),
                                    QStringLiteral("Speak as keystead-cli, which was called."));
    const QCommandLineOption restore(QStringLiteral("restore"),
                                     QStringLiteral("Put this backup in the vault's place and leave."),
                                     QStringLiteral("FILE"));
    const QCommandLineOption dryRun(QStringLiteral("dry-run"), QStringLiteral("With --restore: change nothing."));
    const QCommandLineOption yes(QStringLiteral("yes"), QStringLiteral("With --restore: do not ask."));
    const QCommandLineOption repair(QStringLiteral("repair"),
                                    QStringLiteral("With --restore: only where the vault is damaged."));
    const QCommandLineOption recovery(QStringLiteral("recovery-key-fd"),
                                      QStringLiteral("With --restore: read the recovery key from this descriptor."),
                                      QStringLiteral("N"));
    const QCommandLineOption vaultPassphrase(
        QStringLiteral("vault-passphrase-fd"),
        QStringLiteral("With --restore: read the passphrase of the vault that stands there from this descriptor."),
        QStringLiteral("N"));
    parser.addOptions({caller, verify, vault, passphrase, ready, init, keychain, together, allowWeak, check, json,
                       restore, dryRun, yes, repair, recovery, vaultPassphrase});
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    if (!parser.parse(application.arguments()))
        usageError(parser.errorText());
    if (parser.isSet(version))
        parser.showVersion();
    if (parser.isSet(help))
        parser.showHelp();
    if (!parser.positionalArguments().isEmpty())
        usageError(QStringLiteral("unexpected argument `%1`").arg(parser.positionalArguments().constFirst()));

    AgentOptions options;
    if (parser.isSet(vault)) {
        if (parser.value(vault).isEmpty())
            usageError(QStringLiteral("--vault is empty; name a folder"));
        options.vault = std::filesystem::absolute(parser.value(vault).toStdString());
    } else if (auto usual = protocol::defaultVaultFolder()) {
        options.vault = *usual;
    } else {
        usageError(QString::fromStdString(usual.error().detail));
    }
    options.passphraseFd = descriptorOption(parser, passphrase);
    options.readyFd = descriptorOption(parser, ready);
    options.initialise = parser.isSet(init);
    options.keychain = parser.isSet(keychain);
    options.together = parser.isSet(together);
    options.allowWeak = parser.isSet(allowWeak);
    options.check = parser.isSet(check);
    options.restore = parser.value(restore).toStdString();
    options.dryRun = parser.isSet(dryRun);
    options.yes = parser.isSet(yes);
    options.repair = parser.isSet(repair);
    options.recoveryKeyFd = descriptorOption(parser, recovery);
    options.vaultPassphraseFd = descriptorOption(parser, vaultPassphrase);
    options.verifyReport = parser.value(verify).toStdString();
    options.json = parser.isSet(json);
    if (parser.isSet(caller))
        options.program = "keystead-cli";
    return options;
}

} // namespace keystead::app
