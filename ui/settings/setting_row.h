// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Rows of the settings page: words at the left, the choice at the right.
#include <QVariant>
#include <utility>

class QCheckBox;
class QComboBox;
class QVBoxLayout;

namespace keystead::ui {

QComboBox* addChoice(QVBoxLayout* column, const QString& name, const QString& help,
                     const QList<std::pair<QString, QVariant>>& choices);
QCheckBox* addSwitch(QVBoxLayout* column, const QString& name, const QString& help);
// Chooses by value; one that is not offered is added as it is.
void choose(QComboBox* combo, const QVariant& value);

} // namespace keystead::ui
