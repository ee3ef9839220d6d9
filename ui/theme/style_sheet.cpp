// SPDX-License-Identifier: GPL-3.0-or-later
// One sheet for the whole program. Widgets say what they are with the dynamic properties `role` (labels), `look`
// (buttons, frames) and `tone` (banners, pills); nothing else sets colours.
#include "ui/theme/theme.h"

#include <QLocale>
#include <QStringList>

namespace keystead::ui {

namespace {

constexpr const char* base = R"(
* { outline: none; }
QMainWindow, QStackedWidget#pages, QWidget[look="page"] { background: @window; }
QDialog { background: @dialog; border: 1px solid @borderStrong; }
QDialog QFrame[look="card"] { background: @window; }
QDialog QPushButton:disabled { background: transparent; }
QToolTip { background: @raised; color: @text; border: 1px solid @borderStrong; padding: 6px 8px; }
QLabel { background: transparent; }
QLabel[role="display"] { font-size: @displaypt; font-weight: 600; }
QLabel[role="title"] { font-size: @titlept; font-weight: 600; }
QLabel[role="heading"] { font-weight: 600; }
QLabel[role="section"] { font-size: @smallpt; font-weight: 600; color: @muted; }
QLabel[role="muted"] { color: @muted; }
QLabel[role="caption"] { color: @muted; font-size: @smallpt; }
QLabel[role="error"] { color: @danger; font-size: @smallpt; }
QFrame[look="card"], QWidget[look="card"] { background: @surface; border: 1px solid @border; border-radius: 10px; }
QFrame[look="line"] { background: @border; border: none; max-height: 1px; min-height: 1px; }
QWidget[look="surface"] { background: @surface; }
QWidget[look="clear"] { background: transparent; }
QWidget[look="sidebar"] { background: @sidebar; }
QWidget[look="topline"] { background: @window; border-top: 1px solid @borderStrong; }
QWidget[look="topbar"] { background: @surface; border-bottom: 1px solid @border; }
QSplitter::handle { background: @border; }
QSplitter::handle:hover { background: @accent; }
)";

constexpr const char* buttons = R"(
QPushButton, QToolButton[look="button"] { background: @raised; color: @text; border: 1px solid @borderStrong; border-radius: 6px; padding: 5px 14px; min-height: 18px; }
QPushButton:hover, QToolButton[look="button"]:hover { background: @hover; border-color: @accent; }
QPushButton:pressed, QToolButton[look="button"]:pressed { background: @accentSoft; }
QPushButton:focus, QToolButton[look="button"]:focus { border: 2px solid @accent; padding: 4px 13px; }
QPushButton:disabled, QToolButton[look="button"]:disabled { color: @borderStrong; border-color: @border; background: @window; }
QPushButton[look="primary"] { background: @accent; color: @accentText; border: 1px solid @accent; font-weight: 600; }
QPushButton[look="primary"]:hover { background: @accentHover; border-color: @accentHover; }
QPushButton[look="primary"]:focus { border: 2px solid @text; }
QPushButton[look="primary"]:disabled { background: @border; color: @muted; border-color: @border; }
QPushButton[look="danger"] { background: @danger; color: @dangerText; border: 1px solid @danger; font-weight: 600; }
QPushButton[look="danger"]:hover { background: @dangerHover; border-color: @dangerHover; }
QPushButton[look="danger"]:focus { border: 2px solid @text; }
QPushButton[look="danger"]:disabled { background: @border; color: @muted; border-color: @border; }
QPushButton[look="link"] { background: transparent; border: 1px solid transparent; color: @accent; padding: 5px 8px; text-align: left; }
QPushButton[look="link"]:hover { background: @accentSoft; }
QPushButton[look="link"]:focus { border: 2px solid @accent; padding: 4px 7px; }
QPushButton[look="link"]:disabled { color: @borderStrong; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 5px; }
QToolButton:hover { background: @hover; }
QToolButton:pressed, QToolButton:checked { background: @accentSoft; }
QToolButton:focus { border: 2px solid @accent; padding: 4px; }
QPushButton[look="nav"] { text-align: left; padding: 7px 10px; border-radius: 8px; background: transparent; border: 1px solid transparent; }
QPushButton[look="nav"]:hover { background: @border; }
QPushButton[look="nav"]:checked { background: @accentSoft; font-weight: 600; }
QPushButton[look="nav"]:focus { border: 2px solid @accent; padding: 6px 9px; }
QPushButton[look="nav"]:disabled { color: @borderStrong; }
QToolButton[look="button"] { padding: 4px 8px; }
QToolButton[look="button"]:focus { padding: 3px 7px; }
QToolButton[look="small"] { padding: 2px; border-radius: 4px; }
QToolButton[look="small"]:focus { padding: 1px; }
QToolButton[look="tile"] { background: @surface; border: 1px solid @border; border-radius: 10px; padding: 10px; }
QToolButton[look="tile"]:hover { border-color: @accent; background: @hover; }
QToolButton[look="tile"]:focus, QToolButton[look="tile"]:checked { border: 2px solid @accent; padding: 9px; }
QToolButton::menu-indicator { image: none; }
QCheckBox, QRadioButton { spacing: 8px; min-height: 28px; background: transparent; }
QCheckBox::indicator, QRadioButton::indicator { width: 16px; height: 16px; border: 1px solid @borderStrong; background: @surface; }
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: @accent; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: url(:/icons/ui/check-@scheme.svg); }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 2px solid @text; width: 14px; height: 14px; }
QRadioButton::indicator:checked { border: 5px solid @accent; width: 8px; height: 8px; background: @accentText; }
QRadioButton::indicator:checked:focus { border: 5px solid @text; width: 8px; height: 8px; }
)";

