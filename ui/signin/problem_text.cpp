// SPDX-License-Identifier: GPL-3.0-or-later
// The model says what to do in English sentences of its own. Those without a value in them are looked up as they are;
// those with one are recognised by the words around it, and the value is put back into the translation.
#include "ui/signin/problem_text.h"

#include "ui/text.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <vector>

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
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Use one or the other."),
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Use plain text of at most 1000 characters."),
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Use plain text of at most 10000 characters."),
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Use plain text of at most 200 characters."),
    QT_TRANSLATE_NOOP("keystead::ui::Problems", "Write each scope without spaces, quotes and backslashes."),
};

// What stands for %1 and %2: a parameter's internal name (shown as its label), a label, or a value as it is.
enum class Part { Parameter, Label, Value };

struct Pattern
{
    const char* text;
    std::vector<Part> parts;
};

const std::vector<Pattern>& patterns()
{
    using enum Part;
    static const std::vector<Pattern> all{
        {QT_TRANSLATE_NOOP("keystead::ui::Problems", "Give a value for \"%1\", for example %2."), {Label, Value}},
        {QT_TRANSLATE_NOOP("keystead::ui::Problems", "Give a value for \"%1\"."), {Label}},
        {QT_TRANSLATE_NOOP("keystead::ui::Problems", "Use one of: %1."), {Value}},
        {QT_TRANSLATE_NOOP("keystead::ui::Problems",
                           "Write the ASCII form of the name, after checking that it is the one you mean: %1."),
         {Value}},
        {QT_TRANSLATE_NOOP("keystead::ui::Problems",
                           "Give only the host name, and :port where it is not the usual one, for example %1."),
         {Value}},
        {QT_TRANSLATE_NOOP("keystead::ui::Problems",
                           "Give only the host name, and :port where it is not the usual one."),
         {}},
        {QT_TRANSLATE_NOOP("keystead::ui::Problems",
                           "Use https, or set %1 to yes to allow http on this machine's own addresses."),
         {Parameter}},
        {QT_TRANSLATE_NOOP("keystead::ui::Problems", "Give the whole address beginning with https://, for example %1."),
         {Value}},
        {QT_TRANSLATE_NOOP("keystead::ui::Problems", "Give the whole address beginning with https://."), {}},
        {QT_TRANSLATE_NOOP("keystead::ui::Problems",
                           "Use only letters, digits, dots, underscores and hyphens, for example %1."),
         {Value}},
        {QT_TRANSLATE_NOOP("keystead::ui::Problems", "Use only letters, digits, dots, underscores and hyphens."), {}},
        {QT_TRANSLATE_NOOP("keystead::ui::Problems",
                           "Check that \"%1\" was copied whole, without spaces or line breaks. It looks like %2."),
         {Label, Value}},
        {QT_TRANSLATE_NOOP("keystead::ui::Problems",
                           "Check that \"%1\" was copied whole, without spaces or line breaks."),
         {Label}},
        {QT_TRANSLATE_NOOP("keystead::ui::Problems",
                           "Paste the whole PEM text, from -----BEGIN to -----END, of a certificate."),
         {}},
        {QT_TRANSLATE_NOOP("keystead::ui::Problems",
                           "Paste the whole PEM text, from -----BEGIN to -----END, of a private key."),
         {}},
        {QT_TRANSLATE_NOOP("keystead::ui::Problems", "Use an address with the same scheme, host and port as %1."),
         {Parameter}},
    };
    return all;
}

QString translated(const char* text)
{
    return QCoreApplication::translate("keystead::ui::Problems", text);
}

QString partText(Part part, const QString& found, const ParameterLabel& labelOf)
{
    switch (part) {
    case Part::Parameter: {
        const QString label = labelOf ? labelOf(s(found)) : QString();
        return label.isEmpty() ? found : QStringLiteral("“%1”").arg(label);
    }
    case Part::Label:
        return providerText(s(found), 60);
    case Part::Value:
        break;
    }
    return found;
}

// "Use one of: %1." becomes an expression that finds what stands for %1.
QRegularExpression expressionOf(const char* pattern)
{
    QString expression = QRegularExpression::escape(QString::fromLatin1(pattern));
    for (const char* mark : {"\\%1", "\\%2"})
        expression.replace(QLatin1String(mark), QLatin1String("(.+)"));
    return QRegularExpression(QRegularExpression::anchoredPattern(expression));
}

} // namespace

QString problemText(const model::Problem& problem, const ParameterLabel& labelOf)
{
    const QString fix = QString::fromStdString(problem.fix.empty() ? problem.message : problem.fix);
    for (const Pattern& pattern : patterns()) {
        const auto match = expressionOf(pattern.text).match(fix);
        if (!match.hasMatch())
            continue;
        QString text = translated(pattern.text);
        QStringList parts;
        for (int at = 0; at < static_cast<int>(pattern.parts.size()); ++at)
            parts.append(partText(pattern.parts[static_cast<std::size_t>(at)], match.captured(at + 1), labelOf));
        if (parts.size() == 1)
            text = text.arg(parts[0]);
        else if (parts.size() == 2)
            text = text.arg(parts[0], parts[1]);
        return q(s(text));
    }
    return q(s(translated(s(fix).c_str())));
}

} // namespace keystead::ui
