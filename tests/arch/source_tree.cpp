// SPDX-License-Identifier: GPL-3.0-or-later
#include "source_tree.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>

namespace keystead::arch {
namespace {

// One token that must be kept or dropped as a whole: a comment, a raw string, a string, a character.
const QRegularExpression& tokens()
{
    static const QRegularExpression pattern(
        QStringLiteral(R"re((?<comment>//(?:[^\n\\]|\\.|\\\n)*|/\*.*?\*/))re"
                       R"re(|(?<raw>R"(?<delimiter>[^()\\\s]{0,16})\((?<rawtext>.*?)\)\k<delimiter>"))re"
                       R"re(|(?<string>"(?<text>(?:[^"\\\n]|\\.)*)"))re"
                       R"re(|(?<![0-9A-Fa-f])'(?:[^'\\\n]|\\.)+')re"),
        QRegularExpression::DotMatchesEverythingOption);
    return pattern;
}

bool isSkipped(const QString& relativePath)
{
    const QStringList parts = relativePath.split(QLatin1Char('/'));
    return std::any_of(parts.begin(), parts.end(), [](const QString& part) {
        return part == QLatin1String("build") || part == QLatin1String("node_modules") ||
               part.startsWith(QLatin1Char('.'));
    });
}

} // namespace

QVector<SourceFile> readFiles(const QString& root, const QStringList& folders, const QStringList& wildcards)
{
    QVector<SourceFile> files;
    const QDir top(root);
    for (const QString& folder : folders) {
        QDirIterator entries(top.filePath(folder), wildcards, QDir::Files, QDirIterator::Subdirectories);
        while (entries.hasNext()) {
            QFile file(entries.next());
            const QString path = top.relativeFilePath(file.fileName());
            if (isSkipped(path) || !file.open(QIODevice::ReadOnly))
                continue;
            files.append({path, QString::fromUtf8(file.readAll())});
        }
    }
    std::sort(files.begin(), files.end(), [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
    return files;
}

QString withoutComments(const QString& cpp)
{
    QString result;
    result.reserve(cpp.size());
    qsizetype position = 0;
    auto matches = tokens().globalMatch(cpp);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        result += QStringView(cpp).mid(position, match.capturedStart() - position);
        if (match.hasCaptured(QStringLiteral("comment")))
            result += QString(match.captured().count(QLatin1Char('\n')), QLatin1Char('\n'));
        else
            result += match.capturedView();
        position = match.capturedEnd();
    }
    return result += QStringView(cpp).mid(position);
}

QStringList stringLiterals(const QString& cpp)
{
    QStringList literals;
    auto matches = tokens().globalMatch(cpp);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        if (match.hasCaptured(QStringLiteral("raw")))
            literals.append(match.captured(QStringLiteral("rawtext")));
        else if (match.hasCaptured(QStringLiteral("string")))
            literals.append(match.captured(QStringLiteral("text")));
    }
    return literals;
}

} // namespace keystead::arch
