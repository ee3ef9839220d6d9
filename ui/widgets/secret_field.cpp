// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/secret_field.h"

#include "ui/app_context.h"
#include "ui/theme/icons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/secret_access.h"
#include "ui/widgets/secret_text.h"

#include <QFontDatabase>
#include <QGridLayout>
#include <QPainter>

namespace keystead::ui {

namespace {

constexpr int flags = Qt::TextWrapAnywhere | Qt::AlignLeft | Qt::AlignVCenter;
constexpr std::size_t shownBytes = 4096; // more than a screen; longer ones are copied, not read

} // namespace

SecretView::SecretView(QWidget* parent) : QWidget(parent)
{
    describeSecretInputs();
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void SecretView::setSecret(base::Secret secret)
{
    secret.shrink(std::min(secret.size(), shownBytes));
    m_secret = std::move(secret);
    updateGeometry();
    update();
}

void SecretView::clear()
{
    m_secret.clear();
    updateGeometry();
    update();
}

int SecretView::heightForWidth(int width) const
{
    int height = fontMetrics().height();
    if (!m_secret.empty()) {
        withRevealedText(m_secret, [&](const QString& text) {
            height = fontMetrics().boundingRect(QRect(0, 0, width, 1 << 20), flags, text).height();
        });
    }
    return std::max(height, 28);
}

QSize SecretView::sizeHint() const
{
    return {160, heightForWidth(std::max(width(), 160))};
}

void SecretView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (m_secret.empty()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        painter.drawText(rect(), Qt::AlignVCenter, QString(12, QChar(0x2022)));
        return;
    }
    painter.setPen(palette().color(QPalette::Text));
    withRevealedText(m_secret, [&](const QString& text) { painter.drawText(rect(), flags, text); });
}

SecretField::SecretField(const AppContext& context, const QString& name, QWidget* parent)
    : QWidget(parent), m_context(context), m_name(name)
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(4);
    grid->setVerticalSpacing(2);
    auto* label = makeLabel(name, "caption");
    m_left = makeLabel({}, "caption");
    m_view = new SecretView(this);
    m_eye = makeIconButton(tr("Reveal %1").arg(name), this);
    m_copy = makeIconButton(tr("Copy %1").arg(name), this);
    m_view->setAccessibleName(tr("%1, hidden").arg(name));
    grid->addWidget(label, 0, 0);
    grid->addWidget(m_left, 0, 1, 1, 3, Qt::AlignRight);
    grid->addWidget(m_view, 1, 0, 1, 2);
    grid->addWidget(m_eye, 1, 2, Qt::AlignTop);
    grid->addWidget(m_copy, 1, 3, Qt::AlignTop);
    grid->setColumnStretch(0, 1);
    connect(m_eye, &QToolButton::clicked, this, [this] {
        if (revealed())
            conceal();
        else
            Q_EMIT revealRequested();
    });
    connect(m_copy, &QToolButton::clicked, this, &SecretField::copyRequested);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SecretField::conceal);
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this,
            [this] { m_left->setText(tr("hides in %1 s").arg((m_timer.remainingTime() + 999) / 1000)); });
    connect(&context.icons, &IconProvider::changed, this, &SecretField::paintButtons);
    paintButtons();
}

void SecretField::reveal(base::Secret secret)
{
    m_view->setSecret(std::move(secret));
    m_view->setAccessibleName(tr("%1, shown").arg(m_name));
    m_timer.start(m_span);
    m_tick.start();
    m_left->setText(tr("hides in %1 s").arg(std::chrono::duration_cast<std::chrono::seconds>(m_span).count()));
    paintButtons();
}

void SecretField::conceal()
{
    m_timer.stop();
    m_tick.stop();
    m_left->clear();
    m_view->clear();
    m_view->setAccessibleName(tr("%1, hidden").arg(m_name));
    paintButtons();
}

void SecretField::paintButtons()
{
    m_eye->setIcon(m_context.icons.icon(revealed() ? QStringLiteral("eye-off") : QStringLiteral("eye")));
    const QString name = revealed() ? tr("Hide %1").arg(m_name) : tr("Reveal %1").arg(m_name);
    m_eye->setAccessibleName(name);
    m_eye->setToolTip(plainToolTip(name));
    m_copy->setIcon(m_context.icons.icon(QStringLiteral("copy")));
}

} // namespace keystead::ui
