// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/profiles/profiles_page.h"

#include "ui/app_context.h"
#include "ui/connections/catalog.h"
#include "ui/connections/connection_model.h"
#include "ui/profiles/erase_dialog.h"
#include "ui/profiles/profile_dialogs.h"
#include "ui/profiles/profile_model.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/share_table.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace keystead::ui {

ProfilesPage::ProfilesPage(const AppContext& context, const Catalog& catalog, const ConnectionModel& connections,
                           QWidget* parent)
    : QWidget(parent), m_context(context), m_catalog(catalog), m_connections(connections)
{
    setProperty("look", QStringLiteral("surface"));
    setAttribute(Qt::WA_StyledBackground);
    m_model = new ProfileModel(catalog, connections, this);
    build();
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &ProfilesPage::enable);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &ProfilesPage::enable);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        if (m_model->rowCount() > 0)
            m_table->selectRow(0);
        enable();
    });
    if (m_model->rowCount() > 0)
        m_table->selectRow(0);
    enable();
}

void ProfilesPage::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(pageMargin, 12, 16, 4);
    bar->addWidget(makeLabel(tr("Profiles"), "title"), 1);
    auto* add = makeButton(tr("New profile…"), "primary");
    add->setObjectName(QStringLiteral("newProfile"));
    bar->addWidget(add);
    column->addLayout(bar);
    auto* words = new QVBoxLayout;
    words->setContentsMargins(pageMargin, 0, 16, 12);
    words->setSpacing(8);
    words->addWidget(
        makeLabel(tr("Each has a key of its own. What is in one cannot be opened with another's, and one can be "
                     "exported or erased as a whole."),
                  "muted", true));
    m_message = new Banner(m_context, this);
    words->addWidget(m_message);
    column->addLayout(words);
    m_table = new ShareTable(m_context.store, QStringLiteral("profiles"), {50, 20, 30}, this);
    m_table->setAccessibleName(tr("Profiles"));
    m_table->setModel(m_model);
    column->addWidget(m_table, 1);
    column->addWidget(makeLine(this));
    auto* foot = new QWidget(this);
    auto* margin = new QVBoxLayout(foot);
    margin->setContentsMargins(pageMargin, 10, 16, 10);
    auto* row = new FlowLayout(nullptr, 8);
    margin->addLayout(row);
    m_move = makeButton(tr("Move connections…"));
    m_export = makeButton(tr("Export all that is stored…"));
    m_erase = makeButton(tr("Erase…"), "danger");
    m_erase->setObjectName(QStringLiteral("eraseProfile"));
    for (QPushButton* button : {m_move, m_export, m_erase})
        row->addWidget(button);
    column->addWidget(foot);
    connect(add, &QPushButton::clicked, this, [this] { this->add(); });
    connect(m_move, &QPushButton::clicked, this, [this] { moveConnections(); });
    connect(m_export, &QPushButton::clicked, this, [this] { exportAll(); });
    connect(m_erase, &QPushButton::clicked, this, [this] { erase(); });
}

const model::Profile* ProfilesPage::selected() const
{
    return m_model->at(m_table->currentIndex().row());
}

void ProfilesPage::activate()
{
    m_table->setFocus();
    enable();
}

void ProfilesPage::clear()
{
    m_message->clear();
}

void ProfilesPage::enable()
{
    const int row = m_table->currentIndex().row();
    const bool any = m_model->at(row) != nullptr;
    m_move->setEnabled(any && m_model->connectionsOf(row) > 0 && m_model->rowCount() > 1);
    m_move->setToolTip(m_model->rowCount() > 1 ? QString() : tr("There is no other profile"));
    m_export->setEnabled(any);
    m_erase->setEnabled(any);
}

void ProfilesPage::tell(const QString& title, const QString& text)
{
    m_message->show(QStringLiteral("ok"), QStringLiteral("circle-check"), title, text);
}

NewProfileDialog* ProfilesPage::add()
{
    auto* dialog = new NewProfileDialog(m_context, window());
    connect(dialog, &NewProfileDialog::created, this,
            [this](const QString& name) { tell(tr("“%1” was created").arg(name), {}); });
    dialog->open();
    return dialog;
}

MoveDialog* ProfilesPage::moveConnections()
{
    const model::Profile* profile = selected();
    if (!profile)
        return nullptr;
    std::vector<model::Connection> connections;
    for (const model::Connection& connection : m_connections.all()) {
        if (connection.profile == profile->id)
            connections.push_back(connection);
    }
    auto* dialog = new MoveDialog(m_context, m_catalog, std::move(connections), window());
    connect(dialog, &MoveDialog::moved, this, [this](int count, const QString& name) {
        tell(tr("%n connections were moved to “%1”", nullptr, count).arg(name), {});
    });
    dialog->open();
    return dialog;
}

SubjectExportDialog* ProfilesPage::exportAll()
{
    const model::Profile* profile = selected();
    if (!profile)
        return nullptr;
    auto* dialog = new SubjectExportDialog(m_context, *profile, window());
    dialog->open();
    return dialog;
}

EraseDialog* ProfilesPage::erase()
{
    const model::Profile* profile = selected();
    if (!profile)
        return nullptr;
    auto* dialog = new EraseDialog(m_context, *profile, m_model->connectionsOf(m_table->currentIndex().row()),
                                   m_model->rowCount() == 1, window());
    connect(dialog, &EraseDialog::erased, this,
            [this](const QString& name) { tell(tr("“%1” was erased").arg(name), {}); });
    dialog->open();
    return dialog;
}

} // namespace keystead::ui
