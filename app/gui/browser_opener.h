// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Opens a page in the system browser: $BROWSER where it is set, else the desktop's way. Only https and loopback http
// pass, without userinfo, control characters or a leading "-", and never through a shell (SECURITY 18).
#include <QString>

namespace keystead::app {

class BrowserOpener
{
public:
    // Empty: may be opened. Else why not.
    static QString refusal(const QString& url);
    // False where it was refused or nothing could be started.
    bool open(const QString& url) const;
    // What the desktop calls the browser of $BROWSER ("Firefox"); empty where that is not known or no browser.
    QString name() const;
    static bool browserVariableSet();
};

} // namespace keystead::app
