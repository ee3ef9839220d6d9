// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/result.h"

#include <memory>
#include <QTest>
#include <set>

using namespace keystead::base;

namespace {

Result<int> half(int number)
{
    if (number % 2 != 0)
        return fail(ErrorCode::InvalidArgument, "odd");
    return number / 2;
}

Result<std::string> quarter(int number)
{
    KS_ASSIGN(const int first, half(number));
    KS_ASSIGN(const int second, half(first));
    return std::to_string(second);
}

Status bothEven(int a, int b)
{
    KS_TRY(half(a));
    KS_TRY(half(b));
    return ok();
}

Result<std::unique_ptr<int>> boxed(int number)
{
    KS_ASSIGN(std::unique_ptr<int> box, Result<std::unique_ptr<int>>(std::make_unique<int>(number)));
    return box;
}

} // namespace

class TestResult final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsAValueOrAnError()
    {
        QCOMPARE(*half(8), 4);
        QVERIFY(!half(7));
        QVERIFY(half(7).error() == (Error{ErrorCode::InvalidArgument, "odd"}));
        QVERIFY(ok());
    }

    void theMacrosReturnTheFirstError()
    {
        QCOMPARE(*quarter(12), std::string("3"));
        QCOMPARE(quarter(6).error().detail, std::string("odd"));
        QVERIFY(bothEven(2, 4));
        QCOMPARE(bothEven(2, 3).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(**boxed(5), 5);
    }

    void everyCodeHasAUniqueNameAndALegalExitCode()
    {
        std::set<std::string_view> names;
        for (int i = 0; i <= static_cast<int>(ErrorCode::Internal); ++i) {
            const auto code = static_cast<ErrorCode>(i);
            const auto name = errorName(code);
            QVERIFY2(names.insert(name).second, std::string(name).c_str());
            QCOMPARE(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), std::string_view::npos);
            QVERIFY(exitCodeFor(code) >= (i == 0 ? 0 : 1) && exitCodeFor(code) <= 8);
        }
        QCOMPARE(errorName(static_cast<ErrorCode>(9999)), std::string_view("internal"));
    }

    // CLI.md's table
    void exitCodesAreTheContract_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("exit");
        const auto row = [](const char* name, ErrorCode code, int exit) {
            QTest::newRow(name) << static_cast<int>(code) << exit;
        };
        row("wrong usage", ErrorCode::InvalidArgument, 2);
        row("locked", ErrorCode::VaultLocked, 3);
        row("missing", ErrorCode::VaultMissing, 3);
        row("denied", ErrorCode::Denied, 4);
        row("sign-in needed", ErrorCode::SignInNeeded, 5);
        row("not found", ErrorCode::NotFound, 6);
        row("network", ErrorCode::NetworkTimeout, 7);
        row("lock", ErrorCode::VaultBusy, 7);
        row("tampered", ErrorCode::Tampered, 8);
        row("damaged", ErrorCode::Damaged, 8);
        row("failed", ErrorCode::Internal, 1);
    }
    void exitCodesAreTheContract()
    {
        QFETCH(int, code);
        QFETCH(int, exit);
        QCOMPARE(exitCodeFor(static_cast<ErrorCode>(code)), exit);
    }

    void anErrorPrintsItsNameAndDetail()
    {
        QCOMPARE(toString(fail(ErrorCode::VaultLocked, "why")), std::string("vault_locked: why"));
        QCOMPARE(toString(fail(ErrorCode::VaultLocked)), std::string("vault_locked"));
    }
};

QTEST_GUILESS_MAIN(TestResult)
#include "tst_result.moc"
