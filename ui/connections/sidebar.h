// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The list of categories at the left, with counts.
#include "ui/connections/connection_filter.h"

#include <QListView>

namespace keystead::ui {

struct AppContext;
class SidebarModel;

class Sidebar : public QListView
{
    Q_OBJECT
public:
    Sidebar(const AppContext& context, SidebarModel& model, QWidget* parent = nullptr);
    void choose(const Category& category);

Q_SIGNALS:
    void chosen(const keystead::ui::Category& category);

private:
    SidebarModel& m_model;
    Category m_current;
};

} // namespace keystead::ui
