// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Labels whose words depend on the time ("3 min ago"): kept with what makes the words, said again when time has passed.
#include <functional>
#include <QLabel>
#include <QPointer>
#include <vector>

namespace keystead::ui {

class LiveTexts
{
public:
    // Sets the words now and at each tick(). Labels that are gone are forgotten.
    void add(QLabel* label, std::function<QString()> words);
    void tick();
    void clear() { m_entries.clear(); }

private:
    struct Entry
    {
        QPointer<QLabel> label;
        std::function<QString()> words;
    };
    static void say(const Entry& entry);
    std::vector<Entry> m_entries;
};

} // namespace keystead::ui
