// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Words for imports. What the core says in English about formats, places and reasons is translated by its text
// (translations/imports_de.ts), since those texts name programs and services, which this room does not.
#include "core/service/import_desk.h"
#include "ui/text.h"

#include <QString>
#include <string_view>

namespace keystead::ui {

// A text of the core in the person's language where the catalogue has it; cleaned.
QString importText(std::string_view text, std::size_t maxCodepoints = 400);
// What overwriting is worth where a file lay.
QString caveatText(std::string_view text);
// "line 12" -> "Zeile 12"
QString placeText(std::string_view place);
QString formatTitle(std::string_view id);
QString formatAbout(std::string_view id);
// What the source wants to be opened with, and a sentence about it.
QString keyLabel(std::string_view format);
QString keyHelp(std::string_view format);
bool formatHasLayout(std::string_view format); // its layout is open: docs/import.md

QString planActionName(transfer::PlanAction action);
QString planReason(const transfer::PlannedItem& item);
QString csvFieldName(std::string_view field);
QString sampleText(const service::ImportLook::Sample& sample);
QString sourceStateName(const transfer::ImportRun& run);
// "3 created, 1 merged"
QString countsText(const transfer::ImportRun& run);
// The file's name, or "name and 3 more".
QString sourcesText(const transfer::ImportRun& run);

// The errors of imports in their own words: a code means something else here than in the vault.
Sentence describeImport(const base::Error& error);

} // namespace keystead::ui
