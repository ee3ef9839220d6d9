// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the columns of a CSV file are: each with its heading, what it holds (a secret is told by its length only) and
// the field it goes to.
#include "core/service/import_desk.h"

#include <map>
#include <QWidget>
#include <string>
#include <vector>

class QComboBox;
class QScrollArea;

namespace keystead::ui {

struct AppContext;
class Banner;

class ColumnsPage : public QWidget
{
    Q_OBJECT
public:
    explicit ColumnsPage(const AppContext& context, QWidget* parent = nullptr);
    void setColumns(const std::vector<service::ImportLook::Column>& columns);
    std::map<std::string, std::string> mapping() const; // by the column's number
    bool holdsSecret() const;                           // a column goes to a secret field
    QComboBox* choice(int column) const { return m_choices.at(static_cast<std::size_t>(column)); }
    void focusFirst();

Q_SIGNALS:
    void changed();

private:
    QString saidTwice() const;
    void tell();
    const AppContext& m_context;
    Banner* m_hint;
    QScrollArea* m_scroll;
    std::vector<QComboBox*> m_choices;
};

} // namespace keystead::ui
