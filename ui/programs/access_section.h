// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which programs may use a connection and which did: a part of the detail pane. A right is taken away by one button.
#include "core/model/connection.h"
#include "core/service/access_requests.h"
#include "ui/connections/detail_sections.h"

#include <map>

class QToolButton;

namespace keystead::ui {

class ProgramCensus;

class AccessSection : public Section
{
    Q_OBJECT
public:
    AccessSection(const AppContext& context, ProgramCensus& census, QWidget* parent = nullptr);
    void setConnection(const base::ConnectionId& connection);
    void tick() { m_live.tick(); }
    QString sentence() const;
    QToolButton* revokeButton(const QString& program) const; // null: it has no grant

Q_SIGNALS:
    void revokeRequested(const std::vector<keystead::model::Grant>& grants);
    void allowRequested();
    void howToRequested();

private:
    void fill();
    QWidget* makeRow(const service::ProgramUse& use);

    const AppContext& m_context;
    ProgramCensus& m_census;
    base::ConnectionId m_connection;
    LiveTexts m_live;
    QLabel* m_sentence;
    QVBoxLayout* m_programs;
    std::map<QString, QToolButton*> m_revokes;
    std::vector<service::ProgramUse> m_shown;
    bool m_known = false;
};

} // namespace keystead::ui
