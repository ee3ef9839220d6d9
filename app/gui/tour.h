// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Walks the real window through the practice story by the actions and buttons that a person uses, and leaves pictures
// (NN-name.png) and the four reports in a folder. Each step waits for what it caused; the first failure ends it.
#include <deque>
#include <functional>
#include <QApplication>
#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QObject>
#include <QTimer>
#include <QUrl>

class QDialog;

namespace keystead::ui {
struct AppContext;
class MainWindow;
class AddWizard;
} // namespace keystead::ui

namespace keystead::app {

// Of the practice vault that the tour makes.
inline constexpr const char* tourPassphrase = "seven quiet lanterns by the harbour";

class Tour : public QObject
{
    Q_OBJECT
public:
    Tour(const ui::AppContext& context, ui::MainWindow& window, QString folder, QObject* parent = nullptr);
    void start();
    // True where the tour signs in itself instead of a browser ($BROWSER not set).
    bool takesUrl(const QString& url);

Q_SIGNALS:
    void finished(bool fine);

private:
    struct Step
    {
        QString name;
        std::function<void()> act;
        std::function<bool()> done; // asked until true
        int withinSeconds = 20;
        bool grab = true;
    };
    void add(const char* name, std::function<void()> act, std::function<bool()> done, int withinSeconds = 20,
             bool grab = true);
    void firstSteps();
    void wizardSteps();
    void useSteps();
    void failingSteps();
    void auditSteps();
    void keysSteps();
    void backupSteps();
    void importSteps();  // tour_import.cpp
    void profileSteps(); // tour_import.cpp
    void programSteps(); // tour_programs.cpp
    void lastSteps();
    // Answers the proof that is asked for.
    void prove(const char* name, std::function<bool()> done);
    void exportStep(int format, const char* suffix);
    void next();
    void poll();
    void grab(const QString& name);
    void fail(const QString& why);
    void visit(const QUrl& url);
    void choose(const QUrl& page, const QString& html);
    void click(const char* objectName);
    template <class T> T* dialog() const
    {
        for (QWidget* top : QApplication::topLevelWidgets()) {
            if (auto* found = qobject_cast<T*>(top); found && found->isVisible())
                return found;
        }
        return nullptr;
    }

    const ui::AppContext& m_context;
    ui::MainWindow& m_window;
    QString m_folder;
    std::deque<Step> m_steps;
    QNetworkAccessManager m_network;
    QTimer m_poll;
    QElapsedTimer m_since;
    QString m_choice = QStringLiteral("allow"); // on the practice page: allow, refuse-refresh, deny
    int m_number = 0;
    bool m_flag = false; // set by the signal a step waits for
    qint64 m_mark = 0;
    bool m_over = false;
};

} // namespace keystead::app
