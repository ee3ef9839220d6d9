// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Importing a file: file and format, the columns of a table, key and profile, the dry run, the import, and what becomes
// of the file. Nothing is stored before the dry run was seen; what was typed and read is dropped with the dialog.
#include "core/service/import_desk.h"

#include <functional>
#include <optional>
#include <QDialog>
#include <vector>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace keystead::ui {

struct AppContext;
class Catalog;
class ColumnsPage;
class OptionsPage;
class ProgressOverlay;
class ResultPage;
class ReviewPage;
class RunActions;
class SourcePage;

class ImportWizard : public QDialog
{
    Q_OBJECT
public:
    enum class Step { Source, Columns, Options, Review, Result };
    Q_ENUM(Step)

    ImportWizard(const AppContext& context, const Catalog& catalog, QWidget* parent);
    ~ImportWizard() override;

    void setFile(const QString& path);
    Step step() const;
    SourcePage* sourcePage() const { return m_source; }
    ColumnsPage* columnsPage() const { return m_columns; }
    OptionsPage* optionsPage() const { return m_options; }
    ReviewPage* reviewPage() const { return m_review; }
    ResultPage* resultPage() const { return m_result; }
    ProgressOverlay* overlay() const { return m_overlay; }
    QPushButton* nextButton() const { return m_next; }
    QPushButton* backButton() const { return m_back; }
    QString progressText() const;

Q_SIGNALS:
    void imported(const QString& run);

private:
    void build();
    void go(Step step);
    void next();
    void back();
    void preview();
    void apply();
    void takePreview(service::ImportPreview preview);
    void previewFailed(const base::Error& error);
    void dropPreview();
    void rereadRun();
    void updateButtons();
    std::vector<Step> steps() const;

    const AppContext& m_context;
    const Catalog& m_catalog;
    std::optional<service::ImportPreview> m_preview;
    std::optional<transfer::ImportRun> m_run;
    std::function<void()> m_cancelWork;
    QLabel* m_title;
    QLabel* m_progress;
    QStackedWidget* m_stack;
    SourcePage* m_source;
    ColumnsPage* m_columns;
    OptionsPage* m_options;
    ReviewPage* m_review;
    ResultPage* m_result;
    RunActions* m_actions;
    ProgressOverlay* m_overlay;
    QPushButton* m_cancel;
    QPushButton* m_back;
    QPushButton* m_next;
    bool m_busy = false;
    int m_passedOver = 0; // entries of the file that exist only there
};

} // namespace keystead::ui
