// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Words side by side: read-only chips (scopes, tags) and an editor of them (tags, scopes in forms).
#include <QStringList>
#include <QWidget>

class QLineEdit;

namespace keystead::ui {

class FlowLayout;
struct AppContext;

struct Chip
{
    QString text;
    QString tone; // "", ok, warn, danger, info, accent
    QString toolTip;
};

class ChipRow : public QWidget
{
    Q_OBJECT
public:
    explicit ChipRow(QWidget* parent = nullptr);
    void setChips(const QList<Chip>& chips);

private:
    FlowLayout* m_flow;
};

class TagEditor : public QWidget
{
    Q_OBJECT
public:
    TagEditor(const AppContext& context, const QString& name, QWidget* parent = nullptr);
    void setTags(const QStringList& tags);
    QStringList tags() const; // what is typed but not yet confirmed included
    QLineEdit* lineEdit() const { return m_edit; }

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void commit();
    void rebuild();
    const AppContext& m_context;
    QStringList m_tags;
    FlowLayout* m_flow;
    QWidget* m_chips;
    QLineEdit* m_edit;
};

} // namespace keystead::ui
