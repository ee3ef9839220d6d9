// SPDX-License-Identifier: GPL-3.0-or-later
// The German catalogue is complete: nothing unfinished, no source text without an entry, placeholders kept.
#include "core/model/audit_titles.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

namespace {

struct Entry
{
    QString context, source;
    QStringList translations;
    QString type;
};

QList<Entry> readCatalogue(const QString& path)
{
    QFile file(path);
    QList<Entry> entries;
    if (!file.open(QIODevice::ReadOnly))
        return entries;
    QXmlStreamReader xml(&file);
    QString context;
    Entry entry;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isEndElement() && xml.name() == QLatin1String("message"))
            entries.append(entry);
        if (!xml.isStartElement())
            continue;
        if (xml.name() == QLatin1String("name"))
            context = xml.readElementText();
        else if (xml.name() == QLatin1String("message"))
            entry = {context, {}, {}, {}};
        else if (xml.name() == QLatin1String("source"))
            entry.source = xml.readElementText();
        else if (xml.name() == QLatin1String("translation"))
            entry.type = xml.attributes().value(QLatin1String("type")).toString();
        else if (xml.name() == QLatin1String("numerusform"))
            entry.translations.append(xml.readElementText());
    }
    return entries;
}

QString folder()
{
    return QStringLiteral(KEYSTEAD_SOURCE_DIR);
}

} // namespace

