// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Second page of the wizard: how to sign in at this service.
#include "core/model/provider_spec.h"

#include <QWidget>
#include <vector>

class QButtonGroup;
class QRadioButton;
class QVBoxLayout;

namespace keystead::ui {

struct AppContext;

class MethodPage : public QWidget
{
    Q_OBJECT
public:
    explicit MethodPage(const AppContext& context, QWidget* parent = nullptr);
    void setProvider(const model::ProviderSpec& provider);
    model::AuthKind kind() const;
    void select(model::AuthKind kind);
    void focusFirst();

Q_SIGNALS:
    void kindChanged();

private:
    const AppContext& m_context;
    QVBoxLayout* m_column;
    QWidget* m_host = nullptr;
    std::vector<std::pair<model::AuthKind, QRadioButton*>> m_choices;
};

} // namespace keystead::ui
