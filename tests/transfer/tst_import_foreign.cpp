// SPDX-License-Identifier: GPL-3.0-or-later
// Encrypted sources: published vectors for what opens them, and the forms in which dumps and data come. What an
// independent implementation encrypted is read by tests/e2e/import_formats.py.
#include "core/crypto/digest.h"
#include "core/crypto/foreign.h"
#include "core/transfer/import/fernet.h"
#include "core/transfer/import/gcm_opener.h"
#include "core/transfer/import/key_forms.h"
#include "core/transfer/import/table_source.h"
#include "core/transfer/import/vault_export.h"
#include "tests/transfer/import_helpers.h"

using namespace keystead;
using namespace keystead::test;
using base::ErrorCode;
using base::Secret;

namespace {

std::span<const std::uint8_t> bytesOf(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string hex(const Secret& secret)
{
    return base::toHex(secret.exposeBytes());
}

} // namespace

class TstImportForeign : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void derivesAsThePublishedVectors()
    {
        const Secret password = Secret::fromText("password");
        // RFC 7914 section 11 has the first; the second is of RFC 6070's shape with SHA-256.
        QCOMPARE(hex(must(crypto::pbkdf2(password, bytesOf("salt"), 1, "sha256", 32))),
                 std::string{"120fb6cffcf8b32c43e7225256c4f837a86548c92ccc35480805987cb70be17b"});
        QCOMPARE(hex(must(crypto::pbkdf2(password, bytesOf("salt"), 4096, "sha256", 32))),
                 std::string{"c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a"});
        // RFC 6070, the second.
        QCOMPARE(hex(must(crypto::pbkdf2(password, bytesOf("salt"), 2, "sha1", 20))),
                 std::string{"ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957"});
        QCOMPARE(hex(must(crypto::scrypt(password, bytesOf("NaCl"), 1024, 8, 16, 64))),
                 std::string{"fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279"
                             "d9830dac727afb94a83ee6d8360cbdfa2cc0640"});
        const base::Bytes prk = must(base::fromHex("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5"));
        const base::Bytes info = must(base::fromHex("f0f1f2f3f4f5f6f7f8f9"));
        const std::string_view label{reinterpret_cast<const char*>(info.data()), info.size()};
        QCOMPARE(hex(must(crypto::hkdfExpandSha256(Secret::fromBytes(prk), label, 42))), // RFC 5869 A.1
                 std::string{"3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"});
    }

