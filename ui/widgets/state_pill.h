// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A state as icon and words on a soft ground.
#include "core/model/kinds.h"

#include <QWidget>

namespace keystead::ui {

struct AppContext;

class StatePill : public QWidget
{
    Q_OBJECT
public:
    explicit StatePill(const AppContext& context, QWidget* parent = nullptr);
    void setState(model::ConnectionState state);
    void setText(const QString& icon, const QString& tone, const QString& text);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const AppContext& m_context;
    QString m_icon, m_tone, m_text;
};

} // namespace keystead::ui
