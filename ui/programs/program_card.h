// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The selected row of the programs page: the program's file, and each right with its reason and its limits.
#include "core/service/access_requests.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;

namespace keystead::ui {

struct AppContext;

class ProgramCard : public QWidget
{
    Q_OBJECT
public:
    explicit ProgramCard(const AppContext& context, QWidget* parent = nullptr);
    void setUse(const service::ProgramUse& use);
    QPushButton* revokeButton() const { return m_revoke; }
    QPushButton* allowButton() const { return m_allow; }
    QPushButton* trailButton() const { return m_trail; }

private:
    void add(const QString& name, const QString& value, bool whole = false);
    const AppContext& m_context;
    QLabel* m_title;
    QGridLayout* m_grid;
    QPushButton* m_revoke;
    QPushButton* m_allow;
    QPushButton* m_trail;
    QString m_spoken;
    int m_row = 0;
};

} // namespace keystead::ui