class TestTranslations : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void germanHasNothingUnfinished()
    {
        QFile file(folder() + QStringLiteral("/translations/keystead_de.ts"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        QVERIFY(!text.contains(QLatin1String("type=\"unfinished\"")));
        QVERIFY(!text.contains(QLatin1String("<translation></translation>")) &&
                !text.contains(QLatin1String("<translation />")));
        QVERIFY(text.count(QLatin1String("<message")) > 600);
    }

    void germanKeepsEveryPlaceholder()
    {
        QFile file(folder() + QStringLiteral("/translations/keystead_de.ts"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        static const QRegularExpression message(
            QStringLiteral("<source>(.*?)</source>\\s*<translation>(.*?)</translation>"),
            QRegularExpression::DotMatchesEverythingOption);
        auto matches = message.globalMatch(text);
        while (matches.hasNext()) {
            const auto match = matches.next();
            for (const QString& mark :
                 {QStringLiteral("%1"), QStringLiteral("%2"), QStringLiteral("%3"), QStringLiteral("%4")})
                QVERIFY2(match.captured(1).contains(mark) == match.captured(2).contains(mark),
                         qPrintable(match.captured(1)));
        }
    }

    // What descriptors say is translated too (translations/update_providers.py brings new texts in).
    void germanKnowsEveryTextOfTheProviders()
    {
        QMap<QString, Entry> known;
        for (const Entry& entry : readCatalogue(folder() + QStringLiteral("/translations/providers_de.ts")))
            known.insert(entry.source, entry);
        const auto check = [&](const QJsonValue& text) {
            const Entry entry = known.value(text.toString());
            QVERIFY2(text.toString().isEmpty() || (!entry.source.isEmpty() && entry.type.isEmpty()),
                     qPrintable(text.toString()));
        };
        const QDir providers(folder() + QStringLiteral("/resources/providers"));
        const QStringList files = providers.entryList({QStringLiteral("*.json")});
        QVERIFY(files.size() > 10);
        for (const QString& name : files) {
            QFile file(providers.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QJsonObject provider = QJsonDocument::fromJson(file.readAll()).object();
            if (provider[u"category"] == QLatin1String("generic"))
                check(provider[u"display_name"]);
            for (const QJsonValue& method : provider[u"methods"].toArray()) {
                check(method[u"label"]);
                check(method[u"help"]);
                for (const QJsonValue& field : method[u"fields"].toArray()) {
                    check(field[u"label"]);
                    check(field[u"help"]);
                }
            }
            for (const QJsonValue& parameter : provider[u"url_parameters"].toArray()) {
                check(parameter[u"label"]);
                check(parameter[u"help"]);
                for (const QJsonValue& choice : parameter[u"choices"].toArray())
                    check(choice);
            }
            for (const QJsonValue& note : provider[u"notes"].toArray())
                check(note);
            QVERIFY2(provider[u"icon"].toString().isEmpty() ||
                         QFile::exists(folder() + QStringLiteral("/resources/icons/providers/") +
                                       provider[u"icon"].toString() + QStringLiteral(".svg")),
                     qPrintable(name));
        }
    }

    // The trail's words stand in the core, once; what is listed for the catalogue in ui/audit/trail_words.cpp is whole.
    void germanKnowsEveryWordOfTheTrailAndOfReports()
    {
        using namespace keystead::model;
        QSet<QString> known;
        for (const Entry& entry : readCatalogue(folder() + QStringLiteral("/translations/keystead_de.ts")))
            known.insert(entry.context + QLatin1Char('|') + entry.source);
        const auto check = [&](const char* context, std::string_view text) {
            const QString wanted =
                QStringLiteral("keystead::ui::%1|%2")
                    .arg(QLatin1String(context), QString::fromUtf8(text.data(), qsizetype(text.size())));
            QVERIFY2(known.contains(wanted), qPrintable(wanted));
        };
        for (const AuditOutcome outcome : {AuditOutcome::Success, AuditOutcome::Failure, AuditOutcome::Denied}) {
            check("Trail", outcomeName(outcome));
            for (const AuditAction action : allAuditActions()) {
                check("Trail", actionName(action));
                check("Trail", actionTitle(action, outcome));
            }
        }
        QFile header(folder() + QStringLiteral("/core/transfer/report_texts.h"));
        QVERIFY(header.open(QIODevice::ReadOnly));
        static const QRegularExpression text(QStringLiteral("std::string \\w+ = \"([^\"]+)\";"));
        auto matches = text.globalMatch(QString::fromUtf8(header.readAll()));
        int count = 0;
        while (matches.hasNext()) {
            const std::string word = matches.next().captured(1).toStdString();
            if (word != "en") {
                check("Report", word);
                ++count;
            }
        }
        QVERIFY(count > 35);
    }

    // Every icon of a provider is listed where the window's resources are made.
    void everyProviderIconIsListed()
    {
        QFile file(folder() + QStringLiteral("/ui/CMakeLists.txt"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        const QString list = text.section(QLatin1String("set(icons_providers"), 1).section(QLatin1Char(')'), 0, 0);
        QStringList listed = list.simplified().split(QLatin1Char(' '));
        QStringList there =
            QDir(folder() + QStringLiteral("/resources/icons/providers")).entryList({QStringLiteral("*.svg")});
        listed.sort();
        there.sort();
        QCOMPARE(listed, there);
    }

    void noSourceTextIsMissing()
    {
        const QString lupdate = QStringLiteral(KEYSTEAD_LUPDATE);
        QVERIFY2(QFile::exists(lupdate), "lupdate belongs to the build's packages");
        QTemporaryDir scratch;
        const QString fresh = scratch.filePath(QStringLiteral("fresh_de.ts"));
        QProcess process;
        process.setWorkingDirectory(folder());
        process.start(lupdate, {QStringLiteral("-I"), QStringLiteral("."), QStringLiteral("-locations"),
                                QStringLiteral("none"), QStringLiteral("-target-language"), QStringLiteral("de_DE"),
                                QStringLiteral("ui"), QStringLiteral("app/gui"), QStringLiteral("-ts"), fresh});
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitCode(), 0);
        QSet<QString> known;
        for (const Entry& entry : readCatalogue(folder() + QStringLiteral("/translations/keystead_de.ts")))
            known.insert(entry.context + QLatin1Char('|') + entry.source);
        const QList<Entry> wanted = readCatalogue(fresh);
        QVERIFY(wanted.size() > 600);
        for (const Entry& entry : wanted)
            QVERIFY2(known.contains(entry.context + QLatin1Char('|') + entry.source),
                     qPrintable(entry.context + QLatin1String(": ") + entry.source));
    }
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