    void boundsWhatAFileMayAskFor()
    {
        const Secret password = Secret::fromText("password");
        QVERIFY(crypto::pbkdf2(password, bytesOf("s"), 2'000'000'000, "sha256", 32).error().code ==
                ErrorCode::LimitExceeded);
        QVERIFY(crypto::pbkdf2(password, bytesOf("s"), 0, "sha256", 32).error().code == ErrorCode::LimitExceeded);
        QVERIFY(crypto::scrypt(password, bytesOf("s"), 1ULL << 30, 8, 1, 32).error().code == ErrorCode::LimitExceeded);
        QVERIFY(crypto::scrypt(password, bytesOf("s"), 1000, 8, 1, 32).error().code == ErrorCode::LimitExceeded);
        const auto protectedBy = [](int rounds) {
            return "{\"encrypted\":true,\"passwordProtected\":true,\"salt\":\"s\",\"kdfType\":0,\"data\":\"2.a|b|c\","
                   "\"kdfIterations\":" +
                   std::to_string(rounds) + "}";
        };
        for (const int rounds : {0, -1, 2'000'000'000})
            QVERIFY(parseAs("bitwarden", protectedBy(rounds), {}, &password).error().code == ErrorCode::LimitExceeded);
    }

    void opensFernetTokens()
    {
        // github.com/fernet/spec verify.json
        const std::string_view token =
            "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==";
        const Secret key =
            must(transfer::deriveKey("key", Secret::fromText("cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4="), {}));
        QCOMPARE(must(transfer::openFernet(token, key)).exposeText(), std::string_view{"hello"});
        std::string altered{token};
        altered[60] = altered[60] == 'A' ? 'B' : 'A';
        QVERIFY(transfer::openFernet(altered, key).error().code == ErrorCode::Tampered);
        for (const std::size_t size : {std::size_t{0}, std::size_t{10}, std::size_t{60}, token.size() - 8})
            QVERIFY(!transfer::openFernet(token.substr(0, size), key).has_value());
        auto opener =
            must(transfer::FernetOpener::create(Secret::fromText("cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4="), {}));
        QCOMPARE(must(opener.open(base::toBase64(bytesOf(token)), {"u", {}})).exposeText(), std::string_view{"hello"});
        QCOMPARE(opener.form(), std::string{"the key itself"});
        auto wrong = must(transfer::FernetOpener::create(Secret::fromText("another"), {{"kdf", "sha256"}}));
        QVERIFY(wrong.open(token, {"u", {}}).error().code == ErrorCode::WrongKey);
        QVERIFY(transfer::FernetOpener::create(key, {{"kdf", "md5"}}).error().code == ErrorCode::InvalidArgument);
        QVERIFY(transfer::FernetOpener::create(key, {{"salt", "pepper"}}).error().code == ErrorCode::InvalidArgument);
    }

    void opensGcmInEverySpelling_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("opens");
        // McGrew and Viega, "The Galois/Counter Mode", test case 15: 256-bit key, 96-bit nonce, no associated data.
        const base::Bytes n = must(base::fromHex("cafebabefacedbaddecaf888"));
        const base::Bytes c = must(base::fromHex("522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08"
                                                 "e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad"));
        const base::Bytes t = must(base::fromHex("b094dac5d93471bdec1a502270e3cc6c"));
        const auto join = [](std::initializer_list<base::Bytes> parts) {
            base::Bytes all;
            for (const base::Bytes& part : parts)
                all.insert(all.end(), part.begin(), part.end());
            return all;
        };
        const auto row = [](const char* name, const std::string& text, bool opens) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << opens;
        };
        row("nonce tag data", base::toBase64(join({n, t, c})), true);
        row("nonce data tag", base::toBase64(join({n, c, t})), true);
        row("hex", base::toHex(join({n, t, c})), true);
        row("bytea", "\\x" + base::toHex(join({n, c, t})), true);
        row("base64url", base::toBase64Url(join({n, c, t})), true);
        row("hex with colons", base::toHex(n) + ":" + base::toHex(t) + ":" + base::toHex(c), true);
        row("base64 with dots", base::toBase64(n) + "." + base::toBase64(c) + "." + base::toBase64(t), true);
        row("two parts", base::toHex(n) + ":" + base::toHex(join({c, t})), true);
        row("json",
            "{\"iv\":\"" + base::toHex(n) + "\",\"tag\":\"" + base::toHex(t) + "\",\"data\":\"" + base::toBase64(c) +
                "\"}",
            true);
        row("json column", "\"" + base::toBase64(join({n, t, c})) + "\"", true);
        row("altered", base::toBase64(join({n, t, c, {1}})), false);
        row("too short", "AAAA", false);
        row("nonsense", "::::", false);
    }
    void opensGcmInEverySpelling()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, opens);
        const Secret key = Secret::fromText("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
        auto opener = must(transfer::GcmOpener::create(key, {}));
        const auto plain = opener.open(text.toStdString(), "u");
        QCOMPARE(plain.has_value(), opens);
        if (opens)
            QVERIFY(hex(*plain).starts_with("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"));
        else
            QVERIFY(plain.error().code == ErrorCode::WrongKey || plain.error().code == ErrorCode::ParseError);
    }

