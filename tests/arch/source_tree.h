// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Reads a checkout as text for the house tests. Owns no rule: the tests do. It does not compile anything, so it sees
// what stands in the files and nothing of the preprocessor.
#include <QString>
#include <QStringList>
#include <QVector>

namespace keystead::arch {

struct SourceFile
{
    QString path; // relative to the tree, with '/'
    QString text;
};

// All files below the folders whose name matches one of the wildcards ("*.cpp"), sorted by path; build and node_modules
// folders and hidden ones are left out.
QVector<SourceFile> readFiles(const QString& root, const QStringList& folders, const QStringList& wildcards);

// The C++ text without comments. Line breaks stay, string literals stay; an escaped quote and a raw string are
// understood.
QString withoutComments(const QString& cpp);

// The contents of the string literals in C++ text without comments.
QStringList stringLiterals(const QString& cpp);

} // namespace keystead::arch
