// SPDX-License-Identifier: GPL-3.0-or-later
// The first look at a file tells no secret; reading and importing can be given up and leave nothing behind.
#include "core/service/import_desk.h"
#include "tests/service/service_fixture.h"

#include <QTest>

using namespace keystead;
using namespace keystead::test;
using base::ErrorCode;
using service::ImportLook;

namespace {

struct Desk : ServiceFixture
{
    Desk() { must(create(true, false)); }
    std::string write(const std::string& name, const std::string& text)
    {
        const std::filesystem::path path = std::filesystem::path(dir.path().toStdString()) / name;
        std::ofstream(path) << text;
        return path.string();
    }
    base::Result<ImportLook> look(const std::string& path, const std::string& format = {})
    {
        return await(core->imports().look(path, format));
    }
    service::ImportPreview preview(const std::string& path)
    {
        service::ImportRequest request;
        request.path = path;
        return must(await(core->imports().preview(std::move(request))));
    }
    std::size_t connections() { return must(await(core->connections())).size(); }
};

std::string netrcOf(int machines)
{
    std::string text;
    for (int i = 0; i < machines; ++i)
        text += "machine host" + std::to_string(i) + ".example.org login ada password pw-" + std::to_string(i) + "\n";
    return text;
}

} // namespace

class TestImportLook : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsTheKindOfAFileByNameAndContent()
    {
        Desk f;
        QCOMPARE(must(f.look(f.write(".netrc", netrcOf(1)))).format, std::string("netrc"));
        QCOMPARE(must(f.look(f.write("passwords.csv", "name,password\na,b\n"))).format, std::string("csv"));
        QVERIFY(must(f.look(f.write("notes.txt", "nothing of note"))).format.empty());
        QCOMPARE(must(f.look(f.dir.path().toStdString())).format, std::string("fernet-cred"));
        QCOMPARE(f.look("/no/such/file").error().code, ErrorCode::NotFound);
        QCOMPARE(f.look("relative").error().code, ErrorCode::InvalidArgument);
    }

    // SECURITY 25
    void tellsWhatColumnsHoldWithoutASecret()
    {
        Desk f;
        const ImportLook look = must(f.look(f.write(
            "accounts.csv", "Title,URL,Username,Kennwort,PIN,Changed,Mail\n"
                            "Forge,https://forge.example.org/?token=canary-url,ada,canary-secret,4711,2024-01-31,"
                            "ada@example.org\n")));
        QCOMPARE(look.columns.size(), std::size_t{7});
        using Shape = ImportLook::Shape;
        const Shape shapes[] = {Shape::Shown,  Shape::Shown, Shape::Shown, Shape::Text,
                                Shape::Number, Shape::Time,  Shape::Mail};
        for (std::size_t i = 0; i < look.columns.size(); ++i) {
            QCOMPARE(look.columns[i].samples.size(), std::size_t{1});
            const ImportLook::Sample& sample = look.columns[i].samples.front();
            QVERIFY2(sample.shape == shapes[i], look.columns[i].heading.c_str());
            QVERIFY(sample.text.find("canary") == std::string::npos);
            QCOMPARE(sample.text.empty(), sample.shape != Shape::Shown);
        }
        QCOMPARE(look.columns[1].samples.front().text, std::string("forge.example.org"));
        QCOMPARE(look.columns[3].samples.front().length, std::size_t{13});
        QCOMPARE(look.columns[3].field, std::string("-"));
    }

    void readingThatIsGivenUpLeavesNothing()
    {
        Desk f;
        base::CancelSource source;
        service::ImportRequest request;
        request.path = f.write(".netrc", netrcOf(50));
        auto reading = f.core->imports().preview(std::move(request), source.token());
        source.cancel();
        QCOMPARE(await(std::move(reading)).error().code, ErrorCode::Cancelled);
    }

    void anImportThatIsGivenUpChangesNothingAndCanBeTriedAgain()
    {
        Desk f;
        const service::ImportPreview preview = f.preview(f.write(".netrc", netrcOf(250)));
        std::int64_t told = 0;
        service::ImportWatch watch;
        watch.progress = [&told](std::int64_t done, std::int64_t) { told = done; };
        watch.goOn = [&told] { return told < 100; };
        const auto stopped = await(f.core->imports().apply(preview.id, {}, service::person(), watch));
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
        QCOMPARE(f.connections(), std::size_t{0});
        QVERIFY(must(await(f.core->imports().runs())).empty());
        QCOMPARE(f.records(model::AuditAction::ImportDone), std::int64_t{0});
        const auto outcome = must(await(f.core->imports().apply(preview.id, {}, service::person())));
        QCOMPARE(outcome.run.created, std::int64_t{250});
        QCOMPARE(f.connections(), std::size_t{250});
        QVERIFY(must(await(f.core->verifyAudit({}, {}))).ok);
    }

    void aSecretThatIsNotFoundSendsNobodyInACircle()
    {
        Desk f;
        const std::string hidden = "name,url,username,password\na,https://a.example,";
        const auto replace = [&f](const std::string& file) {
            service::ImportRequest request;
            request.path = file;
            request.format = "csv";
            const service::ImportPreview preview = must(await(f.core->imports().preview(std::move(request))));
            const auto outcome = must(await(f.core->imports().apply(preview.id, {}, service::person())));
            return await(f.core->imports().replaceSource(outcome.run.id, service::person())).error();
        };
        // Too short to be looked for; the second file has a row that was passed over, so that it cannot be deleted.
        const base::Error whole = replace(f.write("whole.csv", hidden + "user1,x1\n"));
        QCOMPARE(whole.code, ErrorCode::NotFound);
        QVERIFY(whole.detail.find("delete the source instead") != std::string::npos);
        const base::Error partly = replace(f.write("partly.csv", hidden + "user2,x2\nb,https://b.example,bob,\n"));
        QVERIFY(partly.detail.find("edit the file yourself, or import the rest of it first") != std::string::npos);
        QVERIFY(partly.detail.find("delete") == std::string::npos);
        const std::string large = "b,https://b.example,bob,\n" + std::string(300000, '\n');
        const base::Error big = replace(f.write("big.csv", hidden + "user3,x3\n" + large));
        QCOMPARE(big.code, ErrorCode::LimitExceeded);
        QVERIFY(big.detail.find("delete") == std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestImportLook)
#include "tst_import_look.moc"
