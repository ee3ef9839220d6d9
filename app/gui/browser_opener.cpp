// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/browser_opener.h"

#include "core/base/log.h"
#include "core/model/url_rules.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QUrl>

namespace keystead::app {

namespace {

// The programs of $BROWSER, a list separated by colons; "%s" stands for the address. No shell reads it.
QList<QStringList> browserCommands()
{
    QList<QStringList> commands;
    const QString variable = qEnvironmentVariable("BROWSER");
    for (const QString& part : variable.split(QLatin1Char(':'), Qt::SkipEmptyParts)) {
        QStringList words = QProcess::splitCommand(part);
        if (!words.isEmpty())
            commands.append(words);
    }
    return commands;
}

} // namespace

QString BrowserOpener::refusal(const QString& url)
{
    const std::string text = url.toStdString();
    // A fragment is harmless in a browser; urlProblem judges what is before it.
    const std::string judged = text.substr(0, text.find('#'));
    if (const auto problem = model::urlProblem(judged, true))
        return QString::fromStdString(*problem);
    for (const QChar c : url) {
        if (c.unicode() < 0x21 || c.unicode() == 0x7f || c.unicode() > 0x7e)
            return QStringLiteral("holds a character that an address cannot have");
    }
    return {};
}

bool BrowserOpener::browserVariableSet()
{
    return !browserCommands().isEmpty();
}

bool BrowserOpener::open(const QString& url) const
{
    if (const QString why = refusal(url); !why.isEmpty()) {
        base::logWarning("browser", "an address was not opened: it " + why.toStdString());
        return false;
    }
    for (QStringList command : browserCommands()) {
        const QString program = QStandardPaths::findExecutable(command.takeFirst());
        if (program.isEmpty())
            continue;
        bool placed = false;
        for (QString& word : command) {
            placed = placed || word.contains(QLatin1String("%s"));
            word.replace(QLatin1String("%s"), url);
        }
        if (!placed)
            command.append(url);
        if (QProcess::startDetached(program, command))
            return true;
    }
    return QDesktopServices::openUrl(QUrl(url));
}

QString BrowserOpener::name() const
{
    for (const QStringList& command : browserCommands()) {
        const QString program = QStandardPaths::findExecutable(command.constFirst());
        if (!program.isEmpty())
            return QFileInfo(program).fileName();
    }
    return {};
}

} // namespace keystead::app
