// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Secrets on the clipboard: marked so that clipboard managers leave them out, taken away after a while and at the end,
// but only while the content is still ours (SECURITY 27). Never on the selection clipboard.
#include "ui/app_context.h"

#include <chrono>
#include <QObject>
#include <QTimer>

class QClipboard;

namespace keystead::app {

class ClipboardGuard final : public QObject, public ui::ClipboardPort
{
    Q_OBJECT
public:
    explicit ClipboardGuard(QClipboard& clipboard, QObject* parent = nullptr);
    ~ClipboardGuard() override; // clears what is ours

    void setClearAfter(std::chrono::milliseconds span) { m_clearAfter = span; }
    void copySecret(const base::Secret& secret) override;
    void copyText(const QString& text) override;
    int clearAfterSeconds() const override { return static_cast<int>(m_clearAfter.count() / 1000); }
    void clearNow();
    bool holdsSecret() const;

private:
    QClipboard& m_clipboard;
    QTimer m_timer;
    QByteArray m_token; // random; marks the content as ours without saying what it is
    std::chrono::milliseconds m_clearAfter{20000};
};

} // namespace keystead::app
