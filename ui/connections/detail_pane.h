// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Everything about one connection, beside the list: header, state and what to do, secrets, facts, scopes, access,
// timeline. It shows values and asks for actions by signals; it keeps a revealed secret only while this connection
// stays selected.
#include "core/base/secret.h"
#include "core/model/connection.h"
#include "core/model/grant.h"
#include "core/model/report.h"

#include <functional>
#include <optional>
#include <QScrollArea>

class QLabel;
class QStackedWidget;
class QToolButton;
class QPushButton;

namespace keystead::ui {

struct AppContext;
class AccessSection;
class Banner;
class Catalog;
class ElidedLabel;
class EmptyState;
class FactsSection;
class ProgramCensus;
class ScopesSection;
class SecretsSection;
class StatePill;
class TimelineSection;

class DetailPane : public QWidget
{
    Q_OBJECT
public:
    enum class Fix { SignIn, Refresh, Resume, Replace, UseHere };
    Q_ENUM(Fix)

    DetailPane(const AppContext& context, const Catalog& catalog, ProgramCensus& census, QWidget* parent = nullptr);

    void setConnection(const model::Connection& connection); // asks the core for what it needs beside
    void clear();
    void reloadRecords();
    const std::optional<model::Connection>& connection() const { return m_connection; }
    // It says what is wrong with this connection and how to mend it.
    bool tells(const base::ConnectionId& id) const;
    void showTest(const model::TestReport& report);
    void showBusy(const QString& what); // in place of the test's result; empty: not busy
    void showSecret(const std::string& field, base::Secret secret);
    void concealAll();
    void focusFirst(); // what helps, else the first button
    void setNow(std::function<base::WallTime()> now);
    void tick(); // time passed: what depends on it is said again
    QToolButton* moreButton() const { return m_more; }
    AccessSection* access() const { return m_access; }

Q_SIGNALS:
    void fixRequested(keystead::ui::DetailPane::Fix fix);
    void testRequested();
    void refreshRequested();
    void revealRequested(const QString& field);
    void copyRequested(const QString& field);
    void showAuditRequested();
    void revokeGrantsRequested(const std::vector<keystead::model::Grant>& grants);
    void allowProgramRequested();
    void howToRequested();

private:
    void build();
    void showNames();
    void showState();
    void enableButtons();
    void paintIcons();
    const AppContext& m_context;
    const Catalog& m_catalog;
    ProgramCensus& m_census;
    std::optional<model::Connection> m_connection;
    Fix m_fix = Fix::SignIn;
    bool m_busy = false;

    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QScrollArea* m_scroll;
    QLabel* m_tile;
    ElidedLabel* m_name;
    ElidedLabel* m_subtitle;
    StatePill* m_pill;
    QPushButton* m_test;
    QPushButton* m_refresh;
    QToolButton* m_more;
    Banner* m_state;
    QPushButton* m_fixButton;
    Banner* m_result;
    SecretsSection* m_secrets;
    FactsSection* m_facts;
    ScopesSection* m_scopes;
    AccessSection* m_access;
    TimelineSection* m_timeline;
};

} // namespace keystead::ui
