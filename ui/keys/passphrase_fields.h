// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A new passphrase, typed twice, with a meter that judges it at each key stroke (zxcvbn). A weak one is taken only
// after the person ticked that it shall be. Holds it in locked memory only.
#include "core/base/secret.h"
#include "core/service/slot_requests.h"

#include <optional>
#include <QWidget>

class QCheckBox;
class QLabel;

namespace keystead::ui {

struct AppContext;
class InlineError;
class SecretInput;

// Five parts in a row, as many filled as the score has, and the score in words beside them.
class StrengthMeter : public QWidget
{
    Q_OBJECT
public:
    explicit StrengthMeter(const AppContext& context, QWidget* parent = nullptr);
    void setStrength(const crypto::PassphraseStrength& strength);
    void clear();
    int score() const { return m_score; } // -1: nothing was typed
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const AppContext& m_context;
    int m_score = -1;
};

class PassphraseFields : public QWidget
{
    Q_OBJECT
public:
    // `minimum`: characters; fewer are refused whatever the person says.
    PassphraseFields(const AppContext& context, int minimum, QWidget* parent = nullptr);
    // What was typed, where it will do; else the error is shown at the field.
    std::optional<base::Secret> passphrase();
    bool allowWeak() const;
    void clear();
    void focus();
    SecretInput* first() const { return m_first; }
    SecretInput* second() const { return m_second; }
    StrengthMeter* meter() const { return m_meter; }
    QCheckBox* weakBox() const { return m_weak; }
    InlineError* error() const { return m_error; }

Q_SIGNALS:
    void returnPressed();
    void contentChanged(); // another height is wanted

private:
    void judge();
    const int m_minimum;
    crypto::PassphraseStrength m_strength;
    SecretInput* m_first;
    SecretInput* m_second;
    StrengthMeter* m_meter;
    QLabel* m_words;
    QLabel* m_hint;
    QCheckBox* m_weak;
    InlineError* m_error;
};

} // namespace keystead::ui
