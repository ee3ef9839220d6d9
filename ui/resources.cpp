// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/resources.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

// Q_INIT_RESOURCE wants to stand outside of namespaces.
static void initKeysteadResources()
{
    Q_INIT_RESOURCE(keystead_ui);
    Q_INIT_RESOURCE(keystead_translations);
}

namespace keystead::ui {

void initResources()
{
    initKeysteadResources();
}

void installTranslations(QCoreApplication& app, const QString& language)
{
    const QLocale locale = language.isEmpty() ? QLocale::system() : QLocale(language);
    if (!language.isEmpty())
        QLocale::setDefault(locale);
    auto* qt = new QTranslator(&app);
    if (qt->load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
                 QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qt);
    // What the providers' descriptions and the core's imports say; English stands in them.
    for (const QString& catalogue : {QStringLiteral("providers"), QStringLiteral("imports")}) {
        auto* foreign = new QTranslator(&app);
        if (foreign->load(locale, catalogue, QStringLiteral("_"), QStringLiteral(":/i18n")))
            QCoreApplication::installTranslator(foreign);
    }
    auto* own = new QTranslator(&app);
    // English has a catalogue too: its plurals.
    if (own->load(locale, QStringLiteral("keystead"), QStringLiteral("_"), QStringLiteral(":/i18n")) ||
        own->load(QStringLiteral(":/i18n/keystead_en.qm")))
        QCoreApplication::installTranslator(own);
}

} // namespace keystead::ui
