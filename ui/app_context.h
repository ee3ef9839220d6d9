// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What every page is given: references to collaborators that outlive it. Made once by the program.
#include "core/base/clock.h"
#include "core/base/secret.h"

#include <functional>
#include <QString>

class QSettings;

namespace keystead::ui {

class CorePort;
class Theme;
class IconProvider;

// Puts secrets on the clipboard and takes them away again (SECURITY 27).
class ClipboardPort
{
public:
    virtual ~ClipboardPort() = default;
    virtual void copySecret(const base::Secret& secret) = 0;
    virtual void copyText(const QString& text) = 0;
    virtual int clearAfterSeconds() const = 0;
};

struct AppContext
{
    CorePort& core;
    Theme& theme;
    IconProvider& icons;
    ClipboardPort& clipboard;
    QSettings& store; // window geometry and the like; nothing of the vault
    const base::Clock& clock;
    std::function<void(const QString& url)> openUrl; // only https and loopback pass (SECURITY 18)
    QString browserName;                             // what opens, for the person; may be empty
};

} // namespace keystead::ui
