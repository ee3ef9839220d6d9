// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/approval/approval_parts.h"

#include "ui/app_context.h"
#include "ui/programs/program_words.h"
#include "ui/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/form_dialog.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/state_pill.h"

#include <algorithm>
#include <QCheckBox>
#include <QCoreApplication>
#include <QFrame>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace keystead::ui {

namespace {

struct Approval
{
    Q_DECLARE_TR_FUNCTIONS(keystead::ui::ApprovalDialog)
};

// A path or an address: whole, over as many lines as it takes.
QLabel* makeWhole(const QString& text, const char* role, QWidget* parent)
{
    auto* label = makeLabel(breakable(text), role, true, parent);
    label->setAccessibleName(text);
    return label;
}

void addOddities(const AppContext& context, const model::ApprovalPrompt& prompt, QVBoxLayout* column)
{
    const bool changed = std::any_of(prompt.items.begin(), prompt.items.end(),
                                     [](const auto& item) { return !item.changedSince.empty(); });
    if (!prompt.caller.program.identified()) {
        auto* banner = new Banner(context);
        column->addWidget(banner);
        banner->show(QStringLiteral("danger"), QStringLiteral("shield-alert"),
                     Approval::tr("Keystead cannot tell which program this is"),
                     Approval::tr("Nothing can be allowed to it."));
    } else if (changed) {
        auto* banner = new Banner(context);
        column->addWidget(banner);
        banner->show(QStringLiteral("danger"), QStringLiteral("shield-alert"),
                     Approval::tr("This program is not the one that you allowed"),
                     Approval::tr("Its file has changed since. Allow it again only if you have just updated it."));
    }
    if (prompt.deniedLately > 0)
        column->addWidget(makeLabel(
            Approval::tr("Denied %n times in the last ten minutes.", nullptr, prompt.deniedLately), "error", true));
}

QGridLayout* makeGrantRows(const model::WantedGrant& wanted, const model::ProgramIdentity& asker, QWidget* card)
{
    const model::Grant& grant = wanted.grant;
    auto* grid = new QGridLayout;
    grid->setContentsMargins(0, 6, 0, 6);
    grid->setHorizontalSpacing(14);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    const auto row = [&](const QString& what, const QString& value) {
        const int at = grid->rowCount();
        grid->addWidget(makeLabel(what, "muted", false, card), at, 0, Qt::AlignTop);
        QLabel* label = makeWhole(value, "", card);
        label->setAccessibleName(what + QStringLiteral(": ") + value);
        grid->addWidget(label, at, 1);
    };
    const model::ProgramIdentity& program = grant.program;
    const bool itself = program.executable == asker.executable && program.script == asker.script;
    row(Approval::tr("Program"), itself ? Approval::tr("the one that asks") : programPath(program));
    if (!itself)
        row(Approval::tr("From"), originText(program));
    row(Approval::tr("It may"), rightsText(grant));
    if (grant.request) {
        const QString limits = limitsText(*grant.request);
        row(Approval::tr("Requests"), limits.isEmpty() ? Approval::tr("any, to this service") : limits);
    }
    row(Approval::tr("How long"), termText(wanted));
    if (grant.rate)
        row(Approval::tr("How often"), rateText(*grant.rate));
    if (!grant.reason.empty())
        row(Approval::tr("Why, it says"), q(grant.reason, 200));
    return grid;
}

} // namespace

QWidget* makeProgramCard(const AppContext& context, const model::ApprovalPrompt& prompt, QWidget* parent)
{
    QVBoxLayout* column = nullptr;
    QWidget* card = makePart(column, parent);
    const model::ProgramIdentity& program = prompt.caller.program;
    addOddities(context, prompt, column);
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    auto* picture = makeLabel({});
    picture->setPixmap(
        context.icons.pixmap(QStringLiteral("program"), context.theme.colors().text, 32, picture->devicePixelRatioF()));
    row->addWidget(picture, 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(3);
    auto* name = makeLabel(breakable(programName(program)), "title", true);
    name->setAccessibleName(Approval::tr("Program: %1").arg(programName(program)));
    name->setObjectName(QStringLiteral("approvalProgram"));
    words->addWidget(name);
    if (const QString path = programPath(program); !path.isEmpty())
        words->addWidget(makeWhole(path, "", nullptr));
    auto* pill = new StatePill(context);
    const bool known = comesFromPackage(program);
    pill->setText(known ? QStringLiteral("shield-check") : QStringLiteral("alert"),
                  known ? QStringLiteral("ok") : QStringLiteral("warn"), originText(program));
    words->addWidget(pill, 0, Qt::AlignLeft);
    if (const QString parents = startedByText(prompt.caller.parents); !parents.isEmpty())
        words->addWidget(makeLabel(parents, "caption", true));
    if (!prompt.caller.via.empty() && prompt.caller.via != "socket")
        words->addWidget(makeLabel(Approval::tr("It asks through %1.").arg(q(prompt.caller.via, 60)), "caption", true));
    row->addLayout(words, 1);
    column->addLayout(row);
    return card;
}

QWidget* makeItemCard(const model::ApprovalItem& item, const model::ProgramIdentity& asker, QCheckBox** box,
                      QWidget* parent)
{
    auto* card = new QFrame(parent);
    card->setProperty("look", QStringLiteral("card"));
    auto* outer = new QHBoxLayout(card);
    outer->setContentsMargins(14, 10, 14, 12);
    outer->setSpacing(10);
    const QString connection = q(item.connectionName, 100);
    if (box) {
        *box = new QCheckBox(card);
        (*box)->setChecked(true);
        const QString what = item.grant ? programPath(item.grant->grant.program) : addressText(item.want);
        (*box)->setAccessibleName(QStringLiteral("%1 %2 %3").arg(wantText(item), connection, what));
        (*box)->setAccessibleDescription(accountText(item));
        outer->addWidget(*box, 0, Qt::AlignTop);
    }
    auto* column = new QVBoxLayout;
    column->setSpacing(2);
    column->addWidget(makeLabel(wantText(item), "muted", true, card));
    auto* name = makeLabel(breakable(connection), "heading", true, card);
    name->setAccessibleName(connection);
    column->addWidget(name);
    if (const QString account = accountText(item); !account.isEmpty())
        column->addWidget(makeWhole(account, "", card));
    if (const QString address = addressText(item.want); !address.isEmpty())
        column->addWidget(makeWhole(address, "heading", card));
    if (item.grant)
        column->addLayout(makeGrantRows(*item.grant, asker, card));
    column->addWidget(makeLabel(wantEffect(item), "caption", true, card));
    if (item.waiting > 1)
        column->addWidget(
            makeLabel(Approval::tr("%n calls wait for this.", nullptr, item.waiting), "caption", true, card));
    outer->addLayout(column, 1);
    return card;
}

} // namespace keystead::ui
