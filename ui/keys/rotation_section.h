// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The keys of the vault and of each profile: how old, how much used, when due; replacing them now, with progress, and
// when they shall be replaced by themselves.
#include "core/service/rotation.h"
#include "ui/connections/detail_sections.h"

class QComboBox;
class QProgressBar;
class QPushButton;

namespace keystead::ui {

class RotationSection : public Section
{
    Q_OBJECT
public:
    explicit RotationSection(const AppContext& context, QWidget* parent = nullptr);
    void setOverview(const service::KeyOverview& overview);
    void setProgress(const service::RotationProgress& progress);
    const service::KeyOverview& overview() const { return m_overview; }
    QPushButton* replaceButton() const { return m_replace; }
    QPushButton* stopButton() const { return m_stop; }
    QComboBox* modeChoice() const { return m_mode; }
    QComboBox* monthsChoice() const { return m_months; }
    QProgressBar* bar() const { return m_bar; }

Q_SIGNALS:
    void replaceRequested();
    void stopRequested();
    void scheduleChosen(keystead::service::RotationSchedule schedule);

private:
    void buildSchedule();
    void buildProgress();
    void chooseSchedule();
    void addRow(int line, const service::KeyAge& key);
    const AppContext& m_context;
    service::KeyOverview m_overview;
    bool m_filling = false;
    QGridLayout* m_grid;
    QPushButton* m_replace;
    QWidget* m_progress;
    QLabel* m_phase;
    QProgressBar* m_bar;
    QPushButton* m_stop;
    QComboBox* m_mode;
    QComboBox* m_months;
};

} // namespace keystead::ui
