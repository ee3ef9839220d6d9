// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/remove_dialog.h"

#include "ui/programs/use_list.h"
#include "ui/text.h"
#include "ui/widgets/labels.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QTimer>
#include <QVBoxLayout>

namespace keystead::ui {

namespace {

QVBoxLayout* columnOf(QDialog* dialog)
{
    auto* column = new QVBoxLayout(dialog);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(12);
    dialog->setMinimumWidth(460);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    return column;
}

QPushButton* addButtons(QDialog* dialog, QVBoxLayout* column, const QString& action, const char* look)
{
    auto* row = new QHBoxLayout;
    auto* cancel = makeButton(QObject::tr("Cancel"));
    auto* go = makeButton(action, look);
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(go);
    column->addSpacing(8);
    column->addLayout(row);
    QObject::connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    cancel->setDefault(true);
    cancel->setFocus();
    // Wrapped text wants its height whatever the first guess was.
    dialog->setMinimumHeight(column->totalHeightForWidth(dialog->minimumWidth()));
    return go;
}

// It fills when the core has answered, and the dialog grows with it.
void addUses(QDialog* dialog, QVBoxLayout* column, UseList* uses)
{
    if (!uses)
        return;
    column->addWidget(uses);
    const auto grow = [dialog, column] {
        column->activate();
        const int height = column->totalHeightForWidth(std::max(dialog->width(), dialog->minimumWidth()));
        dialog->setMinimumHeight(height);
        dialog->resize(dialog->width(), height);
    };
    QObject::connect(uses, &UseList::grown, dialog, [dialog, grow] { QTimer::singleShot(0, dialog, grow); });
    QTimer::singleShot(0, dialog, grow);
}

} // namespace

RemoveDialog::RemoveDialog(const model::Connection& connection, const QString& providerName, bool canRevoke,
                           UseList* uses, std::function<void(service::RemoveConnection)> then, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("removeDialog"));
    setWindowTitle(tr("Remove connection"));
    auto* column = columnOf(this);
    const QString name = q(connection.name, 100);
    column->addWidget(makeLabel(tr("Remove “%1”?").arg(name), "title", true));
    column->addWidget(makeLabel(tr("Its secrets are deleted from this vault. Programs that use it stop working. Its "
                                   "history stays in the audit trail."),
                                "", true));
    addUses(this, column, uses);
    if (canRevoke) {
        m_revoke = new QCheckBox(tr("Also end its tokens at the service (%1)").arg(providerName), this);
        m_revoke->setAccessibleName(m_revoke->text());
        m_revoke->setChecked(true);
        column->addWidget(m_revoke);
        column->addWidget(makeLabel(tr("Ended tokens are worthless at once, and the removal cannot be undone. If the "
                                       "service does not confirm, the connection stays and you are told."),
                                    "caption", true));
    } else {
        column->addWidget(makeLabel(
            tr("The service (%1) offers no way to end this credential from here. Delete it there too if it should stop "
               "working.")
                .arg(providerName),
            "caption", true));
    }
    QPushButton* go = addButtons(this, column, tr("Remove"), "danger");
    go->setObjectName(QStringLiteral("removeConfirm"));
    connect(go, &QPushButton::clicked, this, [this, id = connection.id, then = std::move(then)] {
        service::RemoveConnection request;
        request.id = id;
        request.revokeRemotely = m_revoke && m_revoke->isChecked();
        accept();
        then(request);
    });
}

void askBefore(QWidget* parent, const QString& title, const QString& effect, const QString& action, bool destructive,
               std::function<void()> then, UseList* uses)
{
    auto* dialog = new QDialog(parent);
    dialog->setObjectName(QStringLiteral("askDialog"));
    dialog->setWindowTitle(title);
    auto* column = columnOf(dialog);
    column->addWidget(makeLabel(title, "title", true));
    column->addWidget(makeLabel(effect, "", true));
    addUses(dialog, column, uses);
    QPushButton* go = addButtons(dialog, column, action, destructive ? "danger" : "primary");
    go->setObjectName(QStringLiteral("askConfirm"));
    QObject::connect(go, &QPushButton::clicked, dialog, [dialog, then = std::move(then)] {
        dialog->accept();
        then();
    });
    dialog->open();
}

} // namespace keystead::ui
