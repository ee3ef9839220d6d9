// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A file by its path, typed or chosen.
#include <QFileDialog>
#include <QWidget>

class QLineEdit;

namespace keystead::ui {

class FileLine : public QWidget
{
    Q_OBJECT
public:
    enum class Purpose { Open, Save };
    // `suffix`: without the dot, added to a chosen file where it has none; may be empty.
    FileLine(Purpose purpose, const QString& name, const QString& suffix, QWidget* parent = nullptr);
    QString file() const; // absolute; empty where nothing was given
    void setFile(const QString& file);
    void setWrong(bool wrong);
    bool folderExists() const; // the one that the file stands or would stand in
    QLineEdit* lineEdit() const { return m_edit; }

Q_SIGNALS:
    void changed();

private:
    void browse();
    const Purpose m_purpose;
    const QString m_name, m_suffix;
    QLineEdit* m_edit;
};

// A file of that name in the person's documents; in the home folder where there is no such folder.
QString inDocuments(const QString& fileName);

} // namespace keystead::ui
