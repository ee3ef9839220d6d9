// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/import_wizard.h"

#include "ui/app_context.h"
#include "ui/connections/catalog.h"
#include "ui/core_port.h"
#include "ui/import/columns_page.h"
#include "ui/import/import_words.h"
#include "ui/import/options_page.h"
#include "ui/import/plan_model.h"
#include "ui/import/result_page.h"
#include "ui/import/review_page.h"
#include "ui/import/run_actions.h"
#include "ui/import/source_page.h"
#include "ui/import_port.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/progress_overlay.h"

#include <algorithm>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QScreen>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace keystead::ui {

ImportWizard::ImportWizard(const AppContext& context, const Catalog& catalog, QWidget* parent)
    : QDialog(parent), m_context(context), m_catalog(catalog)
{
    setObjectName(QStringLiteral("importWizard"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Import"));
    build();
    const QSize room = screen() ? screen()->availableSize() - QSize(40, 60) : QSize(860, 640);
    setMinimumSize(560, 420);
    resize(QSize(860, 640).boundedTo(room).expandedTo(minimumSize()));
    go(Step::Source);
}

ImportWizard::~ImportWizard()
{
    if (m_cancelWork)
        m_cancelWork();
    dropPreview();
}

void ImportWizard::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(28, 24, 28, 20);
    column->setSpacing(16);
    auto* head = new QHBoxLayout;
    m_title = makeLabel({}, "title", true);
    m_progress = makeLabel({}, "muted");
    head->addWidget(m_title, 1);
    head->addWidget(m_progress);
    column->addLayout(head);
    m_stack = new QStackedWidget(this);
    m_source = new SourcePage(m_context, this);
    m_columns = new ColumnsPage(m_context, this);
    m_options = new OptionsPage(m_context, this);
    m_review = new ReviewPage(m_context, m_catalog, this);
    m_result = new ResultPage(m_context, this);
    for (QWidget* page :
         {static_cast<QWidget*>(m_source), static_cast<QWidget*>(m_columns), static_cast<QWidget*>(m_options),
          static_cast<QWidget*>(m_review), static_cast<QWidget*>(m_result)})
        m_stack->addWidget(page);
    column->addWidget(m_stack, 1);
    column->addWidget(makeLine(this));
    auto* row = new QHBoxLayout;
    m_cancel = makeButton(tr("Cancel"));
    m_back = makeButton(tr("Back"));
    m_next = makeButton(tr("Next"), "primary");
    m_next->setObjectName(QStringLiteral("importNext"));
    m_next->setDefault(true);
    row->addWidget(m_cancel);
    row->addStretch(1);
    row->addWidget(m_back);
    row->addWidget(m_next);
    column->addLayout(row);
    m_overlay = new ProgressOverlay(this);
    m_actions = new RunActions(m_context, this);
    connect(m_cancel, &QPushButton::clicked, this, &ImportWizard::reject);
    connect(m_back, &QPushButton::clicked, this, &ImportWizard::back);
    connect(m_next, &QPushButton::clicked, this, &ImportWizard::next);
    connect(m_source, &SourcePage::changed, this, &ImportWizard::updateButtons);
    connect(m_columns, &ColumnsPage::changed, this, &ImportWizard::updateButtons);
    connect(m_review, &ReviewPage::changed, this, &ImportWizard::updateButtons);
    connect(m_result, &ResultPage::undoRequested, this, [this] { m_actions->undo(*m_run); });
    connect(m_result, &ResultPage::deleteRequested, this, [this] { m_actions->deleteSource(*m_run); });
    connect(m_result, &ResultPage::replaceRequested, this, [this] { m_actions->replaceSource(*m_run); });
    connect(m_result, &ResultPage::restoreRequested, this, [this] { m_actions->restoreSource(*m_run); });
    connect(m_actions, &RunActions::busy, this, [this](const QString& what) {
        if (what.isEmpty())
            m_overlay->finish();
        else
            m_overlay->start(what);
    });
    connect(m_actions, &RunActions::done, m_result, &ResultPage::showDone);
    connect(m_actions, &RunActions::failed, m_result, &ResultPage::showProblem);
    connect(m_actions, &RunActions::changed, this, &ImportWizard::rereadRun);
}

ImportWizard::Step ImportWizard::step() const
{
    return static_cast<Step>(m_stack->currentIndex());
}

void ImportWizard::setFile(const QString& path)
{
    m_source->setFile(path);
}

QString ImportWizard::progressText() const
{
    return m_progress->text();
}

// The pages that this file shows.
std::vector<ImportWizard::Step> ImportWizard::steps() const
{
    std::vector<Step> all{Step::Source};
    if (m_source->look() && !m_source->look()->columns.empty())
        all.push_back(Step::Columns);
    if (OptionsPage::wanted(m_source->format(), m_catalog.profiles()))
        all.push_back(Step::Options);
    all.push_back(Step::Review);
    all.push_back(Step::Result);
    return all;
}

void ImportWizard::go(Step step)
{
    if (step == Step::Columns && this->step() == Step::Source)
        m_columns->setColumns(m_source->look()->columns);
    if (step == Step::Options)
        m_options->setUp(m_source->format(), m_catalog.profiles());
    m_stack->setCurrentIndex(static_cast<int>(step));
    switch (step) {
    case Step::Source:
        m_title->setText(tr("What do you want to import?"));
        m_source->fileEdit()->setFocus();
        break;
    case Step::Columns:
        m_title->setText(tr("Which column is what?"));
        m_columns->focusFirst();
        break;
    case Step::Options:
        m_title->setText(tr("%1: how to open it").arg(formatTitle(m_source->format())));
        m_options->focusFirst();
        break;
    case Step::Review:
        m_title->setText(tr("What would happen"));
        m_review->table()->setFocus();
        break;
    case Step::Result:
        m_title->setText(tr("Import"));
        m_next->setFocus();
        break;
    }
    updateButtons();
}

void ImportWizard::updateButtons()
{
    const Step now = step();
    const std::vector<Step> all = steps();
    const auto number = std::find(all.begin(), all.end(), now) - all.begin() + 1;
    m_progress->setText(now == Step::Source && !m_source->ready() ? tr("Step %1").arg(number)
                                                                  : tr("Step %1 of %2").arg(number).arg(all.size()));
    m_back->setVisible(now != Step::Source && now != Step::Result);
    m_cancel->setVisible(now != Step::Result);
    const bool ready = now == Step::Source    ? m_source->ready()
                       : now == Step::Columns ? m_columns->holdsSecret()
                       : now == Step::Review  ? m_review->ready()
                                              : true;
    m_next->setEnabled(!m_busy && ready);
    m_next->setText(now == Step::Result   ? tr("Close")
                    : now == Step::Review ? tr("Import %n entries", nullptr, m_review->toDo())
                                          : tr("Next"));
    m_next->setAccessibleName(m_next->text());
}

void ImportWizard::next()
{
    const Step now = step();
    if (now == Step::Result) {
        accept();
        return;
    }
    if (now == Step::Review) {
        apply();
        return;
    }
    if (now == Step::Options && !m_options->validate())
        return;
    const std::vector<Step> all = steps();
    const auto at = std::find(all.begin(), all.end(), now);
    const Step following = *std::next(at);
    if (following == Step::Review)
        preview();
    else
        go(following);
}

void ImportWizard::back()
{
    const std::vector<Step> all = steps();
    const auto at = std::find(all.begin(), all.end(), step());
    dropPreview();
    if (at != all.begin() && at != all.end())
        go(*std::prev(at));
}

void ImportWizard::preview()
{
    service::ImportRequest request;
    request.path = m_source->file().toStdString();
    request.format = m_source->format();
    const std::vector<Step> all = steps();
    if (std::find(all.begin(), all.end(), Step::Columns) != all.end())
        request.mapping = m_columns->mapping();
    if (std::find(all.begin(), all.end(), Step::Options) != all.end()) {
        request.key = m_options->key();
        request.layout = m_options->layoutKeys();
        request.profile = m_options->profile();
    }
    m_busy = true;
    updateButtons();
    m_cancelWork =
        m_context.core.imports().preview(this, std::move(request), [this](base::Result<service::ImportPreview> result) {
            m_busy = false;
            m_cancelWork = {};
            m_overlay->finish();
            if (result)
                takePreview(std::move(*result));
            else
                previewFailed(result.error());
            updateButtons();
        });
    m_overlay->start(tr("Reading the file…"), m_cancelWork);
}

void ImportWizard::takePreview(service::ImportPreview preview)
{
    dropPreview();
    m_preview = std::move(preview);
    m_review->setPreview(*m_preview);
    go(Step::Review);
}

void ImportWizard::previewFailed(const base::Error& error)
{
    if (error.code == base::ErrorCode::Cancelled)
        return;
    const bool key = error.code == base::ErrorCode::InvalidArgument &&
                     (error.detail.starts_with("key: ") || error.detail.find("--key-fd") != std::string::npos);
    if (key) {
        go(Step::Options);
        m_options->showKeyProblem(error);
        return;
    }
    go(Step::Source);
    m_source->showProblem(error);
}

void ImportWizard::dropPreview()
{
    if (m_preview)
        m_context.core.imports().discard(m_preview->id);
    m_preview.reset();
}

void ImportWizard::apply()
{
    m_busy = true;
    updateButtons();
    const int passedOver = m_review->model()->count(PlanModel::Group::PassedOver);
    m_cancelWork = m_context.core.imports().apply(
        this, m_preview->id, m_review->choices(),
        [this](qint64 done, qint64 total) { m_overlay->setProgress(done, total); },
        [this, passedOver](base::Result<service::ImportOutcome> result) {
            m_busy = false;
            m_cancelWork = {};
            m_overlay->finish();
            if (!result) {
                if (result.error().code != base::ErrorCode::Cancelled)
                    m_review->showError(result.error());
                updateButtons();
                return;
            }
            m_preview.reset();
            m_options->clearKey();
            m_run = result->run;
            m_result->setRun(*m_run, passedOver);
            m_passedOver = passedOver;
            go(Step::Result);
            Q_EMIT imported(QString::fromStdString(m_run->id));
        });
    m_overlay->start(tr("Importing…"), m_cancelWork);
}

// After an action on it: the run as the vault has it now.
void ImportWizard::rereadRun()
{
    m_context.core.imports().runs(this, [this](base::Result<std::vector<transfer::ImportRun>> runs) {
        if (!runs || !m_run)
            return;
        for (const transfer::ImportRun& run : *runs) {
            if (run.id == m_run->id)
                m_run = run;
        }
        m_result->setRun(*m_run, m_passedOver);
    });
}

} // namespace keystead::ui
