// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Writes the trail, as it is filtered, to a file: format, place, progress, and a way to stop.
#include "core/service/requests.h"

#include <functional>
#include <QDialog>

class QButtonGroup;
class QLabel;
class QLineEdit;
class QPushButton;

namespace keystead::ui {

struct AppContext;
class Banner;
class ProgressOverlay;

class ExportDialog : public QDialog
{
    Q_OBJECT
public:
    ExportDialog(const AppContext& context, model::AuditFilter filter, const QString& connectionLabel, QWidget* parent);
    void setFormat(service::ReportFormat format);
    void setFile(const QString& path);
    void run();

Q_SIGNALS:
    void exported(const QString& file, qint64 records);
    void failed(const keystead::base::Error& error);

private:
    void build();
    void browse();
    void finish(const base::Result<service::ExportedReport>& result);
    service::ReportFormat format() const;
    void showContents();
    void setDone(bool done);
    const AppContext& m_context;
    model::AuditFilter m_filter;
    QString m_connectionLabel;
    QButtonGroup* m_formats;
    QLineEdit* m_file;
    QLabel* m_count;
    int m_records = -1; // not known yet
    Banner* m_result;
    QPushButton* m_close;
    QPushButton* m_go;
    ProgressOverlay* m_overlay;
};

} // namespace keystead::ui
