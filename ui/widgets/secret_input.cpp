// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/secret_input.h"

#include "ui/widgets/secret_access.h"
#include "ui/widgets/secret_text.h"

#include <QApplication>
#include <QClipboard>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMetaMethod>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace keystead::ui {

namespace {

constexpr std::size_t maxBytes = 64 * 1024;
constexpr QChar dot(0x2022);

bool continuation(std::uint8_t byte)
{
    return (byte & 0xc0U) == 0x80U;
}

} // namespace

SecretInput::SecretInput(bool multiline, QWidget* parent) : QWidget(parent), m_multiline(multiline)
{
    describeSecretInputs();
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::IBeamCursor);
    setAttribute(Qt::WA_InputMethodEnabled);
    setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

SecretInput::~SecretInput() = default;

void SecretInput::setPlaceholder(const QString& text)
{
    m_placeholder = text;
    update();
}

void SecretInput::setSecret(const base::Secret& secret)
{
    clear();
    replaceBytes(0, 0, secret.exposeText());
    m_cursor = m_length;
    update();
    Q_EMIT changed();
}

base::Secret SecretInput::secret() const
{
    std::string_view text = m_buffer.exposeText().substr(0, m_used);
    while (!m_multiline && !text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.remove_suffix(1);
    return base::Secret::fromText(text);
}

void SecretInput::clear()
{
    m_buffer.clear();
    m_used = 0;
    m_length = 0;
    m_cursor = 0;
    m_allSelected = false;
    update();
}

void SecretInput::setShown(bool shown)
{
    if (m_shown == shown)
        return;
    m_shown = shown;
    update();
    Q_EMIT shownChanged(shown);
}

void SecretInput::setWrong(bool wrong)
{
    m_wrong = wrong;
    update();
}

QSize SecretInput::sizeHint() const
{
    return {240, fontMetrics().height() + 14};
}

QSize SecretInput::minimumSizeHint() const
{
    return {120, fontMetrics().height() + 14};
}

QVariant SecretInput::inputMethodQuery(Qt::InputMethodQuery query) const
{
    if (query == Qt::ImEnabled)
        return isEnabled();
    if (query == Qt::ImHints)
        return int(inputMethodHints());
    return QWidget::inputMethodQuery(query); // never the text
}

QString SecretInput::summary() const
{
    return tr("%n characters, hidden", nullptr, m_length);
}

void SecretInput::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QPalette& p = palette();
    const bool focused = hasFocus();
    QPen pen(m_wrong   ? p.color(QPalette::BrightText)
             : focused ? p.color(QPalette::Highlight)
                       : p.color(QPalette::Dark),
             m_wrong || focused ? 2 : 1);
    painter.setPen(pen);
    painter.setBrush(p.color(QPalette::Base));
    const double inset = pen.widthF() / 2;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), 6, 6);

    const QRect inner = rect().adjusted(9, 0, -9, 0);
    painter.setClipRect(inner);
    if (m_length == 0) {
        painter.setPen(p.color(QPalette::PlaceholderText));
        painter.drawText(inner, Qt::AlignVCenter,
                         fontMetrics().elidedText(m_placeholder, Qt::ElideRight, inner.width()));
    }
    int caretX = inner.left();
    const auto drawLine = [&](const QString& text, int cursorUnits) {
        const int before = fontMetrics().horizontalAdvance(text, cursorUnits);
        const int shift = std::max(0, before - inner.width() + 4); // keep the caret in sight
        if (m_allSelected)
            painter.fillRect(
                QRect(inner.left(), 6, std::min(inner.width(), fontMetrics().horizontalAdvance(text)), height() - 12),
                p.color(QPalette::Highlight));
        painter.setPen(p.color(m_allSelected ? QPalette::HighlightedText : QPalette::Text));
        painter.drawText(inner.adjusted(-shift, 0, 4096, 0), Qt::AlignVCenter | Qt::TextSingleLine, text);
        caretX = inner.left() + before - shift;
    };
    if (m_length > 0 && m_multiline) {
        painter.setPen(p.color(QPalette::Text));
        painter.drawText(inner, Qt::AlignVCenter, summary());
    } else if (m_length > 0 && m_shown) {
        const base::Secret text = secret();
        withRevealedText(text, [&](const QString& shown) {
            // Code points beyond the BMP take two units.
            int units = 0;
            for (int seen = 0; seen < m_cursor && units < shown.size(); ++seen)
                units += shown.at(units).isHighSurrogate() ? 2 : 1;
            drawLine(shown, units);
        });
    } else if (m_length > 0) {
        drawLine(QString(m_length, dot), m_cursor);
    }
    if (focused && m_caretOn && !m_allSelected && !(m_multiline && m_length > 0)) {
        painter.setPen(QPen(p.color(QPalette::Text), 1));
        painter.drawLine(caretX, 7, caretX, height() - 8);
    }
}

