// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/browser_opener.h"

#include "core/base/log.h"
#include "core/model/url_rules.h"

#include <algorithm>
#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
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

// Only options and the place of the address follow the program: "node open.js" is no browser called node.
bool isPlain(const QStringList& command)
{
    return std::all_of(command.begin() + 1, command.end(), [](const QString& word) {
        return word.startsWith(QLatin1Char('-')) || word.contains(QLatin1String("%s"));
    });
}

// The first group of a .desktop file; QSettings would take the semicolons of its lists for comments.
QHash<QString, QString> desktopEntry(const QString& path)
{
    QHash<QString, QString> entry;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return entry;
    bool inside = false;
    for (const QString& line : QString::fromUtf8(file.read(64 * 1024)).split(QLatin1Char('\n'))) {
        const qsizetype at = line.indexOf(QLatin1Char('='));
        if (line.startsWith(QLatin1Char('[')))
            inside = line.trimmed() == QLatin1String("[Desktop Entry]");
        else if (inside && at > 0)
            entry.insert(line.left(at).trimmed(), line.mid(at + 1).trimmed());
    }
    return entry;
}

// What the desktop calls this program, if it knows it as a web browser.
QString desktopNameOf(const QString& program)
{
    const QString file = QFileInfo(program).fileName();
    for (const QString& folder : QStandardPaths::standardLocations(QStandardPaths::ApplicationsLocation)) {
        const QDir entries(folder);
        for (const QString& name : entries.entryList({QStringLiteral("*.desktop")}, QDir::Files)) {
            const auto entry = desktopEntry(entries.filePath(name));
            const QStringList command = QProcess::splitCommand(entry.value(QStringLiteral("Exec")));
            if (!command.isEmpty() && QFileInfo(command.constFirst()).fileName() == file &&
                entry.value(QStringLiteral("Categories")).contains(QLatin1String("WebBrowser")))
                return entry.value(QStringLiteral("Name")).left(60);
        }
    }
    return {};
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
            return isPlain(command) ? desktopNameOf(program) : QString();
    }
    return {};
}

} // namespace keystead::app
