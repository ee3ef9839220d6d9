// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/secret_text.h"

#include <QByteArray>

namespace keystead::ui {

void wipeText(QString& text)
{
    // data() of a shared string would detach and wipe the copy only; callers hold the sole reference.
    if (!text.isEmpty())
        base::wipe(text.data(), static_cast<std::size_t>(text.size()) * sizeof(QChar));
    text.clear();
}

void withRevealedText(const base::Secret& secret, const std::function<void(const QString&)>& use)
{
    const std::string_view bytes = secret.exposeText();
    QString text = QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
    use(text);
    wipeText(text);
}

base::Secret takeSecret(QString& text)
{
    QByteArray bytes = text.toUtf8();
    base::Secret secret = base::Secret::fromText({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    base::wipe(bytes.data(), static_cast<std::size_t>(bytes.size()));
    wipeText(text);
    return secret;
}

} // namespace keystead::ui
