// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What assistive programs learn of secrets on the screen: that there is a password field, its label, its help and its
// error; never its text, its length or what is selected (SECURITY 25).

namespace keystead::ui {

// Takes effect once for the whole program; SecretInput and SecretView call it themselves.
void describeSecretInputs();

} // namespace keystead::ui
