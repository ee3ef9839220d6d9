// SPDX-License-Identifier: GPL-3.0-or-later
// The files of everyday tools: what becomes of each line, and what is passed over and why.
#include "tests/transfer/import_helpers.h"

using namespace keystead;
using namespace keystead::test;

class TstImportEveryday : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEachFormat_data()
    {
        QTest::addColumn<QByteArray>("format");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("wanted");
        QTest::addColumn<int>("problems");
        const auto row = [](const char* name, const char* format, const char* text, const char* wanted, int problems) {
            QTest::newRow(name) << QByteArray(format) << QByteArray(text) << QByteArray(wanted) << problems;
        };
        row("env", "env",
            "# c\nexport GITHUB_TOKEN=ghp_0123456789012345678901234567890123456789\nPORT=80\nMY_SECRET='a b'\n",
            "line 2|GITHUB_TOKEN|github|bearer||ghp_0123456789012345678901234567890123456789\n"
            "line 4|MY_SECRET|generic-api-key|api_key||a b\n",
            0);
        row("env over several lines", "env",
            "KEY_SECRET=\"-----BEGIN PRIVATE KEY-----\nAB\n-----END PRIVATE KEY-----\"\nX_TOKEN=t # c\n",
            "line 1|KEY_SECRET|generic-custom|custom||-----BEGIN PRIVATE KEY-----\nAB\n-----END PRIVATE KEY-----\n"
            "line 4|X_TOKEN|generic-api-key|api_key||t\n",
            0);
        row("env: every quote, a key under any name, a quote that stays open", "env",
            "A_TOKEN='one\ntwo'\nB_TOKEN=`b\"a'c\nk`\nTLS_PEM=\"-----BEGIN PRIVATE "
            "KEY-----\nAB\n\"\nC_TOKEN=\"open\nD_TOKEN=d\n",
            "line 1|A_TOKEN|generic-api-key|api_key||one\ntwo\nline 3|B_TOKEN|generic-api-key|api_key||b\"a'c\nk\n"
            "line 5|TLS_PEM|generic-custom|custom||-----BEGIN PRIVATE KEY-----\nAB\n\nline "
            "9|D_TOKEN|generic-api-key|api_key||d\n",
            1);
        row("env: a URL with a password", "env", "DATABASE_URL=postgres://u:p@db.example.com/x\n",
            "line 1|DATABASE_URL|generic-custom|custom||postgres://u:p@db.example.com/x\n", 0);
        row("netrc", "netrc",
            "machine github.com login octocat password ghp_0123456789012345678901234567890123456789\n"
            "# comment\nmachine h login l password \"a \\\"b\" default login x password #y\n",
            "line 1|octocat@github.com|github|bearer|octocat|ghp_0123456789012345678901234567890123456789\n"
            "line 3|l@h|generic-basic|basic|l|a \"b\n"
            "line 3|x@default|generic-basic|basic|x|#y\n",
            0);
        row("netrc: passed over", "netrc",
            "machine h login l\nmacdef m\nmachine no password no\n\nmachine k password p nonsense\n",
            "line 5|k|generic-custom|custom||p\n", 2);
        row("git-credentials", "git-credentials",
            "https://ada%40example.org:p%3Aw%2F@git.example.com:8443\nhttps://nobody@x\nnonsense\n",
            "line 1|ada@example.org@git.example.com:8443|generic-basic|basic|ada@example.org|p:w/\n", 2);
        row("aws", "aws",
            "[default]\naws_access_key_id=AKIA\naws_secret_access_key = s/+=\nregion=eu\n[profile x]\nrole_arn=r\n",
            "line 2|AWS default|generic-custom|custom|AKIA|s/+=\n", 1);
        row("docker", "docker",
            "{\"auths\":{\"r.example.com\":{\"auth\":\"dTpwOncA\"},\"empty\":{},\"bad\":{\"auth\":\"!\"}},"
            "\"credsStore\":\"x\"}",
            "auths.r.example.com|u@r.example.com|generic-basic|basic|u|p:w\n", 3);
        row("gh", "gh", "github.com:\n  user: o\n  oauth_token: gho_0123456789012345678901234567890123456789\n",
            "github.com/o|o@github.com|github|bearer|o|gho_0123456789012345678901234567890123456789\n", 0);
        row("kubeconfig", "kubeconfig",
            "users:\n- name: a\n  user: {token: abc.def}\n- name: b\n  user: {exec: {command: x}}\n",
            "users[0]|a|generic-bearer|bearer|a|abc.def\n", 1);
        row("npmrc", "npmrc",
            "//registry.example.com/:_authToken=npm_abc\n//r.example.com/:username=u\n//r.example.com/"
            ":_password=cHc=\n",
            "line 2|npm r.example.com|generic-basic|basic|u|pw\nline 1|npm "
            "registry.example.com|generic-bearer|bearer||npm_abc\n",
            0);
        row("pypirc", "pypirc", "[distutils]\nindex-servers =\n  pypi\n[pypi]\nusername=__token__\npassword=pypi-x\n",
            "line 5|PyPI pypi|generic-basic|basic|__token__|pypi-x\n", 0);
        row("keepass csv", "keepass-csv",
            "\"Group\",\"Title\",\"Username\",\"Password\",\"URL\",\"Notes\"\n\"R\",\"T\",\"u\",\"p\"\"q\",\"https://"
            "e.example\",\"\"\n",
            "line 2|T|generic-basic|basic|u|p\"q\n", 0);
    }
    void readsEachFormat()
    {
        QFETCH(QByteArray, format);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, wanted);
        QFETCH(int, problems);
        const auto document = settled(format.toStdString(), text.toStdString());
        QCOMPARE(QByteArray::fromStdString(summary(document)), wanted);
        std::string told;
        for (const auto& problem : document.problems)
            told += problem.place + ": " + problem.reason + "\n";
        QVERIFY2(static_cast<int>(document.problems.size()) == problems, told.c_str());
    }

    void takesACsvFileByItsMapping()
    {
        const std::string_view text = "Dienst;Wer;Schlüssel;Extra\nA;ada;s1;x\nB;bob;\"s;2\";\n";
        const auto document =
            settled("csv", text, {{"Dienst", "name"}, {"Wer", "username"}, {"3", "password"}, {"Extra", "secret.pin"}});
        QCOMPARE(summary(document),
                 std::string{"line 2|A|generic-custom|custom|ada|s1\nline 3|B|generic-basic|basic|bob|s;2\n"});
        QCOMPARE(document.entries[0].secrets.at("pin").exposeText(), std::string_view{"x"});
        const auto unknown = parseAs("csv", text, {{"Nirgends", "password"}});
        QVERIFY(!unknown && unknown.error().code == base::ErrorCode::InvalidArgument);
        const auto noField = parseAs("csv", text, {{"Wer", "nonsense"}});
        QVERIFY(!noField && noField.error().code == base::ErrorCode::InvalidArgument);
        const auto noSecret = parseAs("csv", "a,b\n1,2\n");
        QVERIFY(!noSecret && noSecret.error().code == base::ErrorCode::InvalidArgument);
        const auto open = parseAs("csv", "name,password\nx,\"abc\n");
        QVERIFY(!open && open.error().detail.starts_with("line 2"));
    }

    void knowsWhatColumnsAreCommonlyCalled()
    {
        const auto loose = settled("csv", "Service,User name,Pass word\nA,ada,s1\n");
        QCOMPARE(summary(loose), std::string{"line 2|A|generic-basic|basic|ada|s1\n"});
        // A guess that another column is for certain gives way to it.
        const auto both = settled("csv", "Name,Service,User name,Password\nA,Mail,ada,s1\n");
        QCOMPARE(summary(both), std::string{"line 2|A|generic-basic|basic|ada|s1\n"});
    }

    void keepsEveryFieldOfAPasswordManager()
    {
        const auto document = settled(
            "keepass-xml",
            "<?xml "
            "version=\"1.0\"?><KeePassFile><Meta><RecycleBinUUID>Ymlu</RecycleBinUUID></Meta><Root><Group><Name>R</"
            "Name>\n"
            "            <Entry><String><Key>Title</Key><Value>T &amp; "
            "U</Value></String><String><Key>UserName</Key><Value>u</Value></String>\n"
            "            <String><Key>Password</Key><Value "
            "ProtectInMemory=\"True\">p&lt;q</Value></String><String><Key>Notes</Key><Value>n</Value></String>\n"
            "            <String><Key>My "
            "PIN</Key><Value>1234</Value></String><History><Entry><String><Key>Password</Key><Value>old</Value></"
            "String></Entry></History></Entry>\n"
            "            "
            "<Group><UUID>Ymlu</UUID><Name>Bin</Name><Entry><String><Key>Password</Key><Value>gone</Value></String></"
            "Entry></Group>\n"
            "            <Entry><String><Key>Password</Key><Value "
            "Protected=\"True\">c2VhbGVk</Value></String></Entry></Group></Root></KeePassFile>");
        QCOMPARE(summary(document), std::string{"entry 1|T & U|generic-custom|custom|u|p<q\n"});
        QCOMPARE(document.entries[0].secrets.at("notes").exposeText(), std::string_view{"n"});
        QCOMPARE(document.entries[0].secrets.at("my_pin").exposeText(), std::string_view{"1234"});
        QCOMPARE(document.problems.size(), std::size_t{1});
    }

    void neverRepeatsASecretInAProblem()
    {
        for (const auto& [format, text] : {std::pair{"netrc", "machine h password canary-one two canary-three\n"},
                                           {"env", "canary-one canary-two\n"},
                                           {"git-credentials", "canary-one\nhttps://u:@h/canary\n"},
                                           {"pypirc", "[p]\nusername=canary\ncanary-one\n"}}) {
            const auto document = parseAs(format, text);
            QVERIFY(document.has_value());
            for (const auto& problem : document->problems)
                QVERIFY2(problem.reason.find("canary") == std::string::npos &&
                             problem.place.find("canary") == std::string::npos,
                         format);
        }
    }

    void refusesYamlAliasesDepthAndBrokenText()
    {
        const auto alias = parseAs("gh", "a: &x [1]\nb: *x\n");
        QVERIFY(!alias && alias.error().code == base::ErrorCode::Unsupported &&
                alias.error().detail.starts_with("line 2"));
        const auto cycle = parseAs("kubeconfig", "users: &u\n- *u\n");
        QVERIFY(!cycle && cycle.error().detail.starts_with("line 2"));
        const auto deep = parseAs("gh", std::string(10'000, '['));
        QVERIFY(!deep && deep.error().code == base::ErrorCode::LimitExceeded);
        const auto broken = parseAs("gh", "a: [1\nb: }");
        QVERIFY(!broken && broken.error().code == base::ErrorCode::ParseError);
        const auto twice = parseAs("gh", "a: 1\na: 2\n");
        QVERIFY(!twice && twice.error().detail.starts_with("line 2"));
    }

    void survivesAnyBytes_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("nul") << QByteArray(100, '\0');
        QTest::newRow("random") << QByteArray::fromHex("ff00fe10807f2200c3a9e28080").repeated(50);
        QTest::newRow("quotes") << QByteArray("\"'`$$;(((,,,\\\n=::[]{}\n").repeated(50);
        QTest::newRow("open braces") << QByteArray(5000, '{');
        QTest::newRow("sqlite head") << QByteArray("SQLite format 3\0", 16) + QByteArray(1000, '\x7f');
        QTest::newRow("zip head") << QByteArray("PK\x03\x04") + QByteArray(1000, '\x7f');
        QTest::newRow("sql") << QByteArray("INSERT INTO git_connections VALUES ('");
        QTest::newRow("copy") << QByteArray("COPY git_connections (a,b) FROM stdin;\n1\n");
        QTest::newRow("xml bomb") << QByteArray("<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c "
                                                "\"&b;&b;\">]><KeePassFile><Root><Group><Entry><String><Key>Password</"
                                                "Key><Value>&c;</Value></String></Entry></Group></Root></KeePassFile>");
    }
    void survivesAnyBytes()
    {
        QFETCH(QByteArray, bytes);
        const base::Secret key = base::Secret::fromText("0123456789012345678901234567890123456789");
        const std::string text = bytes.toStdString();
        for (const transfer::ImportFormat& format : transfer::importFormats()) {
            const auto parsed = parseAs(format.id, text, {}, &key);
            QVERIFY2(!parsed || parsed->entries.size() < 100, format.id.data());
        }
        QVERIFY(!transfer::guessImportFormat("x", text) || bytes.size() > 10);
    }

    void tellsFormatsByNameAndContent()
    {
        const auto guess = [](const char* name, const char* text) {
            const transfer::ImportFormat* const format = transfer::guessImportFormat(name, text);
            return format ? std::string{format->id} : std::string{};
        };
        QCOMPARE(guess(".env.production", ""), std::string{"env"});
        QCOMPARE(guess("x", "\xEF\xBB\xBFmachine h login l"), std::string{"netrc"});
        QCOMPARE(guess("credentials", "[default]\naws_secret_access_key=x"), std::string{"aws"});
        QCOMPARE(guess("config", "apiVersion: v1\nclusters:\nusers:\n"), std::string{"kubeconfig"});
        QCOMPARE(guess("dump.sql", "COPY public.git_connections (id) FROM stdin;"), std::string{"git-connections"});
        QCOMPARE(guess("x.json", "{\"format\":\"keystead-export\"}"), std::string{"keystead"});
        QCOMPARE(guess("notes.txt", "hello"), std::string{});
    }
};

QTEST_GUILESS_MAIN(TstImportEveryday)
#include "tst_import_everyday.moc"
