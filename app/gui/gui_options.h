// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The options of `keystead` (CLI.md).
#include "core/base/result.h"

#include <filesystem>
#include <QString>

class QCoreApplication;

namespace keystead::app {

struct GuiOptions
{
    std::filesystem::path vault; // empty: the usual one, or a throw-away one with --demo
    bool minimized = false;
    bool demo = false;
    QString tourFolder; // not empty: walk through the practice story and leave
    QString theme;      // "", light, dark
    QString language;   // "", en, de
};

// --version and --help print and leave; a wrong option leaves with 2.
GuiOptions parseGuiOptions(QCoreApplication& application);

} // namespace keystead::app
