// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/tour.h"

#include "app/gui/browser_opener.h"
#include "ui/app_context.h"
#include "ui/connections/connection_model.h"
#include "ui/core_port.h"
#include "ui/main_window.h"

#include <cstdio>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QNetworkReply>
#include <QPainter>
#include <QPushButton>
#include <QRegularExpression>

namespace keystead::app {

Tour::Tour(const ui::AppContext& context, ui::MainWindow& window, QString folder, QObject* parent)
    : QObject(parent), m_context(context), m_window(window), m_folder(std::move(folder))
{
    m_poll.setInterval(50);
    connect(&m_poll, &QTimer::timeout, this, &Tour::poll);
    firstSteps();
    wizardSteps();
    useSteps();
    failingSteps();
    auditSteps();
    keysSteps();
    backupSteps();
    importSteps();
    profileSteps();
    programSteps();
    lastSteps();
}

void Tour::add(const char* name, std::function<void()> act, std::function<bool()> done, int withinSeconds, bool grab)
{
    m_steps.push_back({QString::fromLatin1(name), std::move(act), std::move(done), withinSeconds, grab});
}

void Tour::start()
{
    if (!QDir().mkpath(m_folder)) {
        std::fprintf(stderr, "tour: cannot make %s\n", qPrintable(m_folder));
        QTimer::singleShot(0, this, [this] { Q_EMIT finished(false); });
        return;
    }
    m_window.move(0, 0);
    m_window.resize(1280, 800);
    QTimer::singleShot(300, this, &Tour::next);
}

void Tour::next()
{
    if (m_over)
        return;
    if (m_steps.empty()) {
        m_over = true;
        std::printf("tour: done, %d pictures in %s\n", m_number, qPrintable(m_folder));
        std::fflush(stdout);
        Q_EMIT finished(true);
        return;
    }
    std::printf("tour: %s\n", qPrintable(m_steps.front().name));
    std::fflush(stdout);
    m_flag = false;
    m_since.start();
    m_steps.front().act();
    if (!m_over)
        m_poll.start();
}

void Tour::poll()
{
    const Step& step = m_steps.front();
    if (step.done()) {
        m_poll.stop();
        const bool wanted = step.grab;
        const QString name = step.name;
        m_steps.pop_front();
        // One more turn, so that what has just been shown is laid out and painted.
        QTimer::singleShot(wanted ? 250 : 0, this, [this, wanted, name] {
            if (wanted)
                grab(name);
            next();
        });
    } else if (m_since.elapsed() > step.withinSeconds * 1000) {
        fail(QStringLiteral("it did not happen within %1 s").arg(step.withinSeconds));
    }
}

void Tour::fail(const QString& why)
{
    if (m_over)
        return;
    m_over = true;
    m_poll.stop();
    std::fprintf(stderr, "tour: FAILED at \"%s\": %s\n", m_steps.empty() ? "end" : qPrintable(m_steps.front().name),
                 qPrintable(why));
    grab(QStringLiteral("failed"));
    Q_EMIT finished(false);
}

// The window with what lies above it, as a person sees it.
void Tour::grab(const QString& name)
{
    const QString file =
        QDir(m_folder).filePath(QStringLiteral("%1-%2.png").arg(++m_number, 2, 10, QLatin1Char('0')).arg(name));
    QWidget* top = QApplication::activeModalWidget();
    QPixmap picture = m_window.grab();
    if (top && top != &m_window) {
        QPainter painter(&picture);
        painter.fillRect(m_window.rect(), QColor(0, 0, 0, 90));
        const QPixmap above = top->grab();
        painter.drawPixmap((m_window.width() - top->width()) / 2, (m_window.height() - top->height()) / 2, above);
    }
    if (!picture.save(file))
        std::fprintf(stderr, "tour: cannot write %s\n", qPrintable(file));
}

bool Tour::takesUrl(const QString& url)
{
    if (BrowserOpener::browserVariableSet())
        return false;
    visit(QUrl(url));
    return true;
}

// A browser of the simplest kind: follows redirects and the one link that the story wants.
void Tour::visit(const QUrl& url)
{
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::NoLessSafeRedirectPolicy);
    QNetworkReply* reply = m_network.get(request);
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        reply->deleteLater();
        if (reply->error() != QNetworkReply::NoError && reply->error() != QNetworkReply::RemoteHostClosedError)
            fail(QStringLiteral("the practice page could not be opened: ") + reply->errorString());
        else
            choose(reply->url(), QString::fromUtf8(reply->readAll()));
    });
}

void Tour::choose(const QUrl& page, const QString& html)
{
    const QRegularExpression link(
        QStringLiteral("href=\"([^\"]*choice=%1)\"").arg(QRegularExpression::escape(m_choice)));
    const QRegularExpressionMatch match = link.match(html);
    if (!match.hasMatch())
        return; // the page after the sign-in
    visit(page.resolved(QUrl(match.captured(1).replace(QLatin1String("&amp;"), QLatin1String("&")))));
}

void Tour::click(const char* objectName)
{
    for (QWidget* top : QApplication::topLevelWidgets()) {
        for (QPushButton* button : top->findChildren<QPushButton*>(QLatin1String(objectName))) {
            if (button->isVisible() && button->isEnabled()) {
                button->click();
                return;
            }
        }
    }
    fail(QStringLiteral("there is no button %1 to click").arg(QLatin1String(objectName)));
}

} // namespace keystead::app
