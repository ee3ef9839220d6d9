// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/gui_options.h"

#include <cstdio>
#include <cstdlib>
#include <QCommandLineParser>
#include <QCoreApplication>

namespace keystead::app {

namespace {

[[noreturn]] void refuse(const QString& why)
{
    std::fprintf(stderr, "keystead: usage: %s\nhint: keystead --help\n", qUtf8Printable(why));
    std::exit(2);
}

void checkOptions(const GuiOptions& options, const QStringList& extra)
{
    if (!extra.isEmpty())
        refuse(QStringLiteral("'%1' is no option").arg(extra.first()));
    if (!options.theme.isEmpty() && options.theme != QLatin1String("light") && options.theme != QLatin1String("dark"))
        refuse(QStringLiteral("--theme is light or dark"));
    if (!options.language.isEmpty() && options.language != QLatin1String("en") &&
        options.language != QLatin1String("de"))
        refuse(QStringLiteral("--language is en or de"));
    if (options.demo && !options.vault.empty())
        refuse(QStringLiteral("--demo has a vault of its own: leave --vault out"));
}

} // namespace

GuiOptions parseGuiOptions(QCoreApplication& application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Keeps the credentials of your integrations, fresh and accounted for."));
    parser.addHelpOption();
    parser.addVersionOption();
    const auto text = [](const char* latin) { return QString::fromLatin1(latin); };
    const QCommandLineOption vault(text("vault"), text("Folder of the vault."), text("DIR"));
    const QCommandLineOption minimized(text("minimized"), text("Start in the tray."));
    const QCommandLineOption demo(text("demo"), text("A throw-away vault and a built-in practice provider."));
    const QCommandLineOption tour(text("tour"),
                                  text("Walk through the practice story, leave pictures and reports in DIR, and end."),
                                  text("DIR"));
    const QCommandLineOption theme(text("theme"), text("light or dark."), text("THEME"));
    const QCommandLineOption language(text("language"), text("en or de."), text("LANGUAGE"));
    parser.addOptions({vault, minimized, demo, tour, theme, language});
    if (!parser.parse(application.arguments()))
        refuse(parser.errorText());
    parser.process(application); // --help and --version

    GuiOptions options;
    options.vault = parser.value(vault).toStdString();
    options.minimized = parser.isSet(minimized);
    options.tourFolder = parser.value(tour);
    options.demo = parser.isSet(demo) || !options.tourFolder.isEmpty();
    options.theme = parser.value(theme);
    options.language = parser.value(language);
    checkOptions(options, parser.positionalArguments());
    return options;
}

} // namespace keystead::app