constexpr const char* inputs = R"(
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit, QDateTimeEdit { background: @surface; border: 1px solid @borderStrong; border-radius: 6px; padding: 5px 8px; min-height: 18px; selection-background-color: @accent; selection-color: @accentText; }
QPlainTextEdit { min-height: 52px; }
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover, QSpinBox:hover, QDateEdit:hover { border-color: @accent; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus { border: 2px solid @accent; padding: 4px 7px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] { border: 2px solid @danger; padding: 4px 7px; }
QLineEdit:read-only { background: @window; }
QLineEdit[look="search"] { border-radius: 14px; padding: 5px 12px; background: @window; border-color: @borderStrong; }
QLineEdit[look="search"]:focus { background: @surface; border: 2px solid @accent; padding: 4px 11px; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: 24px; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url(:/icons/ui/chevron-down-@scheme.svg); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: @raised; border: 1px solid @borderStrong; selection-background-color: @accentSoft; selection-color: @text; padding: 4px; }
QSpinBox { padding-right: 20px; }
QSpinBox::up-button, QSpinBox::down-button { border: none; width: 20px; background: transparent; }
QSpinBox::up-arrow { image: url(:/icons/ui/chevron-up-@scheme.svg); width: 12px; height: 12px; }
QSpinBox::down-arrow { image: url(:/icons/ui/chevron-down-@scheme.svg); width: 12px; height: 12px; }
QProgressBar { background: @border; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QCalendarWidget QWidget { background: @raised; alternate-background-color: @hover; }
QCalendarWidget QToolButton { color: @text; }
)";

constexpr const char* views = R"(
QScrollArea, QScrollArea > QWidget > QWidget[look="clear"] { background: transparent; border: none; }
QTableView, QListView, QTreeView { background: @surface; border: none; selection-background-color: @accentSoft; selection-color: @text; gridline-color: @border; }
QTableView:focus, QListView:focus { border: none; }
QTableView::item { border: none; border-bottom: 1px solid @border; padding: 0 8px; }
QTableView::item:selected { background: @accentSoft; color: @text; }
QListView[look="nav"] { background: transparent; }
QListView[look="choices"]::item { border: 1px solid transparent; border-radius: 6px; padding: 0 8px; color: @text; }
QListView[look="choices"]::item:hover { background: @hover; }
QListView[look="choices"]::item:selected { background: @accentSoft; color: @text; }
QListView[look="choices"]::item:focus { border-color: @accent; }
QHeaderView { background: @surface; border: none; }
QHeaderView::section { background: @surface; color: @muted; border: none; border-bottom: 1px solid @borderStrong; padding: 7px 10px; font-size: @smallpt; font-weight: 600; }
QHeaderView::section:first { padding-left: 24px; }
QHeaderView::section:hover { color: @text; background: @hover; }
QHeaderView::up-arrow { image: url(:/icons/ui/chevron-up-@scheme.svg); width: 10px; height: 10px; subcontrol-position: center right; right: 4px; }
QHeaderView::down-arrow { image: url(:/icons/ui/chevron-down-@scheme.svg); width: 10px; height: 10px; subcontrol-position: center right; right: 4px; }
QTableCornerButton::section { background: @surface; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: @borderStrong; border-radius: 4px; min-height: 32px; min-width: 32px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenu { background: @raised; border: 1px solid @borderStrong; padding: 6px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: @accentSoft; color: @text; }
QMenu::item:disabled { color: @borderStrong; }
QMenu::separator { height: 1px; background: @border; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
)";

constexpr const char* tones = R"(
QFrame[look="bar"] { background: @accentSoft; border: none; border-top: 1px solid @accent; }
QFrame[look="banner"] { border-radius: 8px; border: 1px solid @border; background: @surface; }
QFrame[look="banner"][tone="info"] { background: @infoSoft; border-color: @info; }
QFrame[look="banner"][tone="ok"] { background: @okSoft; border-color: @ok; }
QFrame[look="banner"][tone="warn"] { background: @warnSoft; border-color: @warn; }
QFrame[look="banner"][tone="danger"] { background: @dangerSoft; border-color: @danger; }
QFrame[look="banner"][tone="accent"] { background: @accentSoft; border-color: @accent; }
QLabel[look="pill"] { border-radius: 8px; padding: 2px 8px; font-size: @smallpt; font-weight: 600; background: @hover; color: @muted; }
QLabel[look="pill"][tone="ok"] { background: @okSoft; color: @ok; }
QLabel[look="pill"][tone="warn"] { background: @warnSoft; color: @warn; }
QLabel[look="pill"][tone="danger"] { background: @dangerSoft; color: @danger; }
QLabel[look="pill"][tone="info"] { background: @infoSoft; color: @info; }
QLabel[look="pill"][tone="accent"] { background: @accentSoft; color: @accent; }
)";

} // namespace

