// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A table of whole rows: the pointer marks a row, not a cell, and columns keep their widths. As long as the person has
// drawn no divider the widths come from fitColumns(); after that they are the person's and are remembered.
#include <QTableView>
#include <QTimer>

class QSettings;

namespace keystead::ui {

struct Colors;

class RowTable : public QTableView
{
    Q_OBJECT
public:
    // `key`: where the widths stand in the window's settings.
    RowTable(QSettings& store, QString key, QWidget* parent = nullptr);

    int hoveredRow() const { return m_hovered; } // -1: none
    bool widthsAreChosen() const { return m_chosen; }
    void forgetWidths(); // back to what fits
    void saveState() const;
    void restoreState();
    // What fits is worked out again once the present event is done.
    void fitLater();

    // A cell's ground with the marks of its whole row: pointer, selection and, where the table has the keyboard, the
    // ring around it. Returns where the words go.
    static QRect paintGround(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                             const Colors& colors);

protected:
    // Gives every column its width. Called only while the person has chosen none.
    virtual void fitColumns() = 0;
    // What a column's words want and the least it can do with.
    struct Want
    {
        int column;
        int needed;
        int least;
    };
    // All that is wanted where `room` has it, the rest to the first; else each gives of what it has above its least.
    void share(const std::vector<Want>& wants, int room);
    // Takes up the room that is left or missing when the person's own widths stand; -1: nothing does.
    virtual int elasticColumn() const { return 0; }
    // Runs `change`, which is not the person's doing.
    template <class Change> void quietly(Change change)
    {
        const bool before = std::exchange(m_quiet, true);
        change();
        m_quiet = before;
    }
    // A click below the last row changes nothing: the buttons go by the current row.
    QItemSelectionModel::SelectionFlags selectionCommand(const QModelIndex& index, const QEvent* event) const override;
    bool viewportEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void fit();
    void hover(int row);

    QSettings& m_store;
    const QString m_key;
    int m_hovered = -1;
    bool m_chosen = false;
    bool m_quiet = false;
    QTimer m_fit;
};

} // namespace keystead::ui
