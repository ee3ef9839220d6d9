// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// First page of the wizard: a searchable grid of services.
#include "core/model/provider_spec.h"

#include <optional>
#include <QWidget>

class QLineEdit;
class QListView;
class QStackedWidget;

namespace keystead::ui {

struct AppContext;
class EmptyState;
class ProviderFilter;
class ProviderModel;

class ProviderPage : public QWidget
{
    Q_OBJECT
public:
    explicit ProviderPage(const AppContext& context, QWidget* parent = nullptr);
    void setProviders(const std::vector<model::ProviderSpec>& providers);
    std::optional<model::ProviderSpec> selected() const;
    void select(std::string_view id);
    QLineEdit* search() const { return m_search; }
    QListView* grid() const { return m_grid; }

Q_SIGNALS:
    void selectionChanged();
    void chosen(); // activated: go on

private:
    const AppContext& m_context;
    ProviderModel* m_model;
    ProviderFilter* m_filter;
    QLineEdit* m_search;
    QListView* m_grid;
    QStackedWidget* m_stack;
    EmptyState* m_nothing;
};

} // namespace keystead::ui
