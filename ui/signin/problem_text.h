// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The model's validation problems in the person's language: the fix if there is one, else what is wrong.
#include "core/model/validation.h"

#include <functional>
#include <QString>
#include <string>

namespace keystead::ui {

// How the form calls a parameter that a hint names ("api_base_url"); empty: not a field of it.
using ParameterLabel = std::function<QString(const std::string& name)>;

QString problemText(const model::Problem& problem, const ParameterLabel& labelOf = {});

} // namespace keystead::ui
