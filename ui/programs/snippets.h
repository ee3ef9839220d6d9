// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How programs use a connection, as text to copy: with its real name, quoted for the language it is for, and never with
// a secret. Which of them fit follows from the provider's description. Pure.
#include "core/model/connection.h"
#include "core/model/provider_spec.h"

#include <QString>
#include <vector>

namespace keystead::ui {

struct Snippet
{
    const char* id = ""; // "request", "curl", "git", "python"...
    QString title;       // for the list
    QString help;        // what happens, one or two sentences
    QString text;        // to copy
    bool sees = false;   // the program gets the token to see
};

// `name`: how the command line finds the connection (NAME, PROFILE/NAME or its id).
std::vector<Snippet> snippetsFor(const model::Connection& connection, const model::ProviderSpec* spec,
                                 const QString& name);

// One word of a POSIX shell, in single quotes where it needs any.
QString shellQuoted(const QString& word);
// A string literal of Python and of JavaScript, in double quotes.
QString literal(const QString& text);

} // namespace keystead::ui
