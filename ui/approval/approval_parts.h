// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The parts of an approval prompt: the program, and each thing that it asks for. Plain text only (SECURITY 22).
#include "core/model/approval.h"

class QCheckBox;
class QWidget;

namespace keystead::ui {

struct AppContext;

// Which program: name, whole path, where it comes from, what started it, and what is odd about it.
QWidget* makeProgramCard(const AppContext& context, const model::ApprovalPrompt& prompt, QWidget* parent);
// What one item asks for; `box` (may be null) is a box to tick that stands before it. A grant is shown whole: for which
// program (`asker`: whether for the one that asks), what, where, for how long, how often, and why it says it wants it.
QWidget* makeItemCard(const model::ApprovalItem& item, const model::ProgramIdentity& asker, QCheckBox** box,
                      QWidget* parent);

} // namespace keystead::ui
