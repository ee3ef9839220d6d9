// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Icons and translations that are built into the window. Call once before the first widget.
#include <QString>

class QCoreApplication;

namespace keystead::ui {

void initResources();
// Installs the catalogue for `language` ("de"; empty: the desktop's). English stays where there is none.
void installTranslations(QCoreApplication& app, const QString& language);

} // namespace keystead::ui
