// SPDX-License-Identifier: GPL-3.0-or-later
// The model says what to do in English sentences of its own; those without a value in them are translated here.
#include "ui/signin/problem_text.h"

#include "ui/text.h"

#include <QCoreApplication>

namespace keystead::ui {

namespace {

// Known to lupdate by standing here; looked up by their text.
[[maybe_unused]] constexpr const char* known[] = {
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Ask only for the scopes that are needed."),
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Check that the right text was pasted."),
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Choose a provider from the list."),
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Choose another way to sign in."),
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Copy the client id again, without spaces."),
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Fill in the secret fields again."),
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Give at least one secret field, for example --secret secret."),
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Give the client secret that belongs to the client id."),
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Give the connection a name of 1 to 100 characters."),
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Give the secret itself."),
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Leave it in once."),
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Leave out the /: it separates profile and name."),
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Register an application at the provider and give its client id."),
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Remove it or the space."),
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Remove it."),
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Remove some."),
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Remove the OAuth client."),
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Remove the space at its edge."),
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "The private key is encrypted: give its passphrase."),
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Use 1 to 40 characters a tag."),
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Use 1 to 40 characters: a-z, 0-9 and underscore."),
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Use an address with the same scheme, host and port as api_base_url."),
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Use one or the other."),
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Use plain text of at most 1000 characters."),
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Use plain text of at most 10000 characters."),
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Use plain text of at most 200 characters."),
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Write each scope without spaces, quotes and backslashes."),
};

} // namespace

QString problemText(const model::Problem& problem)
{
    if (problem.fix.empty())
        return q(problem.message);
    const QString translated = QCoreApplication::translate("keystead::ui::Problems", problem.fix.c_str());
    return q(translated.toStdString());
}

} // namespace keystead::ui
