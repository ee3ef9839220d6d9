// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/error_code.h"
#include "core/protocol/message.h"

#include <nlohmann/json.hpp>
#include <QTest>

using namespace keystead;
using base::Json;

Q_DECLARE_METATYPE(std::string)

class TestMessage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsWhatItWrote()
    {
        protocol::SecretMembers secrets;
        secrets.emplace_back("passphrase", base::Secret::fromText("a \"quoted\"\n\\ one"));
        const base::Secret line = protocol::writeRequest(7, "vault.unlock", {{"x", 1}}, secrets);
        QVERIFY(line.exposeText().ends_with("}\n"));
        const auto request = protocol::parseRequest(line.exposeText());
        QVERIFY(request.has_value());
        QCOMPARE(request->idText, std::string{"7"});
        QCOMPARE(request->method, std::string{"vault.unlock"});
        QCOMPARE((*request->params)["x"].get<int>(), 1);
        const base::Secret secret = protocol::takeSecret(*request->params, "passphrase");
        QCOMPARE(std::string{secret.exposeText()}, std::string{"a \"quoted\"\n\\ one"});
        QVERIFY(!request->params->contains("passphrase"));
    }

    void refusesWhatIsNoRequest_data()
    {
        QTest::addColumn<std::string>("line");
        QTest::addColumn<int>("number");
        QTest::newRow("no JSON") << std::string{"hello"} << protocol::parseErrorNumber;
        QTest::newRow("batch") << std::string{"[]"} << protocol::invalidRequestNumber;
        QTest::newRow("no id") << std::string{R"({"jsonrpc":"2.0","method":"status"})"}
                               << protocol::invalidRequestNumber;
        QTest::newRow("null id") << std::string{R"({"jsonrpc":"2.0","id":null,"method":"status"})"}
                                 << protocol::invalidRequestNumber;
        QTest::newRow("other version") << std::string{R"({"jsonrpc":"1.0","id":1,"method":"status"})"}
                                       << protocol::invalidRequestNumber;
        QTest::newRow("method is a number")
            << std::string{R"({"jsonrpc":"2.0","id":1,"method":5})"} << protocol::invalidRequestNumber;
        QTest::newRow("params is a list")
            << std::string{R"({"jsonrpc":"2.0","id":1,"method":"a","params":[1]})"} << protocol::invalidParamsNumber;
        QTest::newRow("duplicate key") << std::string{R"({"jsonrpc":"2.0","id":1,"id":2,"method":"a"})"}
                                       << protocol::parseErrorNumber;
        std::string deep = R"({"jsonrpc":"2.0","id":1,"method":"a","params":{"x":)" + std::string(40, '[') +
                           std::string(40, ']') + "}}";
        QTest::newRow("too deep") << deep << protocol::parseErrorNumber;
    }
    void refusesWhatIsNoRequest()
    {
        QFETCH(const std::string, line);
        QFETCH(const int, number);
        const auto request = protocol::parseRequest(line);
        QVERIFY(!request.has_value());
        QCOMPARE(request.error().number, number);
        const auto answer = protocol::parseResponse(protocol::writeFault(request.error()).exposeText());
        QVERIFY(answer.has_value());
        QVERIFY(!answer->result);
    }

    void everyErrorCodeSurvivesTheWire()
    {
        for (int code = 1; code <= static_cast<int>(base::ErrorCode::Internal); ++code) {
            const base::Error error{static_cast<base::ErrorCode>(code), "why"};
            const auto answer = protocol::parseResponse(protocol::writeError("1", error).exposeText());
            QVERIFY(answer.has_value());
            QVERIFY(answer->error == error);
            QVERIFY(!protocol::sentenceFor(error.code).empty());
        }
    }

    void addsSecretsToAnEmptyAndToAFullResult()
    {
        for (const Json& result : {Json::object(), Json{{"a", 1}}}) {
            protocol::SecretMembers secrets;
            secrets.emplace_back("token", base::Secret::fromText("t0ken"));
            const auto answer = protocol::parseResponse(protocol::writeResult("\"x\"", result, secrets).exposeText());
            QVERIFY(answer.has_value());
            QCOMPARE((*answer->result)["token"].get<std::string>(), std::string{"t0ken"});
            QCOMPARE(answer->result->size(), result.size() + 1);
        }
    }
};

QTEST_GUILESS_MAIN(TestMessage)
#include "tst_message.moc"
