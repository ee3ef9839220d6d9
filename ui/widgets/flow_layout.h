// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Puts items side by side and wraps to the next line.
#include <QLayout>
#include <vector>

namespace keystead::ui {

class FlowLayout : public QLayout
{
    Q_OBJECT
public:
    explicit FlowLayout(QWidget* parent = nullptr, int spacing = 6);
    ~FlowLayout() override;
    void addItem(QLayoutItem* item) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    int count() const override { return static_cast<int>(m_items.size()); }
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    QSize minimumSize() const override;
    QSize sizeHint() const override;
    void setGeometry(const QRect& rect) override;
    // Removes and deletes all widgets in it.
    void clear();

private:
    int place(const QRect& rect, bool apply) const;
    std::vector<QLayoutItem*> m_items;
};

} // namespace keystead::ui
