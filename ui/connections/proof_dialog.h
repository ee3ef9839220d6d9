// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Asks for a fresh proof before a secret is shown or the vault's keys change: the passphrase where the vault has one,
// else a plain confirmation. Asynchronous; the dialog deletes itself.
#include "core/service/requests.h"

#include <functional>
#include <QDialog>

namespace keystead::ui {

struct AppContext;
class SecretInput;
class InlineError;

class ProofDialog : public QDialog
{
    Q_OBJECT
public:
    // Final: what cannot be taken back; a mere confirmation is then never the default button.
    enum class Weight { Usual, Final };
    // `what`: one sentence saying what it is for. `then` is called once with the proof; not at all where the person
    // cancels.
    static ProofDialog* ask(const AppContext& context, QWidget* parent, const QString& what, const QString& action,
                            std::function<void(service::Proof)> then, Weight weight = Weight::Usual);
    SecretInput* passphraseInput() const { return m_input; } // null where a confirmation is enough

private:
    ProofDialog(bool wantsPassphrase, const QString& what, const QString& action, Weight weight, QWidget* parent);
    void confirm();
    SecretInput* m_input = nullptr;
    InlineError* m_error = nullptr;
    std::function<void(service::Proof)> m_then;
};

bool vaultHasPassphrase(const AppContext& context);

} // namespace keystead::ui
