// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Draws the cells of a model in the colour of their meaning, which the model names by a role ("ok", "danger"...; empty:
// as usual). The words alone say it too.
#include "ui/widgets/edge_delegate.h"

namespace keystead::ui {

struct AppContext;

class ToneDelegate : public EdgeDelegate
{
    Q_OBJECT
public:
    ToneDelegate(const AppContext& context, int toneRole, QObject* parent = nullptr);

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    const AppContext& m_context;
    int m_role;
};

} // namespace keystead::ui
