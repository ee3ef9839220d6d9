// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What is known about a connection, name beside value. Values that a person takes elsewhere (account, addresses, id)
// can be copied; long ones are shortened in the middle and show the whole in a tooltip. Times are said again as they
// pass.
#include "ui/connections/detail_sections.h"
#include "ui/widgets/live_texts.h"

#include <functional>

namespace keystead::ui {

class FactsSection : public Section
{
    Q_OBJECT
public:
    FactsSection(const AppContext& context, const Catalog& catalog, QWidget* parent = nullptr);
    void setConnection(const model::Connection& connection);
    // Where "now" comes from: the list beside it says times from the same.
    void setNow(std::function<base::WallTime()> now) { m_now = std::move(now); }
    void tick() { m_live.tick(); }

private:
    void addValue(const QString& name, QWidget* value);
    void addWords(const QString& name, const QString& value);
    void addWhole(const QString& name, const QString& value); // copied by a button beside it
    void addTime(const QString& name, std::function<QString()> words, const std::optional<base::WallTime>& exactly);

    const AppContext& m_context;
    const Catalog& m_catalog;
    LiveTexts m_live;
    QGridLayout* m_grid;
    QWidget* m_gridHost;
    ChipRow* m_tags;
    std::function<base::WallTime()> m_now;
    int m_row = 0;
};

} // namespace keystead::ui