void SecretInput::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Paste)) {
        paste();
    } else if (event->matches(QKeySequence::SelectAll)) {
        m_allSelected = m_length > 0;
        update();
    } else if (event->key() == Qt::Key_Backspace) {
        removeBefore();
    } else if (event->key() == Qt::Key_Delete) {
        removeAfter();
    } else if (event->key() == Qt::Key_Left) {
        moveCursor(m_cursor - 1);
    } else if (event->key() == Qt::Key_Right) {
        moveCursor(m_cursor + 1);
    } else if (event->key() == Qt::Key_Home) {
        moveCursor(0);
    } else if (event->key() == Qt::Key_End) {
        moveCursor(m_length);
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        // Where nobody listens, the dialog's default button gets it.
        if (!isSignalConnected(QMetaMethod::fromSignal(&SecretInput::returnPressed))) {
            event->ignore();
            return;
        }
        Q_EMIT returnPressed();
    } else if (!(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) &&
               !event->text().isEmpty() && event->text().at(0).isPrint()) {
        insert(event->text());
    } else {
        QWidget::keyPressEvent(event);
    }
}

void SecretInput::inputMethodEvent(QInputMethodEvent* event)
{
    if (!event->commitString().isEmpty())
        insert(event->commitString());
    event->accept();
}

void SecretInput::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::MiddleButton && QApplication::clipboard()->supportsSelection()) {
        QString text = QApplication::clipboard()->text(QClipboard::Selection);
        insert(text);
        wipeText(text);
    }
    m_allSelected = false;
    m_cursor = m_length;
    update();
}

void SecretInput::focusInEvent(QFocusEvent* event)
{
    m_allSelected =
        m_length > 0 && (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason);
    m_caretOn = true;
    if (const int flash = QApplication::cursorFlashTime(); flash > 0)
        m_blink.start(flash / 2, this);
    update();
}

void SecretInput::focusOutEvent(QFocusEvent*)
{
    m_blink.stop();
    m_allSelected = false;
    update();
}

void SecretInput::timerEvent(QTimerEvent* event)
{
    if (event->timerId() == m_blink.timerId()) {
        m_caretOn = !m_caretOn;
        update();
    }
}

void SecretInput::paste()
{
    QString text = QApplication::clipboard()->text();
    insert(text);
    wipeText(text);
}

void SecretInput::insert(QStringView text)
{
    if (m_allSelected)
        clear();
    QString cleaned;
    cleaned.reserve(text.size());
    for (const QChar c : text) {
        if (m_multiline ? (c == QLatin1Char('\n') || c == QLatin1Char('\t') || c.isPrint() || c.isSurrogate())
                        : (c.isPrint() || c.isSurrogate()))
            cleaned.append(c);
    }
    if (cleaned.isEmpty())
        return;
    const base::Secret added = takeSecret(cleaned);
    const int before = m_length;
    replaceBytes(byteOffset(m_cursor), 0, added.exposeText());
    m_cursor += m_length - before;
    update();
    Q_EMIT changed();
}

void SecretInput::removeBefore()
{
    if (m_allSelected) {
        clear();
    } else if (m_cursor > 0) {
        const std::size_t from = byteOffset(m_cursor - 1);
        replaceBytes(from, byteOffset(m_cursor) - from, {});
        --m_cursor;
    } else {
        return;
    }
    update();
    Q_EMIT changed();
}

void SecretInput::removeAfter()
{
    if (m_allSelected) {
        clear();
    } else if (m_cursor < m_length) {
        const std::size_t from = byteOffset(m_cursor);
        replaceBytes(from, byteOffset(m_cursor + 1) - from, {});
    } else {
        return;
    }
    update();
    Q_EMIT changed();
}

void SecretInput::moveCursor(int position)
{
    m_allSelected = false;
    m_cursor = std::clamp(position, 0, m_length);
    m_caretOn = true;
    update();
}

std::size_t SecretInput::byteOffset(int codePoint) const
{
    const auto bytes = m_buffer.exposeBytes();
    std::size_t at = 0;
    for (int seen = 0; at < m_used; ++at) {
        if (!continuation(bytes[at]) && seen++ == codePoint)
            return at;
    }
    return m_used;
}

void SecretInput::replaceBytes(std::size_t from, std::size_t removed, std::string_view inserted)
{
    const std::size_t size = m_used - removed + inserted.size();
    if (size > maxBytes)
        return;
    base::Secret next(std::max<std::size_t>(size, 1));
    const auto old = m_buffer.exposeBytes();
    const auto into = next.exposeMutable();
    std::copy_n(old.begin(), from, into.begin());
    std::copy_n(inserted.begin(), inserted.size(), into.begin() + static_cast<std::ptrdiff_t>(from));
    std::copy(old.begin() + static_cast<std::ptrdiff_t>(from + removed),
              old.begin() + static_cast<std::ptrdiff_t>(m_used),
              into.begin() + static_cast<std::ptrdiff_t>(from + inserted.size()));
    m_buffer = std::move(next);
    m_used = size;
    const auto bytes = m_buffer.exposeBytes().first(m_used);
    m_length =
        static_cast<int>(std::count_if(bytes.begin(), bytes.end(), [](std::uint8_t b) { return !continuation(b); }));
}

} // namespace keystead::ui
