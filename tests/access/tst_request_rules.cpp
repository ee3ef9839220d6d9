// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/request_rules.h"
#include "core/access/request_target.h"

#include <QTest>

using namespace keystead;
using base::ErrorCode;

namespace {

access::RequestRules rules()
{
    access::RequestRules rules;
    rules.base = "https://api.example.com/v3";
    rules.origins = {"https://api.example.com:443", "https://uploads.example.com:8443"};
    rules.ownHeaders = {{"Accept", "application/vnd.example+json"}, {"X-Version", "3"}};
    rules.credentialHeader = "x-api-key";
    return rules;
}

base::Result<access::CheckedRequest> ask(std::string_view method, std::string_view target,
                                         const access::HeaderList& headers = {},
                                         const access::RequestRules& held = rules(),
                                         access::TargetForms forms = access::TargetForms::PathOrOwnUrl)
{
    return access::checkRequest(held, method, target, headers, forms);
}

QByteArray outcome(const base::Result<access::CheckedRequest>& request)
{
    return QByteArray::fromStdString(request ? request->url : std::string{base::errorName(request.error().code)});
}

// What a test runner can print.
QByteArray rowName(const char* text)
{
    return "row " + QByteArray(text).toPercentEncoding();
}

std::string headersOf(const access::CheckedRequest& request)
{
    std::string text;
    for (const auto& [name, value] : request.headers)
        text += name + "=" + value + "|";
    return text;
}

} // namespace

class TestRequestRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // SECURITY 12
    void goesToTheConnectionsOwnHostsOnly_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("wanted");
        const auto row = [](const char* target, const char* wanted) {
            QTest::newRow(rowName(target).constData()) << QByteArray(target) << QByteArray(wanted);
        };
        row("/user", "https://api.example.com/v3/user");
        row("/user?page=2&q=a%20b", "https://api.example.com/v3/user?page=2&q=a%20b");
        row("/", "https://api.example.com/v3/");
        row("/projects/group%2Fname/x", "https://api.example.com/v3/projects/group%2Fname/x");
        row("/a%2520b", "https://api.example.com/v3/a%2520b");
        row("/a..b/...", "https://api.example.com/v3/a..b/...");
        row("/a?next=../../x", "https://api.example.com/v3/a?next=../../x");
        row("https://api.example.com/other", "https://api.example.com/other");
        row("https://api.example.com", "https://api.example.com/");
        row("https://api.example.com?a=1", "https://api.example.com/?a=1");
        row("https://API.example.com:443/x", "https://API.example.com:443/x");
        row("https://uploads.example.com:8443/x", "https://uploads.example.com:8443/x");
        row("https://uploads.example.com/x", "denied");
        row("https://evil.example/x", "denied");
        row("https://api.example.com.evil.example/x", "denied");
        row("https://api.example.com:444/x", "denied");
        row("http://api.example.com/x", "invalid_argument");
        row("http://127.0.0.1/x", "denied");
        row("https://api.example.com@evil.example/x", "invalid_argument");
        row("https://user:pass@api.example.com/x", "invalid_argument");
        row("https://@api.example.com/x", "invalid_argument");
        row("https://api.example.com/x#part", "invalid_argument");
        row("ftp://api.example.com/x", "invalid_argument");
        row("//evil.example/x", "invalid_argument");
        row("///x", "invalid_argument");
        row("user", "invalid_argument");
        row("*", "invalid_argument");
        row("api.example.com:443", "invalid_argument");
        row("", "invalid_argument");
    }
    void goesToTheConnectionsOwnHostsOnly()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, wanted);
        QCOMPARE(outcome(ask("GET", target.toStdString())), wanted);
    }
    // SECURITY 12
    void refusesPathsThatTwoServersReadDifferently_data()
    {
        QTest::addColumn<QByteArray>("target");
        for (const char* target : {"/..",
                                   "/../x",
                                   "/a/../b",
                                   "/a/./b",
                                   "/a/..",
                                   "/.",
                                   "/%2e%2e/x",
                                   "/%2E%2e/x",
                                   "/.%2e/x",
                                   "/a/%2e/x",
                                   "/a%2f..%2fb",
                                   "/a%2F%2e%2E%2fb",
                                   "/..%2fx",
                                   "/a%5cb",
                                   "/a\\b",
                                   "/..%5cx",
                                   "/%252e%252e/x",
                                   "/%25252e%25252e/x",
                                   "/a%252f..%252fb",
                                   "/a%255cb",
                                   "/..;x/y",
                                   "/.;/y",
                                   "/%2e%2e%3bx/y",
                                   "/a%00b",
                                   "/a%0d%0aX:y",
                                   "/a%0Ab",
                                   "/a%250ab",
                                   "/%c0%ae%c0%ae/x",
                                   "/a%c1%9cb",
                                   "/a b",
                                   "/a\tb",
                                   "/a\r\nHost: evil",
                                   "/a%",
                                   "/a%2",
                                   "/a%zz",
                                   "/a#b",
                                   "/\xc3\xa4",
                                   "/a\"b",
                                   "/a<b>",
                                   "/a|b",
                                   "/{x}",
                                   "/a`b",
                                   "/a^b"})
            QTest::newRow(rowName(target).constData()) << QByteArray(target);
        QTest::newRow("NUL") << QByteArray("/a\0b", 4);
    }
    void refusesPathsThatTwoServersReadDifferently()
    {
        QFETCH(QByteArray, target);
        for (const QByteArray& text : {target, QByteArray("https://api.example.com") + target}) {
            const auto request = ask("GET", text.toStdString());
            QVERIFY2(!request, request ? request->url.c_str() : "");
            QVERIFY(request.error().code == ErrorCode::InvalidArgument);
            QVERIFY(request.error().detail.starts_with("target: "));
        }
    }
    void refusesTooLongATarget()
    {
        QCOMPARE(outcome(ask("GET", "/" + std::string(8000, 'a'))), QByteArray("limit_exceeded"));
    }
    void anEndpointTakesPathsOnly()
    {
        const auto request = ask("GET", "https://api.example.com/x", {}, rules(), access::TargetForms::PathOnly);
        QCOMPARE(outcome(request), QByteArray("invalid_argument"));
    }
    void refusesMethods_data()
    {
        QTest::addColumn<QByteArray>("method");
        for (const char* method : {"CONNECT", "connect", "TRACE", "Trace", "TRACK", "get", "GET X", "GET\r\n", "",
                                   "G:T", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"})
            QTest::newRow(rowName(method).constData()) << QByteArray(method);
    }
    void refusesMethods()
    {
        QFETCH(QByteArray, method);
        QCOMPARE(outcome(ask(method.toStdString(), "/x")), QByteArray("invalid_argument"));
    }
    void takesEveryOtherMethod()
    {
        for (const char* method : {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "PROPFIND", "M-SEARCH"})
            QVERIFY(ask(method, "/x").has_value());
    }
    // A header that could end its line would be another request.
    void refusesHeadersThatBreakOut_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("line") << QByteArray("X-A") << QByteArray("1\r\nHost: evil");
        QTest::newRow("line feed") << QByteArray("X-A") << QByteArray("1\nX-B: 2");
        QTest::newRow("carriage return") << QByteArray("X-A") << QByteArray("1\rX-B: 2");
        QTest::newRow("NUL") << QByteArray("X-A") << QByteArray("1\0", 2);
        QTest::newRow("in the name") << QByteArray("X-A: 1\r\nX-B") << QByteArray("2");
        QTest::newRow("space in the name") << QByteArray("X-A ") << QByteArray("2");
        QTest::newRow("no name") << QByteArray("") << QByteArray("2");
    }
    void refusesHeadersThatBreakOut()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        const auto request = ask("GET", "/x", {{name.toStdString(), value.toStdString()}});
        QCOMPARE(outcome(request), QByteArray("invalid_argument"));
        QVERIFY(request.error().detail.find("evil") == std::string::npos);
    }
    // The grant was asked for this method and this path; a server that heeds these would do another.
    void takesAwayWhatNamesAnotherMethodOrPath_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char* name : {"X-HTTP-Method-Override", "x-http-method", "X-Method-Override", "X-Original-URL",
                                 "X-REWRITE-URL", "X_HTTP_Method_Override"})
            QTest::newRow(name) << QByteArray(name);
    }
    void takesAwayWhatNamesAnotherMethodOrPath()
    {
        QFETCH(QByteArray, name);
        const auto request = ask("GET", "/x", {{name.toStdString(), "DELETE"}, {"X-Version", "4"}});
        QVERIFY(request.has_value());
        QCOMPARE(headersOf(*request), std::string{"X-Version=4|Accept=application/vnd.example+json|"});
    }
    void boundsHeaders()
    {
        QCOMPARE(outcome(ask("GET", "/x", access::HeaderList(101, {"X-A", "1"}))), QByteArray("limit_exceeded"));
        QCOMPARE(outcome(ask("GET", "/x", {{"X-A", std::string(40'000, 'x')}})), QByteArray("limit_exceeded"));
    }
    // SECURITY 12
    void takesAwayWhatCompetesWithTheCredentialOrIsForOneHop()
    {
        const auto request = ask("POST", "/x",
                                 {{"Authorization", "Bearer mine"},
                                  {"X-API-KEY", "mine"},
                                  {"Cookie", "a=b"},
                                  {"Host", "evil"},
                                  {"Proxy-Authorization", "Basic x"},
                                  {"Connection", "close, X-Hop , TE"},
                                  {"X-Hop", "1"},
                                  {"Keep-Alive", "5"},
                                  {"TE", "trailers"},
                                  {"Trailer", "X"},
                                  {"Transfer-Encoding", "chunked"},
                                  {"Upgrade", "h2c"},
                                  {"Content-Length", "5"},
                                  {"Expect", "100-continue"},
                                  {"X-Keystead-Key", "k"},
                                  {"Accept-Encoding", "br"},
                                  {"Content-Type", "text/plain"},
                                  {"accept", "text/html"},
                                  {"X-Tab", "a\tb"}});
        QVERIFY(request.has_value());
        QCOMPARE(headersOf(*request), std::string{"Content-Type=text/plain|accept=text/html|X-Tab=a b|X-Version=3|"});
    }
    void takesAwayTheCredentialsParameter()
    {
        access::RequestRules held = rules();
        held.credentialHeader.clear();
        held.credentialQuery = "api_key";
        const auto request = ask("GET", "/x?a=1&api_key=mine&API%5fKEY=x&b=2&api_key", {}, held);
        QCOMPARE(outcome(request), QByteArray("https://api.example.com/v3/x?a=1&b=2"));
        QCOMPARE(outcome(ask("GET", "/x?api_key=mine", {}, held)), QByteArray("https://api.example.com/v3/x"));
    }
    void namesHostAndPathAsGrantsDo()
    {
        const auto usual = ask("GET", "/user?token=1");
        QCOMPARE(usual->host, std::string{"api.example.com"});
        QCOMPARE(usual->path, std::string{"/v3/user"});
        const auto port = ask("GET", "https://uploads.example.com:8443?x");
        QCOMPARE(port->host, std::string{"uploads.example.com:8443"});
        QCOMPARE(port->path, std::string{"/"});
    }
    void redirectsStayOnTheirOrigin_data()
    {
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<bool>("fine");
        const auto row = [](const char* location, bool fine) {
            QTest::newRow(rowName(location).constData()) << QByteArray(location) << fine;
        };
        row("/next", true);
        row("next?x=http://evil", true);
        row("?page=2", true);
        row("https://api.example.com/next", true);
        row("https://API.example.com:443/next#part", true);
        row("https://uploads.example.com:8443/x", false);
        row("http://api.example.com/next", false);
        row("https://evil.example/", false);
        row("//evil.example/", false);
        row("\\\\evil.example/", false);
        row("/\\evil.example/", false);
        row("https:evil.example", false);
        row("https://api.example.com@evil.example/", false);
        row("javascript:alert(1)", false);
    }
    void redirectsStayOnTheirOrigin()
    {
        QFETCH(QByteArray, location);
        QFETCH(bool, fine);
        const auto request = ask("GET", "/x");
        const base::Status allowed = access::checkLocation(*request, location.toStdString());
        QCOMPARE(allowed.has_value(), fine);
        if (!fine)
            QVERIFY(allowed.error().code == ErrorCode::RedirectRefused);
    }
    void rulesComeFromTheConnection()
    {
        model::ProviderSpec spec;
        spec.id = "example";
        spec.apiBaseUrl = "https://{host}/api/v4/";
        model::UrlParameter host;
        host.name = "host";
        host.label = "Server";
        spec.urlParameters.push_back(host);
        spec.apiHeaders = {{"X-Version", "4"}};
        spec.test = model::TestRequest{};
        spec.test->url = "https://elsewhere.example/user";
        model::Connection connection;
        connection.kind = model::AuthKind::Bearer;
        connection.parameters = {{"host", "git.example.com"}};
        auto held = access::rulesFor(connection, spec);
        QVERIFY(held.has_value());
        QCOMPARE(held->base, std::string{"https://git.example.com/api/v4"});
        // The API's address is the person's: a test address elsewhere does not widen it.
        QCOMPARE(held->origins, (std::vector<std::string>{"https://git.example.com:443"}));
        QCOMPARE(held->credentialHeader, std::string{"authorization"});
        spec.apiBaseUrl.clear();
        held = access::rulesFor(connection, spec);
        QCOMPARE(held->base, std::string{"https://elsewhere.example"});
        spec.apiAuth = {"query", "key", {}, {}, {}};
        QCOMPARE(access::rulesFor(connection, spec)->credentialQuery, std::string{"key"});
        connection.kind = model::AuthKind::Basic;
        QCOMPARE(access::rulesFor(connection, spec)->credentialHeader, std::string{"authorization"});
        spec.test.reset();
        QVERIFY(access::rulesFor(connection, spec).error().code == ErrorCode::Unsupported);
        connection.kind = model::AuthKind::Certificate;
        QVERIFY(access::rulesFor(connection, spec).error().code == ErrorCode::Unsupported);
    }
};

QTEST_GUILESS_MAIN(TestRequestRules)
#include "tst_request_rules.moc"
