// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Everything a page needs, from memory: one object a test or the gallery keeps on the stack.
#include "fake_core.h"
#include "ui/app_context.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QSettings>
#include <QTemporaryDir>

namespace keystead::ui::test {

class FakeClipboard final : public ClipboardPort
{
public:
    void copySecret(const base::Secret& secret) override { secrets.push_back(std::string(secret.exposeText())); }
    void copyText(const QString& text) override { texts.append(text); }
    int clearAfterSeconds() const override { return 20; }
    std::vector<std::string> secrets;
    QStringList texts;
};

struct Stage
{
    Stage() : theme(*qApp), icons(theme), store(folder.filePath(QStringLiteral("window.ini")), QSettings::IniFormat)
    {
        context.openUrl = [this](const QString& url) { opened.append(url); };
        context.browserName = QStringLiteral("Firefox");
    }
    QTemporaryDir folder;
    FakeCore core;
    Theme theme;
    IconProvider icons;
    FakeClipboard clipboard;
    QSettings store;
    base::SystemClock clock;
    QStringList opened;
    AppContext context{core, theme, icons, clipboard, store, clock, {}, {}};
};

} // namespace keystead::ui::test
