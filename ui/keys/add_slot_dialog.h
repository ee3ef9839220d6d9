// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One more way to open the vault: which kind, with what each protects from, then what that kind wants. It asks for a
// fresh proof before the core is asked. A recovery key is typed back afterwards (confirm_sheet_dialog.h).
#include "core/service/slot_requests.h"
#include "ui/widgets/form_dialog.h"

class QButtonGroup;
class QLabel;
class QLineEdit;

namespace keystead::service {
struct Proof;
}

namespace keystead::ui {

struct AppContext;
class FileLine;
class InlineError;
class PassphraseFields;
class TokenFields;

class AddSlotDialog : public FormDialog
{
    Q_OBJECT
public:
    AddSlotDialog(const AppContext& context, QWidget* parent);
    void choose(keys::SlotKind kind);
    keys::SlotKind kind() const;
    bool choosing() const { return m_choosing; }
    PassphraseFields* passphraseFields() const { return m_passphrase; }
    TokenFields* tokenFields() const { return m_token; }
    FileLine* sheetFile() const { return m_sheet; }
    QLineEdit* labelEdit() const { return m_label; }
    InlineError* error() const { return m_error; }
    // What the button does.
    void goOn();

Q_SIGNALS:
    // `sheet`: where the emergency sheet was written; empty for other kinds.
    void added(const keystead::keys::SlotInfo& slot, const QString& sheet);

private:
    void build();
    QWidget* buildKinds();
    QWidget* buildDetails();
    void showKinds();
    void showDetails();
    void ask();
    void add(service::Proof proof);
    void finish(const base::Result<service::AddedSlot>& result, const QString& sheet);

    const AppContext& m_context;
    bool m_choosing = true;
    QButtonGroup* m_kinds;
    QWidget* m_kindPart;
    QWidget* m_detailPart;
    QLabel* m_about;
    PassphraseFields* m_passphrase;
    TokenFields* m_token;
    QWidget* m_sheetPart;
    FileLine* m_sheet;
    QLineEdit* m_label;
    InlineError* m_error;
};

} // namespace keystead::ui