QString styleSheet(const Colors& c, double pointSize)
{
    // Longer names first: "@accent" is the beginning of "@accentSoft".
    const std::pair<const char*, QColor> tokens[] = {{"@accentHover", c.accentHover},
                                                     {"@accentText", c.accentText},
                                                     {"@accentSoft", c.accentSoft},
                                                     {"@accent", c.accent},
                                                     {"@dangerHover", c.dangerHover},
                                                     {"@dangerText", c.dangerText},
                                                     {"@dangerSoft", c.dangerSoft},
                                                     {"@danger", c.danger},
                                                     {"@borderStrong", c.borderStrong},
                                                     {"@border", c.border},
                                                     {"@warnSoft", c.warnSoft},
                                                     {"@warn", c.warn},
                                                     {"@infoSoft", c.infoSoft},
                                                     {"@info", c.info},
                                                     {"@okSoft", c.okSoft},
                                                     {"@ok", c.ok},
                                                     {"@window", c.window},
                                                     {"@surface", c.surface},
                                                     {"@raised", c.raised},
                                                     {"@dialog", c.dialog},
                                                     {"@sidebar", c.sidebar},
                                                     {"@hover", c.hover},
                                                     {"@text", c.text},
                                                     {"@muted", c.muted}};
    QString sheet;
    for (const char* part : {base, buttons, inputs, views, tones})
        sheet += QLatin1String(part);
    const auto points = [pointSize](double factor) {
        return QString::number(pointSize * factor, 'f', 1) + QLatin1String("pt");
    };
    sheet.replace(QLatin1String("@displaypt"), points(1.9));
    sheet.replace(QLatin1String("@titlept"), points(1.35));
    sheet.replace(QLatin1String("@smallpt"), points(0.9));
    sheet.replace(QLatin1String("@scheme"),
                  c.window.lightness() < 128 ? QLatin1String("dark") : QLatin1String("light"));
    for (const auto& [name, color] : tokens)
        sheet.replace(QLatin1String(name), color.name());
    return sheet;
}

} // namespace keystead::ui
