// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// First page of the import: which file, and of which kind. Looks at the file as soon as it is named and says what it
// seems to be; reads no secret.
#include "core/service/import_desk.h"

#include <optional>
#include <QTimer>
#include <QWidget>

class QLineEdit;
class QListView;

namespace keystead::ui {

struct AppContext;
class Banner;
class FormatFilter;
class FormatModel;

class SourcePage : public QWidget
{
    Q_OBJECT
public:
    explicit SourcePage(const AppContext& context, QWidget* parent = nullptr);
    void setFile(const QString& path);
    QString file() const; // absolute
    void selectFormat(std::string_view id);
    // The chosen format, or the recognised one; empty: unknown.
    std::string format() const;
    const std::optional<service::ImportLook>& look() const { return m_look; }
    bool ready() const { return m_look && !format().empty(); }
    QLineEdit* fileEdit() const { return m_file; }
    QLineEdit* search() const { return m_search; }
    QListView* formats() const { return m_list; }
    // What went wrong with this file on a later page.
    void showProblem(const base::Error& error);

Q_SIGNALS:
    void changed(); // ready() or what it is ready with

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void build();
    void choose(bool folder);
    void lookAtFile();
    void tell();
    std::string chosenFormat() const;

    const AppContext& m_context;
    QLineEdit* m_file;
    Banner* m_seen;
    QLineEdit* m_search;
    FormatModel* m_model;
    FormatFilter* m_filter;
    QListView* m_list;
    QTimer m_settle; // while a path is being typed
    std::optional<service::ImportLook> m_look;
    std::optional<base::Error> m_error;
    int m_asked = 0;
};

} // namespace keystead::ui
