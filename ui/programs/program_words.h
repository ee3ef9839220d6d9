// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Words for programs, what they may and what they ask for. Everything that comes from a program passes q()
// (SECURITY 22). Pure; holds no secrets.
#include "core/base/clock.h"
#include "core/model/approval.h"
#include "core/service/access_requests.h"

#include <QString>
#include <vector>

namespace keystead::ui {

// The last part of the path: "deploy.py", "git"; "Unknown program" where it could not be identified.
QString programName(const model::ProgramIdentity& program);
// The whole path of the script or the executable, never shortened.
QString programPath(const model::ProgramIdentity& program);
// Where it comes from, in short: "Package git", "Flatpak org.example.App", "Not from a package".
QString originText(const model::ProgramIdentity& program);
bool comesFromPackage(const model::ProgramIdentity& program); // or from a sandboxed application
// "Started by bash, that by kitty"; empty where nothing is known.
QString startedByText(const std::vector<model::ProcessLink>& parents);

QString rightsText(const model::Grant& grant);               // "reads the token, makes requests"
QString rightsText(const std::vector<model::Grant>& grants); // of all of them; "nothing" where there is none
QString limitsText(const model::RequestLimits& limits);      // "GET, HEAD · /repos/"; empty: no limits
QString termText(const model::Grant& grant, base::WallTime now);
QString termText(const std::vector<model::Grant>& grants, base::WallTime now); // of the one that lasts longest
QString termName(model::GrantTerm term);
QString termText(const model::WantedGrant& wanted); // "8 h", "always"
bool isOver(const model::Grant& grant, base::WallTime now);
QString rateText(const model::RateLimit& rate);

// What is asked for, as the end of "… wants to": "read the token of".
QString wantText(const model::ApprovalItem& item);
QString wantEffect(const model::ApprovalItem& item);  // what follows from allowing it
QString addressText(const model::AccessWant& want);   // "GET api.example.com/repos/x"; empty for other rights
QString accountText(const model::ApprovalItem& item); // "Forge · ada · profile Work"

// The same text with places at which a line may break, for labels that wrap paths and addresses.
QString breakable(const QString& text);

} // namespace keystead::ui
