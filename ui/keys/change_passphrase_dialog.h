// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A new passphrase in the place of an old one, which is asked for as the proof. The keys are replaced afterwards, since
// whoever knew the old one may know them.
#include "core/service/slot_requests.h"
#include "ui/widgets/form_dialog.h"

namespace keystead::service {
struct Proof;
}

namespace keystead::ui {

struct AppContext;
class InlineError;
class PassphraseFields;

class ChangePassphraseDialog : public FormDialog
{
    Q_OBJECT
public:
    ChangePassphraseDialog(const AppContext& context, const keys::SlotInfo& slot, QWidget* parent);
    PassphraseFields* fields() const { return m_fields; }
    InlineError* error() const { return m_error; }

Q_SIGNALS:
    void passphraseChanged();

private:
    void ask();
    void change(service::Proof proof);
    const AppContext& m_context;
    const base::SlotId m_slot;
    PassphraseFields* m_fields;
    InlineError* m_error;
};

} // namespace keystead::ui
