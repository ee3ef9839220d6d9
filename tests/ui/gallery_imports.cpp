// SPDX-License-Identifier: GPL-3.0-or-later
// The gallery's pictures of imports and profiles.
#include "gallery_imports.h"
#include "stage.h"
#include "ui/import/columns_page.h"
#include "ui/import/find_dialog.h"
#include "ui/import/import_page.h"
#include "ui/import/import_wizard.h"
#include "ui/import/options_page.h"
#include "ui/import/result_page.h"
#include "ui/import/review_page.h"
#include "ui/import/source_page.h"
#include "ui/main_window.h"
#include "ui/profiles/erase_dialog.h"
#include "ui/profiles/profile_dialogs.h"
#include "ui/profiles/profiles_page.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

namespace keystead::ui::test {

namespace {

using Look = service::ImportLook;

void wizardPages(Stage& stage, MainWindow& window, const Grab& grab)
{
    FakeImports& desk = stage.core.importDesk;
    ImportWizard* wizard = window.importFile();
    grab(wizard, "import-file");
    desk.lookAnswer.format = "netrc";
    wizard->setFile(QStringLiteral("/home/ada/.netrc"));
    QTest::qWait(60);
    grab(wizard, "import-recognised");
    wizard->nextButton()->click();
    QTest::qWait(60);
    if (wizard->step() == ImportWizard::Step::Options) {
        grab(wizard, "import-profile");
        wizard->nextButton()->click();
        QTest::qWait(100);
    }
    grab(wizard, "import-dry-run");
    wizard->nextButton()->click();
    QTest::qWait(100);
    grab(wizard, "import-done");
    wizard->resultPage()->deleteButton()->click();
    QTest::qWait(60);
    grab(wizard->findChild<QDialog*>(QStringLiteral("askDialog")), "import-delete-source");
    delete wizard->findChild<QDialog*>(QStringLiteral("askDialog"));
    desk.nextError =
        base::Error{base::ErrorCode::IllegalState,
                    "the file is not deleted: 1 line or entry of it was not taken over and would be gone for good"};
    wizard->resultPage()->deleteButton()->click();
    QTest::qWait(60);
    wizard->findChild<QPushButton*>(QStringLiteral("askConfirm"))->click();
    QTest::qWait(60);
    grab(wizard, "import-delete-refused");
    delete wizard;
}

void tablePages(Stage& stage, MainWindow& window, const Grab& grab)
{
    FakeImports& desk = stage.core.importDesk;
    desk.lookAnswer.format = "csv";
    desk.lookAnswer.columns = {
        {"Bezeichnung", "-", {{Look::Shape::Text, 9, {}}, {Look::Shape::Text, 14, {}}}},
        {"URL", "url", {{Look::Shape::Shown, 30, "forge.example.org"}, {Look::Shape::Shown, 24, "mail.example.net"}}},
        {"Login", "username", {{Look::Shape::Shown, 3, "ada"}, {Look::Shape::Shown, 16, "ada@example.org"}}},
        {"Kennwort", "-", {{Look::Shape::Text, 14, {}}, {Look::Shape::Text, 22, {}}}},
        {"Geändert", "-", {{Look::Shape::Time, 10, {}}}},
        {"PIN", "-", {{Look::Shape::Number, 4, {}}, {Look::Shape::Empty, 0, {}}}}};
    ImportWizard* wizard = window.importFile(QStringLiteral("/home/ada/accounts.csv"));
    QTest::qWait(60);
    wizard->nextButton()->click();
    grab(wizard, "import-columns");
    delete wizard;
    desk.lookAnswer = {};
    desk.lookAnswer.format = "fernet-cred";
    wizard = window.importFile(QStringLiteral("/srv/old/credentials"));
    QTest::qWait(60);
    wizard->nextButton()->click();
    grab(wizard, "import-key");
    delete wizard;
}

void otherPages(Stage& stage, MainWindow& window, const Grab& grab)
{
    FindDialog* find = window.findSecrets();
    QTest::qWait(80);
    grab(find, "find-secrets");
    delete find;
    stage.core.importDesk.runList = {sampleRun(), sampleRun(), sampleRun()};
    stage.core.importDesk.runList[1].sourceState = transfer::SourceState::Replaced;
    stage.core.importDesk.runList[1].backup = base::ConnectionId::create();
    stage.core.importDesk.runList[2].undoneAt = stage.clock.now();
    window.showPage(MainWindow::Page::Import);
    QTest::qWait(80);
    window.importPage()->table()->selectRow(1);
    grab(&window, "imports");
    stage.core.importDesk.runList.clear();
    window.importPage()->activate();
    QTest::qWait(80);
    grab(&window, "imports-none");
}

void profilePages(Stage& stage, MainWindow& window, const Grab& grab)
{
    window.showPage(MainWindow::Page::Profiles);
    QTest::qWait(60);
    grab(&window, "profiles");
    NewProfileDialog* made = window.profilesPage()->add();
    grab(made, "profile-new");
    delete made;
    MoveDialog* move = window.profilesPage()->moveConnections();
    grab(move, "profile-move");
    delete move;
    SubjectExportDialog* subject = window.profilesPage()->exportAll();
    grab(subject, "profile-export");
    delete subject;
    stage.core.profileDesk.backups = {{"daily-2026-11-21.keystead-backup", stage.clock.now(), "daily", 4096},
                                      {"daily-2026-11-20.keystead-backup", stage.clock.now(), "daily", 4096}};
    EraseDialog* erase = window.profilesPage()->erase();
    grab(erase, "profile-erase");
    delete erase;
}

} // namespace

void grabImports(Stage& stage, MainWindow& window, const Grab& grab)
{
    wizardPages(stage, window, grab);
    tablePages(stage, window, grab);
    otherPages(stage, window, grab);
    profilePages(stage, window, grab);
}

} // namespace keystead::ui::test
