// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/connection.h"

#include <QTest>

using namespace keystead;
using namespace keystead::model;
using namespace std::chrono_literals;

namespace {

const base::WallTime now = base::fromMillis(1'800'000'000'000);

QString name(ConnectionState state)
{
    return QString::fromLatin1(toText(state).data());
}

} // namespace

class TestConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The table of docs/model.md, once more and independent of the code's own.
    void movesFollowTheTable_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QStringList>("allowed");
        const auto row = [](const char* from, const char* allowed) {
            QTest::newRow(from) << QString::fromLatin1(from) << QString::fromLatin1(allowed).split(QLatin1Char(' '));
        };
        row("created", "active expired auth_error paused revoked");
        row("active", "refreshing updated syncing expired auth_error paused revoked");
        row("refreshing", "active updated expired auth_error paused revoked");
        row("updated", "active refreshing syncing expired auth_error paused revoked");
        row("syncing", "active expired auth_error paused revoked");
        row("expired", "active refreshing updated auth_error paused revoked");
        row("auth_error", "active refreshing updated auth_error paused revoked");
        row("paused", "active expired auth_error revoked");
        row("revoked", "active updated auth_error");
    }
    void movesFollowTheTable()
    {
        QFETCH(QString, from);
        QFETCH(QStringList, allowed);
        const auto start = connectionStateFromText(from.toStdString());
        QVERIFY(start);
        for (int i = 0; i < 9; ++i) {
            const auto next = static_cast<ConnectionState>(i);
            const bool legal = allowed.contains(name(next));
            QVERIFY2(isLegalMove(*start, next) == legal, qPrintable(from + QStringLiteral(" -> ") + name(next)));
            Connection connection;
            connection.state = *start;
            const auto moved = moveTo(connection, next, now);
            QCOMPARE(moved.has_value(), legal);
            QCOMPARE(connection.state, legal ? next : *start);
            QCOMPARE(connection.updatedAt, legal ? now : base::WallTime{});
        }
    }

    void illegalMoveNamesBothStates()
    {
        Connection connection;
        connection.state = ConnectionState::Active;
        const auto moved = moveTo(connection, ConnectionState::Created, now);
        QVERIFY(!moved);
        QCOMPARE(moved.error().code, base::ErrorCode::IllegalState);
        QCOMPARE(QString::fromStdString(moved.error().detail), QStringLiteral("connection: active -> created"));
    }

    void problemComesAndGoesWithTheState()
    {
        Connection connection;
        connection.state = ConnectionState::Active;
        StateProblem problem{base::ErrorCode::OAuthInvalidGrant, "refused", {}};
        QVERIFY(moveTo(connection, ConnectionState::AuthError, now, problem));
        QVERIFY(connection.problem);
        QCOMPARE(connection.problem->since, now);
        QVERIFY(needsAttention(connection));
        QVERIFY(moveTo(connection, ConnectionState::Paused, now));
        QVERIFY(connection.problem);
        QVERIFY(!needsAttention(connection));
        QVERIFY(moveTo(connection, ConnectionState::AuthError, now));
        QVERIFY(connection.problem);
        QVERIFY(moveTo(connection, ConnectionState::Updated, now));
        QVERIFY(!connection.problem);
        QVERIFY(!needsAttention(connection));
    }

    void secondFailureReplacesTheReason()
    {
        Connection connection;
        connection.state = ConnectionState::AuthError;
        connection.problem = StateProblem{base::ErrorCode::OAuthInvalidGrant, "first", now};
        QVERIFY(moveTo(connection, ConnectionState::AuthError, now + 1h,
                       StateProblem{base::ErrorCode::OAuthAccessDenied, "second", {}}));
        QCOMPARE(connection.problem->code, base::ErrorCode::OAuthAccessDenied);
        QCOMPARE(connection.problem->since, now + 1h);
    }

    void attentionIsForBrokenOnesOnly_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<bool>("problem");
        QTest::addColumn<bool>("attention");
        QTest::newRow("active") << "active" << false << false;
        QTest::newRow("active with a problem") << "active" << true << true;
        QTest::newRow("expired") << "expired" << false << true;
        QTest::newRow("auth_error") << "auth_error" << true << true;
        QTest::newRow("paused with a problem") << "paused" << true << false;
        QTest::newRow("revoked with a problem") << "revoked" << true << false;
    }
    void attentionIsForBrokenOnesOnly()
    {
        QFETCH(QString, state);
        QFETCH(bool, problem);
        QFETCH(bool, attention);
        Connection connection;
        connection.state = *connectionStateFromText(state.toStdString());
        if (problem)
            connection.problem = StateProblem{};
        QCOMPARE(needsAttention(connection), attention);
    }

    void expirySoonKnowsWhatRenewsItself()
    {
        Connection connection;
        connection.state = ConnectionState::Active;
        QVERIFY(!expiresSoon(connection, now, 24h));
        connection.expiresAt = now + 24h;
        QVERIFY(expiresSoon(connection, now, 24h));
        QVERIFY(!expiresSoon(connection, now, 23h));
        connection.hasRefreshToken = true;
        QVERIFY(!expiresSoon(connection, now, 24h));
        connection.refreshExpiresAt = now + 2h;
        QVERIFY(expiresSoon(connection, now, 24h));
        connection.state = ConnectionState::Paused;
        QVERIFY(!expiresSoon(connection, now, 24h));

        Connection minting;
        minting.state = ConnectionState::Active;
        minting.kind = AuthKind::ClientCredentials;
        minting.expiresAt = now + 1h;
        QVERIFY(!expiresSoon(minting, now, 24h));
        minting.kind = AuthKind::Certificate;
        QVERIFY(expiresSoon(minting, now, 24h));
        minting.state = ConnectionState::Expired;
        QVERIFY(!expiresSoon(minting, now, 24h));
    }
};

QTEST_APPLESS_MAIN(TestConnection)
#include "tst_connection.moc"
