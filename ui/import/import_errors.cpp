// SPDX-License-Identifier: GPL-3.0-or-later
// The errors of imports as sentences: what happened and what to do.
#include "ui/import/import_words.h"

#include <QCoreApplication>

namespace keystead::ui {

using base::ErrorCode;

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("keystead::ui::ImportWords", text);
}

bool holds(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

Sentence wrongInput(const base::Error& error)
{
    if (error.detail.starts_with("key: "))
        return {
            say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "This key or password does not open the file.")),
            say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Check it letter by letter; nothing was imported."))};
    if (holds(error.detail, "--key-fd"))
        return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "This file is encrypted.")),
                say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Enter its key or password."))};
    if (holds(error.detail, "no column holds a secret"))
        return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "No column holds a secret yet.")),
                say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords",
                                      "Say which one is the password, the token or the API key."))};
    if (holds(error.detail, "no kind that is recognised"))
        return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Keystead does not recognise this kind of file.")),
                say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Choose the format yourself."))};
    if (holds(error.detail, "holds no credential"))
        return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "There is no credential in this file.")),
                say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Is it the right file, and the right format?"))};
    if (holds(error.detail, "a folder can only be read"))
        return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "This is a folder.")),
                say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Choose a file in it."))};
    return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Something that was entered is not right.")),
            importText(error.detail)};
}

Sentence illegalState(const base::Error& error)
{
    if (holds(error.detail, "undone already"))
        return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "This import was undone already.")), {}};
    if (holds(error.detail, "undone"))
        return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords",
                                      "This import was undone, so that the file is the only copy.")),
                say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Nothing was changed."))};
    if (holds(error.detail, "taken out of the source file"))
        return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "The file no longer holds these credentials.")),
                say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Put the file back first."))};
    if (holds(error.detail, "the file is not deleted"))
        return {
            say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords",
                                  "The file holds more than was imported, so it was not deleted.")),
            say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Take only the imported secrets out of it instead."))};
    if (holds(error.detail, "were not taken over"))
        return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords",
                                      "Some credentials of the file are not in the vault: they would stay in it.")),
                say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords",
                                      "Import them first, or remove them from the file yourself."))};
    if (holds(error.detail, "changed since"))
        return {
            say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "The file or the vault has changed since the import.")),
            say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Nothing was touched. Import the file again first."))};
    return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "That is not possible now.")), importText(error.detail)};
}

} // namespace

Sentence describeImport(const base::Error& error)
{
    switch (error.code) {
    case ErrorCode::InvalidArgument:
        return wrongInput(error);
    case ErrorCode::IllegalState:
        return illegalState(error);
    case ErrorCode::NotFound:
        if (holds(error.detail, "preview"))
            return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "What was read is no longer kept.")),
                    say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Go back and read the file again."))};
        if (holds(error.detail, "stand there in no known spelling") || holds(error.detail, "secret"))
            return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords",
                                          "Not every imported secret could be found in the file, so nothing was "
                                          "replaced.")),
                    holds(error.detail, "import the rest of it")
                        ? say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords",
                                                "Change the file yourself, or import the rest of it first."))
                        : say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords",
                                                "Delete the file instead, or change it yourself."))};
        return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "The file is not there.")),
                say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "It may have been moved or deleted."))};
    case ErrorCode::ParseError:
        return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "The file cannot be read in this format.")),
                importText(error.detail)};
    case ErrorCode::LimitExceeded:
        return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "The file is larger than Keystead accepts.")),
                importText(error.detail)};
    case ErrorCode::Unsupported:
        return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Keystead cannot do this with this file.")),
                importText(error.detail)};
    case ErrorCode::StorageInsecure:
        return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "The file is not yours alone.")),
                say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords",
                                      "It is a link, belongs to somebody else or has several names. Nothing was "
                                      "touched."))};
    default:
        return describe(error);
    }
}

} // namespace keystead::ui
