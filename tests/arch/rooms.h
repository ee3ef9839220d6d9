// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The table of rooms and the includes that it forbids. CMake does not enforce it: every room sees the whole tree.
#include "source_tree.h"

#include <QHash>
#include <QMap>
#include <QSet>

#include <optional>

namespace keystead::arch {

struct PrivateHeader
{
    QString prefix;
    QStringList rooms;
};

struct RoomTable
{
    QStringList names;                        // in the order of the file
    QHash<QString, QSet<QString>> mayInclude; // '*' resolved
    QStringList withoutQt;
    QVector<PrivateHeader> privateHeaders;
};

// nullopt, with a sentence in *problem, when the data file is missing, malformed, or names a room that it does not
// list.
std::optional<RoomTable> readRoomTable(const QString& path, QString* problem);

// "core/net/http_client.h" lies in "core/net", "ui/audit/page.h" in "ui", "core/CMakeLists.txt" in no room (empty).
QString roomOf(const QString& path);

struct Include
{
    QString file; // the including file, relative to the tree
    int line = 0;
    QString header; // as written
    QString path;   // relative to the tree
    QString room;   // the room of the header; empty for a system header
};

QVector<Include> includesOf(const QVector<SourceFile>& files);

// One sentence for each include that the table forbids, "file:line: ...".
QStringList forbiddenIncludes(const RoomTable& table, const QVector<Include>& includes);

// The rooms of a cycle, the first one repeated at the end; empty if there is none.
QStringList findCycle(const QMap<QString, QSet<QString>>& edges);

// Which room includes which other one.
QMap<QString, QSet<QString>> roomEdges(const QVector<Include>& includes);

} // namespace keystead::arch
