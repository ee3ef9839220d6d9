// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The parts of the detail pane below the header, each showing one aspect of one connection.
#include "core/model/audit_event.h"
#include "core/model/connection.h"
#include "core/model/report.h"
#include "ui/widgets/live_texts.h"

#include <functional>
#include <map>
#include <optional>
#include <QWidget>
#include <string>
#include <vector>

class QGridLayout;
class QLayout;
class QVBoxLayout;
class QLabel;

namespace keystead::ui {

struct AppContext;
class Catalog;
class Banner;
class ChipRow;
class SecretField;

// A card with a heading.
class Section : public QWidget
{
    Q_OBJECT
public:
    explicit Section(const QString& title, QWidget* parent = nullptr);
    QVBoxLayout* body() const { return m_body; }

private:
    QVBoxLayout* m_body;
};

class ScopesSection : public Section
{
    Q_OBJECT
public:
    explicit ScopesSection(QWidget* parent = nullptr);
    // Hides itself where the connection knows no scopes.
    void setConnection(const model::Connection& connection);

private:
    ChipRow* m_chips;
    QLabel* m_summary;
};

class SecretsSection : public Section
{
    Q_OBJECT
public:
    explicit SecretsSection(const AppContext& context, QWidget* parent = nullptr);
    void setFields(const std::vector<std::string>& names);
    SecretField* field(const std::string& name) const;
    void concealAll();

Q_SIGNALS:
    void revealRequested(const QString& field);
    void copyRequested(const QString& field);

private:
    const AppContext& m_context;
    std::map<std::string, SecretField*> m_fields;
    QLabel* m_none;
};

class TimelineSection : public Section
{
    Q_OBJECT
public:
    explicit TimelineSection(const AppContext& context, QWidget* parent = nullptr);
    void setRecords(const std::vector<model::AuditRecord>& records);
    void tick() { m_live.tick(); }

Q_SIGNALS:
    void showAllRequested();

private:
    const AppContext& m_context;
    LiveTexts m_live;
    QVBoxLayout* m_rows;
};

// Icon, headline, second line that follows the time: an entry of the timeline or of the list of programs.
QWidget* makeEntry(const AppContext& context, const QString& icon, const QString& tone, const QString& head,
                   LiveTexts& live, std::function<QString()> below, QWidget* parent);
void clearLayout(QLayout* layout); // hides and deletes the widgets too
QString actionIcon(model::AuditAction action);
QString outcomeTone(const model::AuditEvent& event);

} // namespace keystead::ui
