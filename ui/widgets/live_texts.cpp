// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/live_texts.h"

#include "ui/widgets/labels.h"

namespace keystead::ui {

void LiveTexts::add(QLabel* label, std::function<QString()> words)
{
    m_entries.push_back({label, std::move(words)});
    say(m_entries.back());
}

void LiveTexts::tick()
{
    std::erase_if(m_entries, [](const Entry& entry) { return entry.label.isNull(); });
    for (const Entry& entry : m_entries)
        say(entry);
}

void LiveTexts::say(const Entry& entry)
{
    const QString words = entry.words();
    if (auto* elided = qobject_cast<ElidedLabel*>(entry.label.data())) {
        if (elided->fullText() != words)
            elided->setFullText(words);
    } else if (entry.label->text() != words) {
        entry.label->setText(words);
    }
}

} // namespace keystead::ui
