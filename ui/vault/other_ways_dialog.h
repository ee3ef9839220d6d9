// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Opens the vault with a recovery key from paper or with a security token. A PIN is tried once each time it is typed
// (SECURITY 34).
#include "core/service/vault_status.h"
#include "ui/widgets/form_dialog.h"

class QCheckBox;
class QComboBox;

namespace keystead::ui {

struct AppContext;
class InlineError;
class SecretInput;

class OtherWaysDialog : public FormDialog
{
    Q_OBJECT
public:
    // Whether these slots offer any of it.
    static bool possible(const std::vector<keys::SlotInfo>& slots);

    OtherWaysDialog(const AppContext& context, const std::vector<keys::SlotInfo>& slots, QWidget* parent);
    void unlock();
    QComboBox* choice() const { return m_choice; }
    SecretInput* input() const { return m_input; }
    QCheckBox* finalTryBox() const { return m_finalTry; }
    InlineError* error() const { return m_error; }

private:
    void showChoice();
    void finish(const base::Result<void>& result, bool byToken);
    const AppContext& m_context;
    QComboBox* m_choice; // data: the id of a token's slot; empty: the recovery key
    SecretInput* m_input;
    QCheckBox* m_finalTry;
    InlineError* m_error;
};

} // namespace keystead::ui
