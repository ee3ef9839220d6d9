// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What breaks if a connection goes: the programs that used it in the last 90 days with how often and when, and those
// that may but did not. Says so where there is none.
#include "core/base/ids.h"
#include "ui/widgets/live_texts.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace keystead::ui {

struct AppContext;
class ProgramCensus;

class UseList : public QWidget
{
    Q_OBJECT
public:
    UseList(const AppContext& context, ProgramCensus& census, base::ConnectionId connection, QWidget* parent = nullptr);
    QString summary() const; // "3 programs used it in the last 90 days"
    static constexpr int shownAtMost = 5;

Q_SIGNALS:
    void grown(); // it takes another height now

private:
    void fill();
    const AppContext& m_context;
    ProgramCensus& m_census;
    const base::ConnectionId m_connection;
    LiveTexts m_live;
    QLabel* m_summary;
    QVBoxLayout* m_rows;
};

} // namespace keystead::ui
