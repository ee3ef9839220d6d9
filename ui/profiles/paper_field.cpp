// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/profiles/paper_field.h"

#include "ui/widgets/file_line.h"
#include "ui/widgets/inline_error.h"
#include "ui/widgets/labels.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace keystead::ui {

PaperField::PaperField(const QString& label, const QString& stem, QWidget* parent) : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto* head = makeLabel(label, "heading", true);
    column->addWidget(head);
    auto* row = new QHBoxLayout;
    m_edit = new QLineEdit(this);
    m_edit->setAccessibleName(label);
    head->setBuddy(m_edit);
    auto* choose = makeButton(tr("Choose…"));
    row->addWidget(m_edit, 1);
    row->addWidget(choose);
    column->addLayout(row);
    m_error = new InlineError(this);
    column->addWidget(m_error);
    column->addWidget(makeLabel(tr("Two files are written: .pdf and .json."), "caption", true));
    m_edit->setText(inDocuments(stem));
    connect(choose, &QPushButton::clicked, this, &PaperField::browse);
    connect(m_edit, &QLineEdit::textChanged, this, &PaperField::tell);
    tell();
}

QString PaperField::path() const
{
    QString text = m_edit->text().trimmed();
    for (const QLatin1String suffix : {QLatin1String(".pdf"), QLatin1String(".json")}) {
        if (text.endsWith(suffix, Qt::CaseInsensitive))
            text.chop(suffix.size());
    }
    if (text.startsWith(QLatin1String("~/")))
        text.replace(0, 1, QDir::homePath());
    return text.isEmpty() ? QString() : QFileInfo(text).absoluteFilePath();
}

void PaperField::setPath(const QString& path)
{
    m_edit->setText(path);
}

void PaperField::browse()
{
    auto* dialog = new QFileDialog(this, tr("Where the files go"), path() + QStringLiteral(".pdf"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    connect(dialog, &QFileDialog::fileSelected, this, &PaperField::setPath);
    dialog->open();
}

bool PaperField::validate()
{
    const QFileInfo info(path());
    if (path().isEmpty())
        m_error->setError(tr("There is no file name."), tr("Choose where the files go."));
    else if (!info.dir().exists())
        m_error->setError(tr("This folder does not exist."), tr("Choose another one."));
    else
        return true;
    m_edit->setFocus();
    return false;
}

void PaperField::tell()
{
    const bool there =
        QFileInfo::exists(path() + QStringLiteral(".pdf")) || QFileInfo::exists(path() + QStringLiteral(".json"));
    m_error->setError(there ? tr("A file of this name is there and would be replaced.") : QString());
}

} // namespace keystead::ui
