// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/rotation_section.h"

#include "ui/app_context.h"
#include "ui/keys/key_text.h"
#include "ui/settings/setting_row.h"
#include "ui/text.h"
#include "ui/widgets/labels.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLocale>
#include <QProgressBar>
#include <QVBoxLayout>

namespace keystead::ui {

using service::RotationMode;

namespace {

constexpr double sealLimit = 4294967296.0; // 2^32: NIST SP 800-38D, section 8.3

QLabel* makePill(const QString& text, const char* tone)
{
    auto* pill = makeLabel(text);
    pill->setProperty("look", QStringLiteral("pill"));
    pill->setProperty("tone", QLatin1String(tone));
    return pill;
}

} // namespace

RotationSection::RotationSection(const AppContext& context, QWidget* parent)
    : Section(tr("Keys inside the vault"), parent), m_context(context)
{
    body()->addWidget(makeLabel(tr("A fresh key ends what an old copy of the vault, or of a key, is still good for."),
                                "muted", true));
    m_grid = new QGridLayout;
    m_grid->setHorizontalSpacing(20);
    m_grid->setVerticalSpacing(8);
    body()->addLayout(m_grid);
    buildProgress();
    auto* row = new QHBoxLayout;
    m_replace = makeButton(tr("Replace keys now…"));
    m_replace->setObjectName(QStringLiteral("replaceKeys"));
    row->addWidget(m_replace);
    row->addStretch(1);
    body()->addLayout(row);
    body()->addWidget(makeLine(this));
    buildSchedule();
    connect(m_replace, &QPushButton::clicked, this, &RotationSection::replaceRequested);
    setProgress({});
}

void RotationSection::buildProgress()
{
    m_progress = new QWidget(this);
    auto* column = new QVBoxLayout(m_progress);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    m_phase = makeLabel({}, "heading", true);
    m_bar = new QProgressBar(m_progress);
    m_bar->setTextVisible(false);
    m_stop = makeButton(tr("Stop"));
    m_stop->setObjectName(QStringLiteral("stopRotation"));
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(m_bar, 1);
    row->addWidget(m_stop);
    column->addWidget(m_phase);
    column->addLayout(row);
    body()->addWidget(m_progress);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        m_stop->setEnabled(false);
        Q_EMIT stopRequested();
    });
}

void RotationSection::buildSchedule()
{
    m_mode = addChoice(body(), tr("When keys get old"),
                       tr("A key that was used very often is replaced in any case, long before its limit."),
                       {{tr("Do nothing"), static_cast<int>(RotationMode::Off)},
                        {tr("Remind me"), static_cast<int>(RotationMode::Reminder)},
                        {tr("Replace them by itself"), static_cast<int>(RotationMode::Automatic)}});
    m_months = addChoice(body(), tr("A key is old"), {},
                         {{tr("after 1 month"), 1},
                          {tr("after 3 months"), 3},
                          {tr("after 6 months"), 6},
                          {tr("after 1 year"), 12},
                          {tr("after 2 years"), 24}});
    for (QComboBox* combo : {m_mode, m_months})
        connect(combo, &QComboBox::currentIndexChanged, this, &RotationSection::chooseSchedule);
}

void RotationSection::chooseSchedule()
{
    if (m_filling)
        return;
    service::RotationSchedule schedule;
    schedule.mode = static_cast<RotationMode>(m_mode->currentData().toInt());
    schedule.months = m_months->currentData().toInt();
    m_months->setEnabled(schedule.mode != RotationMode::Off);
    if (!(schedule == m_overview.schedule))
        Q_EMIT scheduleChosen(schedule);
}

void RotationSection::setOverview(const service::KeyOverview& overview)
{
    m_overview = overview;
    m_filling = true;
    choose(m_mode, static_cast<int>(overview.schedule.mode));
    if (m_months->findData(overview.schedule.months) < 0)
        m_months->addItem(tr("after %n months", nullptr, overview.schedule.months), overview.schedule.months);
    choose(m_months, overview.schedule.months);
    m_months->setEnabled(overview.schedule.mode != RotationMode::Off);
    m_filling = false;
    clearLayout(m_grid);
    int column = 0;
    for (const QString& head : {tr("Key"), tr("Generation"), tr("Since"), tr("Seals made"), tr("Next due")})
        m_grid->addWidget(makeLabel(head, "section"), 0, column++);
    int line = 1;
    for (const service::KeyAge& key : overview.keys)
        addRow(line++, key);
    m_grid->setColumnStretch(0, 1);
}

void RotationSection::addRow(int line, const service::KeyAge& key)
{
    const QLocale locale;
    m_grid->addWidget(makeLabel(keyName(key), "", true), line, 0);
    m_grid->addWidget(makeLabel(locale.toString(static_cast<qlonglong>(key.version))), line, 1);
    const auto day = [&](base::WallTime time) { return locale.toString(toLocal(time).date(), QLocale::ShortFormat); };
    auto* since = makeLabel(day(key.createdAt));
    since->setToolTip(plainToolTip(exactTimeText(key.createdAt)));
    m_grid->addWidget(since, line, 2);
    const double percent = static_cast<double>(key.seals) / sealLimit * 100.0;
    const QString part =
        percent < 0.1 ? tr("under 0.1 % of the limit") : tr("%1 % of the limit").arg(locale.toString(percent, 'f', 1));
    auto* seals = makeLabel(tr("%1 (%2)").arg(locale.toString(static_cast<qlonglong>(key.seals)), part));
    seals->setToolTip(plainToolTip(tr("A key seals at most 4,294,967,296 times and is replaced at half of that.")));
    m_grid->addWidget(seals, line, 3);
    if (key.rotating)
        m_grid->addWidget(makePill(tr("Being replaced"), "info"), line, 4, Qt::AlignLeft);
    else if (key.due)
        m_grid->addWidget(makePill(tr("Due now"), "warn"), line, 4, Qt::AlignLeft);
    else if (m_overview.schedule.mode == RotationMode::Off)
        m_grid->addWidget(makeLabel(tr("never")), line, 4);
    else
        m_grid->addWidget(makeLabel(day(nextDue(key, m_overview.schedule))), line, 4);
}

void RotationSection::setProgress(const service::RotationProgress& progress)
{
    const bool running = progress.running();
    m_progress->setVisible(running);
    m_replace->setEnabled(!running);
    if (!running) {
        m_stop->setEnabled(true);
        return;
    }
    QString words = phaseText(progress);
    if (progress.steps > 1)
        words = tr("Key %1 of %2. %3").arg(progress.step).arg(progress.steps).arg(words);
    m_phase->setText(words);
    m_bar->setAccessibleName(words);
    m_bar->setRange(0, progress.total > 0 ? 1000 : 0);
    if (progress.total > 0)
        m_bar->setValue(static_cast<int>(progress.done * 1000 / progress.total));
}

} // namespace keystead::ui
