// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ids.h"
#include "core/base/log.h"

#include <QTest>
#include <string>
#include <vector>

using namespace keystead::base;

// SECURITY 25: what looks like a secret never reaches a log's sink. The tokens are made up, in the shapes of their
// kinds.
class TestRedact final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secretsOfKnownShapesGo_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("secret");
        const auto row = [](const char* name, const char* message, const char* secret) {
            QTest::newRow(name) << QByteArray(message) << QByteArray(secret);
        };
        row("GitHub", "sent ghp_16C7e42F292c6912E7710c838347Ae178B4a to", "16C7e42F292c");
        row("Slack", "sent xoxb-17653672481-19874698323-pdFMJ7Br0WWqBU5T to", "17653672481");
        row("Stripe",
            "key is sk_"
            "live_4eC39HqLyjWDarjtT1zdp7dc",
            "4eC39HqL");
        row("Google", "got ya29.a0AfH6SMBx3vQwErTyUiOpAsDfGhJkLz", "a0AfH6SMB");
        row("AWS", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY refused", "K7MDENG");
        row("JWT", "got eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl", "eyJ");
        row("UUID as a key", "key 550e8400-e29b-41d4-a716-446655440000", "550e8400");
        row("Authorization header", "Authorization: Bearer abc def", "abc");
        row("Bearer alone", "header Bearer mF_9.B5f-4.1JqM set", "mF_9");
        row("Bearer of letters", "header bearer abcdefghij set", "abcdefghij");
        row("Basic alone", "sent Basic dXNlcjpwYXNz now", "dXNlcjpwYXNz");
        row("Cookie", "Set-Cookie: sid=1; Path=/", "sid");
        row("URL userinfo", "GET https://user:hunter2@example.com/x", "hunter2");
        row("URL user alone", "GET https://hunter2@example.com/x", "hunter2");
        row("URL query", "GET https://example.com/cb?code=abc&state=short&x=1", "abc");
        row("URL query state", "GET https://example.com/cb?code=abc&state=short&x=1", "short");
        row("URL query token", "https://example.com/?access_token=hunter2", "hunter2");
        row("form", "grant_type=refresh_token&refresh_token=hunter2&client_secret=s3", "hunter2");
        row("form secret", "grant_type=refresh_token&refresh_token=hunter2&client_secret=s3", "s3");
        row("JSON", R"({"access_token":"hunter2","expires_in":1})", "hunter2");
        row("JSON, spaces", R"({"password" : "hunter 2 x"})", "hunter");
        row("yaml", "passphrase: hunter2", "hunter2");
        row("single quotes", "api_key='hunter2'", "hunter2");
        row("header of a kind", "X-Api-Key: hunter2", "hunter2");
        row("pin", "pin: 123", "123");
        row("webhook", "https://hooks.example.com/services/T0000AB12/B0000CD34/XxYyZz0123456789AbCdEfGh", "XxYyZz");
        row("base64 that begins as a path", "sent /x3vQwErTyUiOpAsDfGhJkLzQ1w2E3r4T5y6U7i8 now", "x3vQwEr");
        row("secret inside a path", "/tmp/ghp_16C7e42F292c6912E7710c838347Ae178B4a/x", "16C7e42F292c");
        row("false own id", "con_16C7e42F292c6912E7710c83", "16C7e42F292c");
    }
    void secretsOfKnownShapesGo()
    {
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, secret);
        const QByteArray shown = QByteArray::fromStdString(redact(message.toStdString()));
        QVERIFY2(!shown.contains(secret), shown.constData());
        QVERIFY2(shown.contains("[redacted]"), shown.constData());
    }

    void whatHelpsStays_data()
    {
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char* name, const std::string& message) {
            QTest::newRow(name) << QByteArray::fromStdString(message);
        };
        row("sentence", "the provider refused the request, see the audit page");
        row("error codes", "oauth_invalid_grant: invalid_grant at token_endpoint");
        row("own error with detail", "wrong_passphrase: slot " + SlotId::create().text);
        row("connection id", "refresh of " + ConnectionId::create().text + " failed");
        row("profile id", "profile " + ProfileId::create().text);
        row("ids in a path", "/home/ada/.local/share/keystead/" + VaultId::create().text + "/vault.db");
        row("source path", "core/base/private_files.cpp:120");
        row("long path",
            "cannot write /home/ada/.local/share/keystead/profiles/client-with-a-long-name/backups/keystead.db: No "
            "space left on device");
        row("dated path", "/home/ada/audit-2026-11-22.json");
        row("status", "status code: 401 after 3 tries in 120 ms");
        row("exit", "exit_code: 8");
        row("error code", "error_code=invalid_client");
        row("url", "https://github.com/login/oauth/authorize");
        row("issuer", "issuer https://login.example.com/tenant/v2.0 differs");
        row("time", "2026-11-22T03:41Z");
        row("basic words", "Basic authentication failed");
        row("file mode", "chmod 600 '/home/ada/vault/key.json'");
        row("empty", "");
    }
    void whatHelpsStays()
    {
        QFETCH(QByteArray, message);
        QCOMPARE(redact(message.toStdString()), message.toStdString());
    }

    void theHostOfAUrlStaysReadable()
    {
        QCOMPARE(redact("https://u:p@example.com/a?token=x#f"),
                 std::string("https://[redacted]@example.com/a?token=[redacted]"));
        QCOMPARE(redact("a=1&code=xyz&b=2"), std::string("a=1&code=[redacted]&b=2"));
    }

    void theSinkSeesOnlyRedactedText()
    {
        std::vector<std::string> lines;
        const LogSink before = setLogSink([&](LogLevel, std::string_view area, std::string_view text) {
            lines.push_back(std::string{area} + "|" + std::string{text});
        });
        setLogLevel(LogLevel::Info);
        logDebug("net", "not shown");
        logWarning("net", "password=hunter2");
        setLogLevel(LogLevel::Warning);
        setLogSink(before);
        QCOMPARE(lines, std::vector<std::string>{"net|password=[redacted]"});
    }
};

QTEST_GUILESS_MAIN(TestRedact)
#include "tst_redact.moc"
