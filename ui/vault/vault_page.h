// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The frame of the pages that show while there is no open vault: the mark, a card in the middle.
#include <QWidget>

class QVBoxLayout;

namespace keystead::ui {

struct AppContext;

class VaultPage : public QWidget
{
    Q_OBJECT
public:
    explicit VaultPage(const AppContext& context, QWidget* parent = nullptr);

protected:
    QVBoxLayout* body() const { return m_body; }
    const AppContext& context() const { return m_context; }

private:
    const AppContext& m_context;
    QVBoxLayout* m_body;
};

} // namespace keystead::ui
