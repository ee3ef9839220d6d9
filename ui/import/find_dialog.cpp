// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/find_dialog.h"

#include "ui/app_context.h"
#include "ui/connections/remove_dialog.h"
#include "ui/core_port.h"
#include "ui/import/found_model.h"
#include "ui/import/import_words.h"
#include "ui/import_port.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/progress_overlay.h"
#include "ui/widgets/share_table.h"
#include "ui/widgets/tone_delegate.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QRadioButton>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace keystead::ui {

FindDialog::FindDialog(const AppContext& context, QWidget* parent) : QDialog(parent), m_context(context)
{
    setObjectName(QStringLiteral("findDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Find secrets on this computer"));
    m_model = new FoundModel(context.clock, this);
    m_batch = new BatchImport(context, this);
    build();
    m_overlay = new ProgressOverlay(this);
    const QSize room = screen() ? screen()->availableSize() - QSize(40, 60) : QSize(940, 640);
    setMinimumSize(600, 460);
    resize(QSize(940, 640).boundedTo(room).expandedTo(minimumSize()));
    connect(m_model, &FoundModel::takenChanged, this, &FindDialog::enable);
    connect(m_batch, &BatchImport::progress, this,
            [this](int done, int total, const QString&) { m_overlay->setProgress(done, total); });
    connect(m_batch, &BatchImport::fileDone, m_model, &FoundModel::setNote);
    connect(m_batch, &BatchImport::finished, this, &FindDialog::finish);
    enable();
    scan();
}

FindDialog::~FindDialog()
{
    if (m_cancelScan)
        m_cancelScan();
    disconnect(m_batch, nullptr, this, nullptr);
    if (m_batch->running())
        m_batch->cancel();
}

void FindDialog::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(28, 24, 28, 20);
    column->setSpacing(12);
    column->addWidget(makeLabel(tr("Find secrets on this computer"), "title", true));
    m_summary =
        makeLabel(tr("Keystead looks through known places of your home folder: settings of common tools, project "
                     "folders, exports of password managers. Never the whole disk, never the network."),
                  "muted", true);
    column->addWidget(m_summary);
    m_message = new Banner(m_context, this);
    column->addWidget(m_message);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(buildList());
    m_none = new EmptyState(m_context, this);
    m_none->setContent(QStringLiteral("shield-check"), tr("No credentials lie in the open"),
                       tr("None was found in the known places. Other folders were not looked at."));
    m_stack->addWidget(m_none);
    column->addWidget(m_stack, 1);
    column->addWidget(makeLine(this));
    auto* row = new QHBoxLayout;
    auto* close = makeButton(tr("Close"));
    m_again = makeButton(tr("Search again"));
    m_import = makeButton({}, "primary");
    m_import->setObjectName(QStringLiteral("findImport"));
    m_import->setDefault(true);
    row->addWidget(close);
    row->addWidget(m_again);
    row->addStretch(1);
    row->addWidget(m_import);
    column->addLayout(row);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_again, &QPushButton::clicked, this, &FindDialog::scan);
    connect(m_import, &QPushButton::clicked, this, &FindDialog::ask);
}

