// SPDX-License-Identifier: GPL-3.0-or-later
// What the program does to the desktop: which addresses it opens and how, the clipboard, the single window.
#include "app/gui/browser_opener.h"
#include "app/gui/clipboard_guard.h"
#include "app/gui/single_instance.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace keystead;
using namespace keystead::app;

class TestDesktop : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // SECURITY 18
    void opensOnlyPlainAddresses_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("fine");
        QTest::newRow("https") << QStringLiteral("https://login.example.org/authorize?a=b&c=%20d") << true;
        QTest::newRow("loopback") << QStringLiteral("http://127.0.0.1:8080/authorize") << true;
        QTest::newRow("http elsewhere") << QStringLiteral("http://example.org/") << false;
        QTest::newRow("file") << QStringLiteral("file:///etc/passwd") << false;
        QTest::newRow("javascript") << QStringLiteral("javascript:alert(1)") << false;
        QTest::newRow("option") << QStringLiteral("--private-window") << false;
        QTest::newRow("user name") << QStringLiteral("https://a:b@example.org/") << false;
        QTest::newRow("shell") << QStringLiteral("https://example.org/$(touch /tmp/x) ") << false;
        QTest::newRow("newline") << QStringLiteral("https://example.org/\nx") << false;
        QTest::newRow("empty") << QString() << false;
    }
    void opensOnlyPlainAddresses()
    {
        QFETCH(QString, url);
        QFETCH(bool, fine);
        QCOMPARE(BrowserOpener::refusal(url).isEmpty(), fine);
    }

    void namesTheBrowserAsTheDesktopDoesOrNotAtAll()
    {
        QTemporaryDir folder;
        const auto write = [&](const QString& name, const QByteArray& text) {
            QDir().mkpath(QFileInfo(folder.filePath(name)).path());
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        };
        write(QStringLiteral("bin/surfer"), "#!/bin/sh\n");
        write(QStringLiteral("bin/plainprogram"), "#!/bin/sh\n");
        write(QStringLiteral("data/applications/surfer.desktop"),
              "[Desktop Entry]\nType=Application\nName=Surfer Web\nExec=/opt/x/surfer --new %u\n"
              "Categories=Network;WebBrowser;\n");
        const QByteArray home = qgetenv("XDG_DATA_HOME");
        qputenv("XDG_DATA_HOME", folder.filePath(QStringLiteral("data")).toUtf8());
        const auto nameFor = [&](const QString& command) {
            qputenv("BROWSER", command.toUtf8());
            return BrowserOpener().name();
        };
        const QString surfer = folder.filePath(QStringLiteral("bin/surfer"));
        const QString other = folder.filePath(QStringLiteral("bin/plainprogram"));
        QCOMPARE(nameFor(surfer), QStringLiteral("Surfer Web"));
        QCOMPARE(nameFor(surfer + QStringLiteral(" --private %s")), QStringLiteral("Surfer Web"));
        QCOMPARE(nameFor(other), QString());
        QCOMPARE(nameFor(other + QStringLiteral(" open.js %s")), QString());
        QCOMPARE(nameFor(surfer + QStringLiteral(" profile.js")), QString());
        qunsetenv("BROWSER");
        QCOMPARE(BrowserOpener().name(), QString());
        home.isNull() ? qunsetenv("XDG_DATA_HOME") : qputenv("XDG_DATA_HOME", home);
    }

    // SECURITY 18: the address is one argument, whatever a shell would make of it.
    void honoursTheBrowserVariableWithoutAShell()
    {
        QTemporaryDir folder;
        const QString script = folder.filePath(QStringLiteral("browser"));
        const QString seen = folder.filePath(QStringLiteral("seen"));
        QFile file(script);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\nprintf '%s|' \"$@\" > " + seen.toUtf8() + ".part && mv " + seen.toUtf8() + ".part " +
                   seen.toUtf8() + "\n");
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        qputenv("BROWSER", (script + QStringLiteral(" --new %s")).toUtf8());
        const QString url = QStringLiteral("https://example.org/?a=1;id&b=$HOME");
        QVERIFY(BrowserOpener().open(url));
        QTRY_VERIFY(QFile::exists(seen));
        QFile read(seen);
        QVERIFY(read.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(read.readAll()), QStringLiteral("--new|") + url + QLatin1Char('|'));
        QVERIFY(!BrowserOpener().open(QStringLiteral("file:///etc/passwd")));
        qunsetenv("BROWSER");
    }

    // SECURITY 27
    void copiesAreMarkedAndTakenAway()
    {
        QClipboard& clipboard = *QApplication::clipboard();
        ClipboardGuard guard(clipboard);
        guard.setClearAfter(std::chrono::milliseconds{50});
        guard.copySecret(base::Secret::fromText("s3cret"));
        QCOMPARE(clipboard.text(), QStringLiteral("s3cret"));
        QCOMPARE(clipboard.mimeData()->data(QStringLiteral("x-kde-passwordManagerHint")), QByteArrayLiteral("secret"));
        QVERIFY(guard.holdsSecret());
        QTRY_VERIFY(clipboard.text().isEmpty());
    }

    void whatOthersCopiedStays() // SECURITY 27
    {
        QClipboard& clipboard = *QApplication::clipboard();
        {
            ClipboardGuard guard(clipboard);
            guard.copySecret(base::Secret::fromText("s3cret"));
            clipboard.setText(QStringLiteral("mine"));
            guard.clearNow();
            QCOMPARE(clipboard.text(), QStringLiteral("mine"));
            guard.copySecret(base::Secret::fromText("s3cret"));
        }
        QVERIFY(clipboard.text().isEmpty()); // cleared on exit
    }

    void theSecondWindowRaisesTheFirst()
    {
        QTemporaryDir folder;
        const std::filesystem::path socket = folder.filePath(QStringLiteral("window.sock")).toStdString();
        SingleInstance first(socket);
        QVERIFY(!first.raiseOther());
        QVERIFY(first.listen());
        QSignalSpy raised(&first, &SingleInstance::raiseRequested);
        bool answered = false;
        QThread* other = QThread::create([&] { answered = SingleInstance(socket).raiseOther(); });
        other->start();
        QTRY_COMPARE(raised.size(), 1);
        QVERIFY(other->wait(5000));
        delete other;
        QVERIFY(answered);
    }
};

QTEST_MAIN(TestDesktop)
#include "tst_desktop.moc"
