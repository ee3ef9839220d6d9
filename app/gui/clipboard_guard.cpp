// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/clipboard_guard.h"

#include "core/base/ids.h"

#include <QClipboard>
#include <QMimeData>

namespace keystead::app {

namespace {

constexpr auto managerHint = "x-kde-passwordManagerHint"; // Klipper, CopyQ and others
constexpr auto ownMark = "application/x-keystead-copy";

} // namespace

ClipboardGuard::ClipboardGuard(QClipboard& clipboard, QObject* parent) : QObject(parent), m_clipboard(clipboard)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ClipboardGuard::clearNow);
}

ClipboardGuard::~ClipboardGuard()
{
    clearNow();
}

void ClipboardGuard::copySecret(const base::Secret& secret)
{
    const std::string_view text = secret.exposeText();
    auto* data = new QMimeData;
    // Qt wants a QString and keeps it as long as the clipboard holds it: the one door for copies.
    data->setText(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
    data->setData(QLatin1String(managerHint), QByteArrayLiteral("secret"));
    m_token = QByteArray::fromStdString(base::newIdText("copy"));
    data->setData(QLatin1String(ownMark), m_token);
    m_clipboard.setMimeData(data);
    m_timer.start(m_clearAfter);
}

void ClipboardGuard::copyText(const QString& text)
{
    m_token.clear();
    m_timer.stop();
    m_clipboard.setText(text);
}

bool ClipboardGuard::holdsSecret() const
{
    const QMimeData* now = m_clipboard.mimeData();
    return !m_token.isEmpty() && now && now->data(QLatin1String(ownMark)) == m_token;
}

void ClipboardGuard::clearNow()
{
    m_timer.stop();
    if (holdsSecret())
        m_clipboard.clear();
    m_token.clear();
}

} // namespace keystead::app