QWidget* FindDialog::buildList()
{
    auto* host = new QWidget(this);
    auto* column = new QVBoxLayout(host);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_table = new ShareTable(m_context.store, QStringLiteral("found-secrets"), {31, 20, 11, 14, 24}, host);
    m_table->setAccessibleName(tr("Files with credentials"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new ToneDelegate(m_context, FoundModel::ToneRole, m_table));
    column->addWidget(m_table, 1);
    auto* row = new QHBoxLayout;
    m_look = makeButton(tr("Look at this one first…"), "link");
    auto* all = makeButton(tr("Take all"), "link");
    auto* none = makeButton(tr("Take none"), "link");
    row->addWidget(m_look);
    row->addStretch(1);
    row->addWidget(all);
    row->addWidget(none);
    column->addLayout(row);
    column->addWidget(makeLabel(tr("After the import the files"), "heading"));
    m_afterwards = new QButtonGroup(this);
    const std::pair<Afterwards, QString> choices[] = {
        {Afterwards::Keep, tr("stay as they are")},
        {Afterwards::Replace, tr("lose the imported secrets; each file of before is kept in the vault")},
        {Afterwards::Delete, tr("are overwritten and deleted for good")}};
    for (const auto& [choice, words] : choices) {
        auto* radio = new QRadioButton(words, host);
        radio->setAccessibleName(words);
        m_afterwards->addButton(radio, static_cast<int>(choice));
        column->addWidget(radio);
    }
    m_afterwards->button(static_cast<int>(Afterwards::Keep))->setChecked(true);
    connect(all, &QPushButton::clicked, this, [this] { m_model->setAllTaken(true); });
    connect(none, &QPushButton::clicked, this, [this] { m_model->setAllTaken(false); });
    connect(m_look, &QPushButton::clicked, this, [this] {
        if (const transfer::FoundSecrets* found = m_model->at(m_table->currentIndex().row()))
            Q_EMIT lookRequested(QString::fromStdString(found->path));
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &FindDialog::enable);
    return host;
}

void FindDialog::scan()
{
    m_message->clear();
    m_again->setEnabled(false);
    m_cancelScan = m_context.core.imports().findSecrets(this, [this](base::Result<transfer::SecretScan> scan) {
        m_cancelScan = {};
        m_overlay->finish();
        m_again->setEnabled(true);
        if (scan) {
            showScan(*scan);
            return;
        }
        const bool stopped = scan.error().code == base::ErrorCode::Cancelled;
        const Sentence sentence = describeImport(scan.error());
        m_message->show(stopped ? QStringLiteral("info") : QStringLiteral("danger"), QStringLiteral("alert"),
                        stopped ? tr("The search was stopped.") : sentence.what, sentence.hint);
    });
    m_overlay->start(tr("Looking through known places…"), m_cancelScan);
}

void FindDialog::showScan(const transfer::SecretScan& scan)
{
    m_model->reset(scan.found);
    m_stack->setCurrentIndex(scan.found.empty() ? 1 : 0);
    QStringList words{tr("%n files were looked at.", nullptr, static_cast<int>(scan.filesRead))};
    if (!scan.found.empty())
        words.prepend(tr("%n files hold credentials in the open, where every program that runs as you can read them.",
                         nullptr, static_cast<int>(scan.found.size())));
    m_summary->setText(words.join(QLatin1Char(' ')));
    if (!scan.complete)
        m_message->show(QStringLiteral("warn"), QStringLiteral("alert"), tr("Not every place was looked at"),
                        tr("There are more files than one search opens."));
    if (!scan.found.empty()) {
        m_table->selectRow(0);
        m_table->setFocus();
    }
    enable();
}

void FindDialog::enable()
{
    const auto taken = static_cast<int>(m_model->takenRows().size());
    m_import->setText(tr("Import %n files", nullptr, taken));
    m_import->setAccessibleName(m_import->text());
    m_import->setEnabled(taken > 0);
    m_look->setEnabled(m_model->importable(m_table->currentIndex().row()));
}

void FindDialog::ask()
{
    QStringList paths;
    for (const int row : m_model->takenRows())
        paths.append(m_model->index(row, FoundModel::File).data().toString());
    if (paths.size() > 12)
        paths = paths.mid(0, 12) + QStringList{QStringLiteral("…")};
    const QString files = paths.join(QLatin1Char('\n'));
    switch (static_cast<Afterwards>(m_afterwards->checkedId())) {
    case Afterwards::Keep:
        start();
        return;
    case Afterwards::Replace:
        askBefore(
            this, tr("Import, and take the secrets out of the files?"),
            tr("%1\n\nPrograms that read these files no longer find their credentials there. Each can be put back "
               "on the page Import.")
                .arg(files),
            tr("Import and take out"), true, [this] { start(); });
        return;
    case Afterwards::Delete:
        askBefore(
            this, tr("Import, and delete the files for good?"),
            tr("%1\n\nEach file is overwritten and deleted once its credentials are in the vault. There is no undo. "
               "A file of which something could not be imported stays.")
                .arg(files),
            tr("Import and delete"), true, [this] { start(); });
        return;
    }
}

void FindDialog::start()
{
    std::vector<BatchJob> jobs;
    for (const int row : m_model->takenRows()) {
        const transfer::FoundSecrets* found = m_model->at(row);
        jobs.push_back({row, found->path, found->format});
    }
    m_message->clear();
    m_overlay->start(tr("Importing…"), [this] { m_batch->cancel(); });
    m_batch->start(std::move(jobs), static_cast<Afterwards>(m_afterwards->checkedId()));
}

void FindDialog::finish(int imported, bool cancelled)
{
    m_overlay->finish();
    if (cancelled)
        m_message->show(QStringLiteral("info"), QStringLiteral("info"), tr("Stopped"),
                        tr("%n files were imported before; each can be undone on the page Import.", nullptr, imported));
    else if (imported > 0)
        m_message->show(QStringLiteral("ok"), QStringLiteral("circle-check"),
                        tr("%n files were imported", nullptr, imported),
                        tr("What became of each stands in its row. Each import can be undone on the page Import."));
    else
        m_message->show(QStringLiteral("warn"), QStringLiteral("alert"), tr("Nothing was imported"),
                        tr("The reason stands in each row."));
    enable();
}

} // namespace keystead::ui
