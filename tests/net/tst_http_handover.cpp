// SPDX-License-Identifier: GPL-3.0-or-later
// A request that outlives whoever sent it.
#include "core/net/handover.h"
#include "core/net/qt_http_client.h"
#include "tests/net/client_helpers.h"
#include "tests/support/fault_server.h"

#include <QEventLoop>
#include <QTest>

using namespace keystead;
using net::Handover;
using test::postRequest;
using test::ServerReply;

class TestHttpHandover : public QObject
{
    Q_OBJECT
    base::SystemClock m_clock;

    net::HttpRequest heldRequest(test::FaultServer& server, const std::shared_ptr<Handover>& handover)
    {
        ServerReply held = ServerReply::json("{\"late\":true}");
        held.hold = true;
        server.reply("/token", held);
        net::HttpRequest request = postRequest(server.baseUrl() + "/token", "refresh_token=canary");
        request.handover = handover;
        return request;
    }
private Q_SLOTS:
    void theAnswerGoesToTheSinkAndTheSenderIsFree()
    {
        test::FaultServer server;
        net::QtHttpClient client(m_clock);
        const auto handover = std::make_shared<Handover>();
        std::optional<base::ErrorCode> sender;
        client.send(heldRequest(server, handover), {}).then([&](base::Result<net::HttpResponse> result) {
            sender = result.error().code;
        });
        QCOMPARE(handover->stage, Handover::Stage::Unsent);
        QTRY_COMPARE(server.held(), 1);
        QTRY_COMPARE(handover->stage, Handover::Stage::Sent);
        std::optional<base::Result<net::HttpResponse>> late;
        handover->passOn([&](base::Result<net::HttpResponse> result) { late.emplace(std::move(result)); });
        QCOMPARE(sender, base::ErrorCode::Cancelled);
        QVERIFY(!late);
        server.release();
        QTRY_VERIFY(late);
        QVERIFY(late->has_value());
        QCOMPARE(std::string{(*late)->body.exposeText()}, std::string{"{\"late\":true}"});
        QCOMPARE(handover->stage, Handover::Stage::Over);
        QVERIFY(!handover->passOn);
        QCOMPARE(server.total(), 1);
    }
    void cutEndsItForTheSink()
    {
        test::FaultServer server;
        net::QtHttpClient client(m_clock);
        const auto handover = std::make_shared<Handover>();
        client.send(heldRequest(server, handover), {}).then([](base::Result<net::HttpResponse>) {});
        QTRY_COMPARE(handover->stage, Handover::Stage::Sent);
        std::optional<base::ErrorCode> late;
        handover->passOn([&](base::Result<net::HttpResponse> result) { late = result.error().code; });
        handover->cut();
        QTRY_VERIFY(late);
        QCOMPARE(*late, base::ErrorCode::Cancelled);
    }
    void theClientsEndReachesTheSink()
    {
        test::FaultServer server;
        auto client = std::make_unique<net::QtHttpClient>(m_clock);
        const auto handover = std::make_shared<Handover>();
        client->send(heldRequest(server, handover), {}).then([](base::Result<net::HttpResponse>) {});
        QTRY_COMPARE(handover->stage, Handover::Stage::Sent);
        std::optional<base::ErrorCode> late;
        handover->passOn([&](base::Result<net::HttpResponse> result) { late = result.error().code; });
        client.reset();
        QVERIFY(late.has_value());
        QCOMPARE(*late, base::ErrorCode::Cancelled);
    }
    void whatWasNeverSentStaysUnsent()
    {
        test::FaultServer server;
        const auto handover = std::make_shared<Handover>();
        net::HttpRequest request = heldRequest(server, handover);
        server.stop();
        net::QtHttpClient client(m_clock);
        QVERIFY(!test::sendNow(client, std::move(request)));
        QCOMPARE(handover->stage, Handover::Stage::Unsent);
        QVERIFY(!handover->cut);
    }
};

QTEST_GUILESS_MAIN(TestHttpHandover)
#include "tst_http_handover.moc"
