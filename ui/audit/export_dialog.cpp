// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/export_dialog.h"

#include "ui/app_context.h"
#include "ui/core_port.h"
#include "ui/text.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/file_line.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/progress_overlay.h"

#include <QButtonGroup>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QRadioButton>
#include <QVBoxLayout>

namespace keystead::ui {

using service::ReportFormat;

ExportDialog::ExportDialog(const AppContext& context, model::AuditFilter filter, const QString& connectionLabel,
                           QWidget* parent)
    : QDialog(parent), m_context(context), m_filter(std::move(filter)), m_connectionLabel(connectionLabel)
{
    setObjectName(QStringLiteral("exportDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Export report"));
    setMinimumWidth(540);
    build();
    context.core.auditCount(this, m_filter, [this](base::Result<std::int64_t> count) {
        if (count)
            m_records = static_cast<int>(*count);
        showContents();
    });
}

// What the chosen format holds.
void ExportDialog::showContents()
{
    if (m_records < 0)
        return;
    switch (format()) {
    case ReportFormat::Pdf:
        m_count->setText(tr("%n records as filtered, with a title page, totals and the result of the verification.",
                            nullptr, m_records));
        break;
    case ReportFormat::Html:
        m_count->setText(
            tr("%n records as filtered, with totals and the result of the verification.", nullptr, m_records));
        break;
    case ReportFormat::Csv:
        m_count->setText(tr("%n records as filtered, one in each row, and nothing else.", nullptr, m_records));
        break;
    case ReportFormat::Json:
        m_count->setText(tr("%n records as filtered, with totals, the result of the verification and a signature.",
                            nullptr, m_records));
        break;
    }
}

void ExportDialog::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(8);
    column->addWidget(makeLabel(tr("Export report"), "title"));
    m_count = makeLabel(tr("Counting…"), "muted", true);
    column->addWidget(m_count);
    column->addSpacing(8);
    m_formats = new QButtonGroup(this);
    const std::pair<ReportFormat, QString> rows[] = {
        {ReportFormat::Pdf, tr("PDF – to read, print and file")},
        {ReportFormat::Html, tr("HTML – to read in a browser")},
        {ReportFormat::Csv, tr("CSV – for a spreadsheet")},
        {ReportFormat::Json, tr("JSON – signed; can be verified by anyone later")}};
    for (const auto& [format, text] : rows) {
        auto* radio = new QRadioButton(text, this);
        radio->setAccessibleName(text);
        m_formats->addButton(radio, static_cast<int>(format));
        column->addWidget(radio);
    }
    column->addSpacing(8);
    column->addWidget(makeLabel(tr("File"), "heading"));
    auto* row = new QHBoxLayout;
    m_file = new QLineEdit(this);
    m_file->setAccessibleName(tr("File"));
    auto* browse = makeButton(tr("Choose…"));
    row->addWidget(m_file, 1);
    row->addWidget(browse);
    column->addLayout(row);
    m_result = new Banner(m_context, this);
    column->addWidget(m_result);
    auto* buttons = new QHBoxLayout;
    m_close = makeButton(tr("Cancel"));
    m_go = makeButton(tr("Export"), "primary");
    m_go->setDefault(true);
    buttons->addStretch(1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_go);
    column->addSpacing(8);
    column->addLayout(buttons);
    m_overlay = new ProgressOverlay(this);

    m_file->setText(inDocuments(
        QStringLiteral("keystead-audit-%1.pdf").arg(toLocal(m_context.clock.now()).date().toString(Qt::ISODate))));
    m_formats->button(static_cast<int>(ReportFormat::Pdf))->setChecked(true);
    connect(m_formats, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (on) {
            const QFileInfo info(m_file->text());
            const std::string_view suffix = service::toText(static_cast<ReportFormat>(id));
            m_file->setText(
                info.dir().filePath(info.completeBaseName() + QLatin1Char('.') +
                                    QString::fromLatin1(suffix.data(), static_cast<qsizetype>(suffix.size()))));
            m_result->clear();
            showContents();
            setDone(false);
        }
    });
    connect(browse, &QPushButton::clicked, this, &ExportDialog::browse);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_go, &QPushButton::clicked, this, &ExportDialog::run);
}

ReportFormat ExportDialog::format() const
{
    return static_cast<ReportFormat>(m_formats->checkedId());
}

void ExportDialog::setFormat(ReportFormat format)
{
    m_formats->button(static_cast<int>(format))->setChecked(true);
}

void ExportDialog::setFile(const QString& path)
{
    m_file->setText(path);
}

void ExportDialog::browse()
{
    auto* dialog = new QFileDialog(this, tr("Export report"), m_file->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    const std::string_view suffix = service::toText(format());
    dialog->setDefaultSuffix(QString::fromLatin1(suffix.data(), static_cast<qsizetype>(suffix.size())));
    connect(dialog, &QFileDialog::fileSelected, m_file, &QLineEdit::setText);
    dialog->open();
}

void ExportDialog::run()
{
    service::ExportReport request;
    request.format = format();
    request.file = s(QFileInfo(m_file->text().trimmed()).absoluteFilePath());
    request.filter = m_filter;
    request.connectionLabel = s(m_connectionLabel);
    // The window's language, which need not be that of the place's numbers and dates.
    request.language = s(tr("en", "the code of this language"));
    m_result->clear();
    const Cancel cancel = m_context.core.exportReport(
        this, request, [this](qint64 done, qint64 total) { m_overlay->setProgress(done, total); },
        [this](base::Result<service::ExportedReport> result) { finish(result); });
    m_overlay->start(tr("Writing the report…"), cancel);
}

// Once the file is written, closing is what comes next.
void ExportDialog::setDone(bool done)
{
    setStyleProperty(m_close, "look", done ? QStringLiteral("primary") : QString());
    setStyleProperty(m_go, "look", done ? QString() : QStringLiteral("primary"));
    (done ? m_close : m_go)->setDefault(true);
    if (done)
        m_close->setFocus();
}

void ExportDialog::finish(const base::Result<service::ExportedReport>& result)
{
    m_overlay->finish();
    if (!result) {
        const Sentence sentence = describe(result.error());
        const bool stopped = result.error().code == base::ErrorCode::Cancelled;
        m_result->show(stopped ? QStringLiteral("info") : QStringLiteral("danger"), QStringLiteral("alert"),
                       stopped ? tr("Stopped; no file was left behind.") : sentence.what, sentence.hint);
        Q_EMIT failed(result.error());
        return;
    }
    m_close->setText(tr("Close"));
    setDone(true);
    m_result->show(QStringLiteral("ok"), QStringLiteral("circle-check"),
                   tr("%n records written", nullptr, static_cast<int>(result->records)), q(result->file));
    Q_EMIT exported(q(result->file), result->records);
}

} // namespace keystead::ui
