// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/setting_row.h"

#include "ui/text.h"
#include "ui/widgets/labels.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace keystead::ui {

QComboBox* addChoice(QVBoxLayout* column, const QString& name, const QString& help,
                     const QList<std::pair<QString, QVariant>>& choices)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    auto* label = makeLabel(name, "", true);
    words->addWidget(label);
    if (!help.isEmpty())
        words->addWidget(makeLabel(help, "caption", true));
    auto* combo = new QComboBox;
    combo->setAccessibleName(name);
    combo->setAccessibleDescription(help);
    combo->setMinimumWidth(combo->fontMetrics().averageCharWidth() * 24);
    label->setBuddy(combo);
    for (const auto& [text, value] : choices)
        combo->addItem(text, value);
    row->addLayout(words, 1);
    row->addWidget(combo, 0, Qt::AlignVCenter);
    column->addLayout(row);
    return combo;
}

QCheckBox* addSwitch(QVBoxLayout* column, const QString& name, const QString& help)
{
    auto* box = new QCheckBox(name);
    box->setAccessibleName(name);
    box->setAccessibleDescription(help);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(box);
    if (!help.isEmpty()) {
        auto* label = makeLabel(help, "caption", true);
        label->setIndent(26);
        words->addWidget(label);
    }
    column->addLayout(words);
    return box;
}

void choose(QComboBox* combo, const QVariant& value)
{
    int index = combo->findData(value);
    if (index < 0) {
        const bool number = value.typeId() == QMetaType::Int;
        combo->addItem(number ? durationText(std::chrono::seconds{value.toInt()}) : value.toString(), value);
        index = combo->count() - 1;
    }
    combo->setCurrentIndex(index);
}

} // namespace keystead::ui
