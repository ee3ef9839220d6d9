// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Looks at a vault that does not open, part by part, and says of each whether it is sound. It mends nothing.
#include "core/service/requests.h"
#include "ui/widgets/form_dialog.h"

namespace keystead::ui {

struct AppContext;
class InlineError;
class SecretInput;

class CheckDialog : public FormDialog
{
    Q_OBJECT
public:
    CheckDialog(const AppContext& context, QWidget* parent);
    void check();
    SecretInput* input() const { return m_input; }
    InlineError* error() const { return m_error; }
    QWidget* results() const { return m_results; }

Q_SIGNALS:
    void repairRequested();

private:
    void show(const std::vector<service::CheckItem>& items);
    const AppContext& m_context;
    bool m_checked = false;
    SecretInput* m_input;
    QWidget* m_ask;
    QWidget* m_results;
    QVBoxLayout* m_rows;
    InlineError* m_error;
};

} // namespace keystead::ui
