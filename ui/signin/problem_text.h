// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The model's validation problems in the person's language: the fix if there is one, else what is wrong.
#include "core/model/validation.h"

#include <QString>

namespace keystead::ui {

QString problemText(const model::Problem& problem);

} // namespace keystead::ui
