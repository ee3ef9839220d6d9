// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <functional>

namespace keystead::arch {
namespace {

QStringList strings(const QJsonValue& value)
{
    QStringList result;
    const QJsonArray array = value.toArray();
    for (const QJsonValue& entry : array)
        result.append(entry.toString());
    return result;
}

// Qt and the libraries that build on it.
bool isQtHeader(const QString& header)
{
    static const QRegularExpression pattern(
        QStringLiteral("^(Q[A-Z]\\w*|Qt\\w*|qt\\w*|qcoro|QCoro|qt6?keychain)(/|$|\\.h$)"));
    return pattern.match(header).hasMatch();
}

const PrivateHeader* privateHeader(const RoomTable& table, const QString& header)
{
    for (const PrivateHeader& entry : table.privateHeaders) {
        if (header.startsWith(entry.prefix))
            return &entry;
    }
    return nullptr;
}

// The headers that bring a private system header with them, directly or by another header: no other room may include
// them.
QSet<QString> headersOfTheRoomAlone(const RoomTable& table, const QVector<Include>& includes)
{
    QSet<QString> paths;
    for (qsizetype before = -1; before != paths.size();) {
        before = paths.size();
        for (const Include& include : includes) {
            if (include.file.endsWith(QLatin1String(".h")) &&
                (privateHeader(table, include.header) || paths.contains(include.path)))
                paths.insert(include.file);
        }
    }
    return paths;
}

bool readRoom(const QJsonObject& row, RoomTable* table, QString* problem)
{
    const QString name = row.value(QLatin1String("name")).toString();
    QSet<QString> allowed;
    const QStringList listed = strings(row.value(QLatin1String("may_include")));
    for (const QString& other : listed) {
        if (other == QLatin1String("*")) {
            allowed.unite(QSet<QString>(table->names.begin(), table->names.end()));
        } else if (table->names.contains(other)) {
            allowed.insert(other);
        } else {
            *problem = QStringLiteral("%1 may include %2, which is not listed above it").arg(name, other);
            return false;
        }
    }
    table->names.append(name);
    table->mayInclude.insert(name, allowed);
    return true;
}

} // namespace

std::optional<RoomTable> readRoomTable(const QString& path, QString* problem)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        *problem = QStringLiteral("%1 cannot be read").arg(path);
        return std::nullopt;
    }
    QJsonParseError error;
    const QJsonObject json = QJsonDocument::fromJson(file.readAll(), &error).object();
    if (error.error != QJsonParseError::NoError) {
        *problem = QStringLiteral("%1: %2").arg(path, error.errorString());
        return std::nullopt;
    }
    RoomTable table;
    const QJsonArray rows = json.value(QLatin1String("rooms")).toArray();
    for (const QJsonValue& row : rows) {
        if (!readRoom(row.toObject(), &table, problem))
            return std::nullopt;
    }
    table.withoutQt = strings(json.value(QLatin1String("without_qt")));
    const QJsonArray headers = json.value(QLatin1String("private_headers")).toArray();
    for (const QJsonValue& entry : headers) {
        const QJsonObject header = entry.toObject();
        table.privateHeaders.append(
            {header.value(QLatin1String("prefix")).toString(), strings(header.value(QLatin1String("rooms")))});
    }
    return table;
}

QString roomOf(const QString& path)
{
    const QStringList parts = path.split(QLatin1Char('/'));
    if (parts.size() >= 3 && parts[0] == QLatin1String("core"))
        return parts[0] + QLatin1Char('/') + parts[1];
    if (parts.size() >= 2 && (parts[0] == QLatin1String("ui") || parts[0] == QLatin1String("app")))
        return parts[0];
    return {};
}

QVector<Include> includesOf(const QVector<SourceFile>& files)
{
    static const QRegularExpression directive(QStringLiteral("^\\s*#\\s*include\\s*([\"<])([^\">]+)[\">]"));
    QSet<QString> known;
    for (const SourceFile& file : files)
        known.insert(file.path);
    QVector<Include> includes;
    for (const SourceFile& file : files) {
        const QStringList lines = withoutComments(file.text).split(QLatin1Char('\n'));
        for (qsizetype i = 0; i < lines.size(); ++i) {
            const QRegularExpressionMatch match = directive.match(lines[i]);
            if (!match.hasMatch())
                continue;
            const QString header = match.captured(2);
            const QString beside = QDir::cleanPath(QFileInfo(file.path).path() + QLatin1Char('/') + header);
            const bool relative = match.captured(1) == QLatin1String("\"") && known.contains(beside);
            const QString path = relative ? beside : QDir::cleanPath(header);
            includes.append({file.path, int(i) + 1, header, path, roomOf(path)});
        }
    }
    return includes;
}

QStringList forbiddenIncludes(const RoomTable& table, const QVector<Include>& includes)
{
    const QSet<QString> roomAlone = headersOfTheRoomAlone(table, includes);
    QStringList sentences;
    for (const Include& include : includes) {
        const QString from = roomOf(include.file);
        const auto complain = [&](const QString& what) {
            sentences.append(QStringLiteral("%1:%2: %3").arg(include.file).arg(include.line).arg(what));
        };
        if (!table.mayInclude.contains(from)) {
            complain(QStringLiteral("'%1' is no room of the table").arg(from));
        } else if (!include.room.isEmpty() && include.room != from &&
                   !table.mayInclude.value(from).contains(include.room)) {
            complain(QStringLiteral("%1 may not include %2 (%3)").arg(from, include.room, include.header));
        }
        if (table.withoutQt.contains(from) && isQtHeader(include.header))
            complain(QStringLiteral("%1 holds no Qt (%2)").arg(from, include.header));
        if (const PrivateHeader* header = privateHeader(table, include.header); header && !header->rooms.contains(from))
            complain(
                QStringLiteral("<%1> is private to %2").arg(include.header, header->rooms.join(QStringLiteral(", "))));
        if (include.room != from && roomAlone.contains(include.path))
            complain(QStringLiteral("%1 is for %2 alone: it brings a private system header")
                         .arg(include.header, include.room));
    }
    return sentences;
}

QMap<QString, QSet<QString>> roomEdges(const QVector<Include>& includes)
{
    QMap<QString, QSet<QString>> edges;
    for (const Include& include : includes) {
        const QString from = roomOf(include.file);
        if (!include.room.isEmpty() && include.room != from)
            edges[from].insert(include.room);
    }
    return edges;
}

QStringList findCycle(const QMap<QString, QSet<QString>>& edges)
{
    QSet<QString> finished;
    QStringList way;
    QStringList cycle;
    const std::function<bool(const QString&)> visit = [&](const QString& room) {
        if (const qsizetype start = way.indexOf(room); start >= 0) {
            cycle = way.mid(start) << room;
            return true;
        }
        if (finished.contains(room))
            return false;
        way.append(room);
        const QSet<QString> next = edges.value(room);
        for (const QString& other : next) {
            if (visit(other))
                return true;
        }
        way.removeLast();
        finished.insert(room);
        return false;
    };
    for (auto it = edges.keyBegin(); it != edges.keyEnd(); ++it) {
        if (visit(*it))
            break;
    }
    return cycle;
}

} // namespace keystead::arch
