// SPDX-License-Identifier: GPL-3.0-or-later
// The small parts: secrets on the screen and while typing, plain text, colours.
#include "stage.h"
#include "ui/resources.h"
#include "ui/signin/form_field.h"
#include "ui/text.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/chips.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/secret_field.h"
#include "ui/widgets/secret_input.h"

#include <QAccessible>
#include <QClipboard>
#include <QDialog>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace keystead;
using namespace keystead::ui;
using namespace keystead::ui::test;

class TestWidgets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { initResources(); }

    void typedSecretsGoLetterByLetterIntoASecret()
    {
        SecretInput input;
        input.show();
        QTest::keyClicks(&input, QStringLiteral("pa55w"));
        QKeyEvent umlaut(QEvent::KeyPress, Qt::Key_Odiaeresis, Qt::NoModifier, QStringLiteral("ö"));
        QApplication::sendEvent(&input, &umlaut);
        QTest::keyClicks(&input, QStringLiteral("rd"));
        QCOMPARE(input.length(), 8);
        QCOMPARE(std::string(input.secret().exposeText()), std::string("pa55w\xC3\xB6rd"));
        QTest::keyClick(&input, Qt::Key_Left);
        QTest::keyClick(&input, Qt::Key_Backspace);
        QCOMPARE(std::string(input.secret().exposeText()), std::string("pa55w\xC3\xB6"
                                                                       "d"));
        QTest::keyClick(&input, Qt::Key_Home);
        QTest::keyClick(&input, Qt::Key_Delete);
        QTest::keyClicks(&input, QStringLiteral("P"));
        QCOMPARE(std::string(input.secret().exposeText()), std::string("Pa55w\xC3\xB6"
                                                                       "d"));
        QTest::keyClick(&input, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(&input, QStringLiteral("x"));
        QCOMPARE(std::string(input.secret().exposeText()), std::string("x"));
        QTest::keyClick(&input, Qt::Key_Z, Qt::ControlModifier); // no undo: nothing comes back
        QCOMPARE(input.length(), 1);
    }

    void pasteCleansAndNeverCopiesOut()
    {
        SecretInput input;
        SecretInput block(true);
        QApplication::clipboard()->setText(QStringLiteral("line one\nline two\n"));
        QTest::keyClick(&input, Qt::Key_V, Qt::ControlModifier);
        QTest::keyClick(&block, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(std::string(input.secret().exposeText()), std::string("line oneline two"));
        QCOMPARE(std::string(block.secret().exposeText()), std::string("line one\nline two\n"));
        QApplication::clipboard()->setText(QStringLiteral("before"));
        QTest::keyClick(&input, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(&input, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("before"));
        QVERIFY(!input.inputMethodQuery(Qt::ImSurroundingText).toString().contains(QLatin1String("line")));
    }

    // SECURITY 25: a screen reader hears label, kind and error, never what is typed.
    void screenReadersHearTheLabelAndNeverTheSecret()
    {
        Stage stage;
        FormField::Spec spec{"secret.api_key", QStringLiteral("API key"), QStringLiteral("Shown once.")};
        spec.secret = true;
        FormField field(stage.context, spec);
        field.show();
        SecretInput* input = field.secretInput();
        QTest::keyClicks(input, QStringLiteral("hunter2-canary"));
        for (const bool shown : {false, true}) {
            input->setShown(shown);
            QAccessibleInterface* heard = QAccessible::queryAccessibleInterface(input);
            QVERIFY(heard);
            QCOMPARE(heard->role(), QAccessible::EditableText);
            QVERIFY(heard->state().passwordEdit);
            QCOMPARE(heard->text(QAccessible::Name), QStringLiteral("API key"));
            QCOMPARE(heard->text(QAccessible::Description), QStringLiteral("Secret field. Shown once."));
            QVERIFY(heard->text(QAccessible::Value).isEmpty());
            QVERIFY(!heard->textInterface() && !heard->editableTextInterface() && !heard->valueInterface());
            for (int which = QAccessible::Name; which <= QAccessible::Accelerator; ++which)
                QVERIFY(!heard->text(static_cast<QAccessible::Text>(which)).contains(QLatin1String("canary")));
            QCOMPARE(heard->childCount(), 0);
        }
        field.setError(QStringLiteral("is too short."), QStringLiteral("Copy all of it."));
        QVERIFY(input->wrong());
        QCOMPARE(QAccessible::queryAccessibleInterface(input)->text(QAccessible::Description),
                 QStringLiteral("Secret field. is too short. Copy all of it. Shown once."));
        field.setError({});
        QCOMPARE(QAccessible::queryAccessibleInterface(input)->text(QAccessible::Description),
                 QStringLiteral("Secret field. Shown once."));
    }

    // SECURITY 25
    void screenReadersHearOfARevealedSecretOnlyThatItIsShown()
    {
        Stage stage;
        SecretField field(stage.context, QStringLiteral("API key"));
        field.reveal(base::Secret::fromText("hunter2-canary"));
        QAccessibleInterface* heard = QAccessible::queryAccessibleInterface(field.findChild<SecretView*>());
        QVERIFY(heard);
        QCOMPARE(heard->text(QAccessible::Name), QStringLiteral("API key, shown"));
        QVERIFY(heard->text(QAccessible::Value).isEmpty() && !heard->textInterface());
        field.conceal();
        QCOMPARE(heard->text(QAccessible::Name), QStringLiteral("API key, hidden"));
    }

    void aShownSecretHidesByItself()
    {
        Stage stage;
        SecretField field(stage.context, QStringLiteral("API key"));
        field.setShownFor(std::chrono::milliseconds{40});
        field.reveal(base::Secret::fromText("abc"));
        QVERIFY(field.revealed());
        QTRY_VERIFY(!field.revealed());
        QCOMPARE(SecretField::shownFor, std::chrono::seconds{30});
        field.setShownFor(std::chrono::seconds{30});
        field.reveal(base::Secret::fromText("abc"));
        field.conceal();
        QVERIFY(!field.revealed());
    }

    void eyeAndCopyAskTheOwner()
    {
        Stage stage;
        SecretField field(stage.context, QStringLiteral("API key"));
        QSignalSpy reveal(&field, &SecretField::revealRequested);
        QSignalSpy copy(&field, &SecretField::copyRequested);
        const auto buttons = field.findChildren<QToolButton*>();
        QCOMPARE(buttons.size(), 2);
        for (QToolButton* button : buttons) {
            QVERIFY(!button->accessibleName().isEmpty());
            QVERIFY(!button->toolTip().isEmpty());
            button->click();
        }
        QCOMPARE(reveal.size(), 1);
        QCOMPARE(copy.size(), 1);
    }

    // SECURITY 22
    void foreignTextIsNeverMarkup()
    {
        Stage stage;
        const QString evil = QStringLiteral("<img src=\"http://example.org/x.png\"><a href=\"file:///etc\">click</a>");
        QCOMPARE(makeLabel(evil)->textFormat(), Qt::PlainText);
        ElidedLabel elided(evil);
        QCOMPARE(elided.textFormat(), Qt::PlainText);
        elided.resize(30, 20);
        QVERIFY(!elided.toolTip().contains(QLatin1String("<img")));
        Banner banner(stage.context);
        banner.show(QStringLiteral("info"), QStringLiteral("info"), evil, evil);
        for (const QLabel* label : banner.findChildren<QLabel*>())
            QCOMPARE(label->textFormat(), Qt::PlainText);
        QVERIFY(!plainToolTip(evil).contains(QLatin1String("<img")));
        QVERIFY(!q("a\xE2\x80\xAE"
                   "b\x1b[31m")
                     .contains(QChar(0x202e)));
    }

    void everyErrorHasASentence()
    {
        for (int code = 1; code <= static_cast<int>(base::ErrorCode::Internal); ++code) {
            const auto error = static_cast<base::ErrorCode>(code);
            const Sentence sentence = describe({error, "detail"});
            QVERIFY2(sentence.what.endsWith(QLatin1Char('.')), qPrintable(q(base::errorName(error))));
            QVERIFY(!sentence.what.contains(QLatin1String("detail")));
        }
    }

    void everyWordOfTheModelHasAName()
    {
        for (const auto action : model::allAuditActions())
            QVERIFY(!actionName(action).isEmpty());
        for (int state = 0; state <= static_cast<int>(model::ConnectionState::Revoked); ++state) {
            QVERIFY(!stateName(static_cast<model::ConnectionState>(state)).isEmpty());
            QVERIFY(!lookOf(static_cast<model::ConnectionState>(state)).icon.isEmpty());
        }
        for (int kind = 0; kind <= static_cast<int>(model::AuthKind::Custom); ++kind)
            QVERIFY(!kindName(static_cast<model::AuthKind>(kind)).isEmpty());
    }

    void colorsAreReadable_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void colorsAreReadable()
    {
        QFETCH(bool, dark);
        const Colors& c = dark ? darkColors() : lightColors();
        const auto readable = [](const QColor& ink, const QColor& ground, double least = 4.5) {
            const double ratio = contrast(ink, ground);
            if (ratio < least)
                qWarning() << ink.name() << "on" << ground.name() << ratio;
            return ratio >= least;
        };
        for (const QColor& ground : {c.window, c.surface, c.raised, c.dialog, c.sidebar, c.hover, c.accentSoft}) {
            QVERIFY(readable(c.text, ground));
            QVERIFY(readable(c.muted, ground));
        }
        QVERIFY(readable(c.accentText, c.accent));
        QVERIFY(readable(c.accentText, c.accentHover));
        QVERIFY(readable(c.dangerText, c.danger));
        for (const auto& [ink, soft] : {std::pair{c.ok, c.okSoft},
                                        {c.warn, c.warnSoft},
                                        {c.danger, c.dangerSoft},
                                        {c.info, c.infoSoft},
                                        {c.accent, c.accentSoft}}) {
            QVERIFY(readable(ink, soft));
            QVERIFY(readable(ink, c.surface));
            QVERIFY(readable(c.text, soft));
        }
        for (const QColor& ground : {c.surface, c.dialog, c.window})
            QVERIFY(readable(c.borderStrong, ground, 3.0)); // outlines of controls and of dialogs
        for (const QColor& ground : {c.window, c.surface, c.dialog, c.accentSoft})
            QVERIFY(readable(c.accent, ground, 3.0)); // focus rings
    }

    void tagsAreTypedAndTakenAway()
    {
        Stage stage;
        TagEditor tags(stage.context, QStringLiteral("Tags"));
        tags.show();
        QTest::keyClicks(tags.lineEdit(), QStringLiteral("one, two one"));
        QTest::keyClick(tags.lineEdit(), Qt::Key_Return);
        QCOMPARE(tags.tags(), (QStringList{QStringLiteral("one"), QStringLiteral("two")}));
        tags.findChildren<QToolButton*>().first()->click();
        QCOMPARE(tags.tags(), QStringList{QStringLiteral("two")});
    }

    void returnPressesTheButtonThatHasTheFocus()
    {
        Stage stage;
        QDialog dialog;
        auto* row = new QHBoxLayout(&dialog);
        auto* cancel = makeButton(QStringLiteral("Cancel"), "", &dialog);
        auto* go = makeButton(QStringLiteral("Replace"), "primary", &dialog);
        go->setDefault(true);
        row->addWidget(cancel);
        row->addWidget(go);
        dialog.show();
        QSignalSpy cancelled(cancel, &QPushButton::clicked);
        QSignalSpy went(go, &QPushButton::clicked);
        QTest::keyClick(cancel, Qt::Key_Return);
        QTest::keyClick(cancel, Qt::Key_Enter, Qt::KeypadModifier);
        QCOMPARE(cancelled.count(), 2);
        QCOMPARE(went.count(), 0);
        // Held down it presses nothing, and the default button hears nothing of it.
        QKeyEvent held(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, QStringLiteral("\r"), true);
        QCoreApplication::sendEvent(cancel, &held);
        QCOMPARE(cancelled.count(), 2);
        QCOMPARE(went.count(), 0);
        cancel->setEnabled(false);
        QTest::keyClick(&dialog, Qt::Key_Return); // from elsewhere it goes to the default button
        QCOMPARE(went.count(), 1);
    }
};

QTEST_MAIN(TestWidgets)
#include "tst_widgets.moc"
