// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Last page of the wizard: it is stored; what the test said.
#include "core/model/connection.h"
#include "core/model/report.h"

#include <QWidget>

class QLabel;

namespace keystead::ui {

struct AppContext;
class Banner;

class DonePage : public QWidget
{
    Q_OBJECT
public:
    explicit DonePage(const AppContext& context, QWidget* parent = nullptr);
    void setConnection(const model::Connection& connection, const QString& providerName);
    void setTesting();
    void setReport(const model::TestReport& report);
    void setTestFailed(const base::Error& error);

Q_SIGNALS:
    void testAgain();

private:
    void paintIcon();
    const AppContext& m_context;
    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_text;
    Banner* m_result;
    QString m_account;
};

} // namespace keystead::ui
