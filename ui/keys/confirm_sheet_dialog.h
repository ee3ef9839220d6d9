// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A recovery key that was printed is typed back: only then it counts as a way to open the vault. Offers to open the
// sheet for printing and to delete its file afterwards.
#include "core/base/ids.h"
#include "ui/widgets/form_dialog.h"

class QCheckBox;

namespace keystead::ui {

struct AppContext;
class InlineError;
class SecretInput;

class ConfirmSheetDialog : public FormDialog
{
    Q_OBJECT
public:
    // `file`: the sheet that has just been written; empty: some time ago.
    ConfirmSheetDialog(const AppContext& context, base::SlotId slot, const QString& file, QWidget* parent);
    SecretInput* input() const { return m_input; }
    QCheckBox* deleteBox() const { return m_delete; } // null where there is no file
    InlineError* error() const { return m_error; }

Q_SIGNALS:
    void confirmed(bool fileIsGone);
    void openSheetRequested(const QString& file);

private:
    void addFile();
    void confirm();
    const AppContext& m_context;
    const base::SlotId m_slot;
    const QString m_file;
    SecretInput* m_input;
    QCheckBox* m_delete = nullptr;
    InlineError* m_error;
};

} // namespace keystead::ui
