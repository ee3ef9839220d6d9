// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The doors through which a secret becomes text that Qt can draw or take, each wiping behind itself.
#include "core/base/secret.h"

#include <functional>
#include <QString>

namespace keystead::ui {

// Calls `use` with the secret as text and wipes that text afterwards. `use` must not keep a copy.
void withRevealedText(const base::Secret& secret, const std::function<void(const QString&)>& use);
// The text as a secret; the string's memory is wiped when no one shares it.
base::Secret takeSecret(QString& text);
void wipeText(QString& text);

} // namespace keystead::ui