    void readsCopyAndInsert()
    {
        bool found = false;
        const std::string_view copy = "\\restrict x\n-- ; '\nCOPY public.\"T\" (a, b, c) FROM "
                                      "stdin;\n1\t\\N\ta\\tb\\\\c\\n\n2\tx\t\n\\.\nSELECT 1;\n";
        auto rows = must(transfer::readSqlDump(copy, "t", found));
        QVERIFY(found && rows.size() == 2);
        QCOMPARE(rows[0].text("c"), std::string_view{"a\tb\\c\n"});
        QVERIFY(!rows[0].cells.contains("b"));
        QCOMPARE(rows[0].place, std::string{"line 4"});
        QCOMPARE(rows[1].text("b"), std::string_view{"x"});
        const std::string_view insert =
            "CREATE FUNCTION f() AS $x$ it's; INSERT INTO t VALUES (9); $x$;\nCREATE TABLE IF NOT EXISTS t (a int, `b` "
            "varchar(10) DEFAULT 'x,(', c text, PRIMARY KEY (a));\n"
            "INSERT INTO other VALUES ('t');\nINSERT INTO `t` VALUES (1,'it''s; (x)',NULL),\n(2,E'a\\nb','{\"k\": "
            "[1,2]}'::jsonb);\nINSERT INTO t (c, a) VALUES (X'4142', now());\n";
        rows = must(transfer::readSqlDump(insert, "t", found));
        QCOMPARE(rows.size(), std::size_t{3});
        QCOMPARE(rows[0].text("b"), std::string_view{"it's; (x)"});
        QCOMPARE(rows[1].text("b"), std::string_view{"a\nb"});
        QCOMPARE(rows[1].text("c"), std::string_view{"{\"k\": [1,2]}"});
        QCOMPARE(rows[1].place, std::string{"line 5"});
        QCOMPARE(rows[2].text("c"), std::string_view{"\\x4142"});
        for (const std::string_view bad :
             {"COPY t (a) FROM stdin;\n1\t2\n\\.\n", "COPY t (a) FROM stdin;\n1\n", "INSERT INTO t (a) VALUES ('x",
              "INSERT INTO t (a) VALUES (1,2);", "INSERT INTO t (a VALUES (1);"}) {
            const auto read = transfer::readSqlDump(bad, "t", found);
            QVERIFY2(!read && read.error().detail.starts_with("line "), bad.data());
        }
        must(transfer::readSqlDump("INSERT INTO u VALUES (1);", "t", found));
        QVERIFY(!found);
    }

    void readsAnOlderCredFileWithoutAKey()
    {
        const std::string data =
            base::toBase64(bytesOf("{\"stripe\":{\"apiKey\":\"sk_test_x\"},\"mail\":{\"username\":\"a\",\"password\":"
                                   "\"p\"},\"note\":{\"anything\":\"y\",\"n\":5}}"));
        auto document = must(parseAs("fernet-cred", "{\"user_id\":\"u\",\"encrypted_data\":\"" + data +
                                                        "\",\"created_at\":\"2024-01-02T03:04:05\"}"));
        for (auto& entry : document.entries)
            transfer::settleEntry(entry, catalogue());
        QCOMPARE(document.entries.size(), std::size_t{3});
        QCOMPARE(summary(document).find("stripe|generic-custom"), std::string::npos);
        QCOMPARE(document.entries[0].history.size(), std::size_t{1});
        QVERIFY(document.entries[0].history[0].action == model::AuditAction::Connect);
        const auto encrypted = parseAs("fernet-cred", "{\"user_id\":\"u\",\"encrypted_data\":\"gAAAAAAdwJ6wAAEC\"}");
        QVERIFY(!encrypted && encrypted.error().code == ErrorCode::InvalidArgument);
    }

    void anExportOpensWithItsPassphraseAlone()
    {
        std::vector<transfer::ExportRow> rows(1);
        rows[0].connection.name = "a \"b\"";
        rows[0].connection.providerId = "generic-custom";
        rows[0].connection.kind = model::AuthKind::Custom;
        rows[0].fields.emplace_back("secret", Secret::fromText("x\n\"\\\x01é"));
        const std::uint8_t raw[] = {0xFF, 0x00, 0xFE};
        rows[0].fields.emplace_back("binary", Secret::fromBytes(raw));
        const Secret passphrase = Secret::fromText("for the way over");
        const std::string text = must(transfer::sealExport(rows, passphrase, {}));
        auto document = must(parseAs("keystead", text, {}, &passphrase));
        QCOMPARE(document.entries.size(), std::size_t{1});
        QVERIFY(document.entries[0].secrets.at("secret").equals(rows[0].fields[0].second));
        QVERIFY(document.entries[0].secrets.at("binary").equals(rows[0].fields[1].second));
        const Secret other = Secret::fromText("another");
        QVERIFY(parseAs("keystead", text, {}, &other).error().code == ErrorCode::WrongPassphrase);
        std::string altered = text;
        altered.replace(altered.find("\"passes\":3"), 10, "\"passes\":9");
        QVERIFY(parseAs("keystead", altered, {}, &passphrase).error().code == ErrorCode::WrongPassphrase);
        altered = text;
        altered.replace(altered.find("\"memory_kib\":65536"), 18, "\"memory_kib\":99999999");
        QVERIFY(parseAs("keystead", altered, {}, &passphrase).error().code == ErrorCode::LimitExceeded);
    }
};

QTEST_GUILESS_MAIN(TstImportForeign)
#include "tst_import_foreign.moc"
