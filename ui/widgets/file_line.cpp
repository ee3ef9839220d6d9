// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/file_line.h"

#include "ui/widgets/labels.h"

#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QStandardPaths>

namespace keystead::ui {

FileLine::FileLine(Purpose purpose, const QString& name, const QString& suffix, QWidget* parent)
    : QWidget(parent), m_purpose(purpose), m_name(name), m_suffix(suffix)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_edit = new QLineEdit(this);
    m_edit->setAccessibleName(name);
    m_edit->setPlaceholderText(name);
    auto* choose = makeButton(tr("Choose…"));
    choose->setAccessibleName(tr("Choose: %1").arg(name));
    row->addWidget(m_edit, 1);
    row->addWidget(choose);
    setFocusProxy(m_edit);
    connect(choose, &QPushButton::clicked, this, &FileLine::browse);
    connect(m_edit, &QLineEdit::textChanged, this, [this] {
        setWrong(false);
        Q_EMIT changed();
    });
}

QString FileLine::file() const
{
    QString text = m_edit->text().trimmed();
    if (text.startsWith(QLatin1String("~/")))
        text.replace(0, 1, QDir::homePath());
    return text.isEmpty() ? QString() : QFileInfo(text).absoluteFilePath();
}

void FileLine::setFile(const QString& file)
{
    m_edit->setText(file);
}

bool FileLine::folderExists() const
{
    return QFileInfo(file()).dir().exists();
}

void FileLine::setWrong(bool wrong)
{
    setStyleProperty(m_edit, "wrong", wrong);
}

void FileLine::browse()
{
    auto* dialog = new QFileDialog(this, m_name, file().isEmpty() ? QDir::homePath() : file());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(m_purpose == Purpose::Save ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    if (m_purpose == Purpose::Open)
        dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setDefaultSuffix(m_suffix);
    connect(dialog, &QFileDialog::fileSelected, this, &FileLine::setFile);
    dialog->open();
}

QString inDocuments(const QString& fileName)
{
    const QDir documents(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    return (documents.exists() ? documents : QDir::home()).filePath(fileName);
}

} // namespace keystead::ui
