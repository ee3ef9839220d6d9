// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Where a document goes that is written twice, as PDF and as JSON: one path without suffix. Says when a file of that
// name is there already.
#include <QWidget>

class QLineEdit;

namespace keystead::ui {

class InlineError;

class PaperField : public QWidget
{
    Q_OBJECT
public:
    // `label`: heading; `stem`: the name that is proposed in the documents folder.
    PaperField(const QString& label, const QString& stem, QWidget* parent = nullptr);
    QString path() const; // absolute, without suffix; empty where nothing stands there
    void setPath(const QString& path);
    QLineEdit* edit() const { return m_edit; }
    // False where nothing can be written there; shown in place.
    bool validate();

private:
    void browse();
    void tell();
    QLineEdit* m_edit;
    InlineError* m_error;
};

} // namespace keystead::ui
