// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/source_page.h"

#include "ui/app_context.h"
#include "ui/core_port.h"
#include "ui/import/format_model.h"
#include "ui/import/import_words.h"
#include "ui/import_port.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QMimeData>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace keystead::ui {

namespace {

// Title and sentence, one below the other.
class FormatDelegate final : public QStyledItemDelegate
{
public:
    FormatDelegate(const AppContext& context, QObject* parent) : QStyledItemDelegate(parent), m_context(context) {}

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return {200, option.fontMetrics.height() * 2 + 16};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Colors& c = m_context.theme.colors();
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        const bool hover = option.state.testFlag(QStyle::State_MouseOver);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRectF card = QRectF(option.rect).adjusted(2, 2, -2, -2);
        painter->setPen(selected ? QPen(c.accent, 2) : QPen(Qt::NoPen));
        painter->setBrush(selected ? c.accentSoft : hover ? c.hover : c.surface);
        painter->drawRoundedRect(card, 8, 8);
        const QRect text = option.rect.adjusted(14, 6, -14, -6);
        QFont font = option.font;
        font.setWeight(QFont::DemiBold);
        const QFontMetrics bold(font);
        painter->setFont(font);
        painter->setPen(c.text);
        painter->drawText(QRect(text.left(), text.top(), text.width(), bold.height()), Qt::AlignLeft | Qt::AlignVCenter,
                          bold.elidedText(index.data().toString(), Qt::ElideRight, text.width()));
        font.setWeight(QFont::Normal);
        font.setPointSizeF(option.font.pointSizeF() * 0.9);
        const QFontMetrics small(font);
        painter->setFont(font);
        painter->setPen(c.muted);
        painter->drawText(
            QRect(text.left(), text.bottom() - small.height(), text.width(), small.height() + 1),
            Qt::AlignLeft | Qt::AlignVCenter,
            small.elidedText(index.data(FormatModel::AboutRole).toString(), Qt::ElideRight, text.width()));
        painter->restore();
    }

private:
    const AppContext& m_context;
};

QString firstFile(const QMimeData* data)
{
    for (const QUrl& url : data->urls()) {
        if (url.isLocalFile())
            return url.toLocalFile();
    }
    return {};
}

} // namespace

SourcePage::SourcePage(const AppContext& context, QWidget* parent) : QWidget(parent), m_context(context)
{
    setAcceptDrops(true);
    build();
    m_settle.setSingleShot(true);
    m_settle.setInterval(300);
    connect(&m_settle, &QTimer::timeout, this, &SourcePage::lookAtFile);
    connect(m_file, &QLineEdit::textChanged, this, [this] {
        m_look.reset();
        m_error.reset();
        ++m_asked; // an answer about the file of before does not count
        m_settle.start();
        tell();
    });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter->setText(text);
        if (!m_list->currentIndex().isValid() && m_filter->rowCount() > 0)
            m_list->setCurrentIndex(m_filter->index(0, 0));
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &SourcePage::lookAtFile);
    tell();
}

void SourcePage::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    auto* head = makeLabel(tr("File"), "heading");
    column->addWidget(head);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    m_file = new QLineEdit(this);
    m_file->setAccessibleName(tr("File to import"));
    m_file->setPlaceholderText(tr("Drop a file here, or choose one"));
    m_file->setAcceptDrops(false); // the page takes files
    head->setBuddy(m_file);
    auto* choose = makeButton(tr("Choose a file…"));
    choose->setObjectName(QStringLiteral("importChoose"));
    auto* folder = makeButton(tr("A folder…"));
    folder->setToolTip(tr("For the .cred files of a whole folder"));
    row->addWidget(m_file, 1);
    row->addWidget(choose);
    row->addWidget(folder);
    column->addLayout(row);
    m_seen = new Banner(m_context, this);
    column->addWidget(m_seen);
    auto* kinds = makeLabel(tr("Format"), "heading");
    column->addWidget(kinds);
    m_search = new QLineEdit(this);
    m_search->setPlaceholderText(tr("Search for a program or a kind of file"));
    m_search->setAccessibleName(tr("Search for a format"));
    m_search->setClearButtonEnabled(true);
    column->addWidget(m_search);
    m_model = new FormatModel(this);
    m_filter = new FormatFilter(*m_model, this);
    m_list = new QListView(this);
    m_list->setAccessibleName(tr("Formats"));
    m_list->setModel(m_filter);
    m_list->setItemDelegate(new FormatDelegate(m_context, m_list));
    m_list->setMouseTracking(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setProperty("look", QStringLiteral("nav"));
    m_list->setCurrentIndex(m_filter->index(0, 0));
    kinds->setBuddy(m_search);
    column->addWidget(m_list, 1);
    connect(choose, &QPushButton::clicked, this, [this] { this->choose(false); });
    connect(folder, &QPushButton::clicked, this, [this] { this->choose(true); });
}

void SourcePage::choose(bool folder)
{
    const QFileInfo now(file());
    auto* dialog = new QFileDialog(this, folder ? tr("Folder to import") : tr("File to import"),
                                   now.exists() ? now.absolutePath() : QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(folder ? QFileDialog::Directory : QFileDialog::ExistingFile);
    dialog->setFilter(dialog->filter() | QDir::Hidden); // most of these files are
    connect(dialog, &QFileDialog::fileSelected, this, &SourcePage::setFile);
    dialog->open();
}

void SourcePage::setFile(const QString& path)
{
    m_file->setText(QDir::toNativeSeparators(path));
    m_settle.stop();
    lookAtFile();
}

QString SourcePage::file() const
{
    QString text = m_file->text().trimmed();
    if (text.startsWith(QLatin1String("file://")))
        text = QUrl(text).toLocalFile();
    if (text == QLatin1String("~") || text.startsWith(QLatin1String("~/")))
        text.replace(0, 1, QDir::homePath());
    return text.isEmpty() ? QString() : QFileInfo(text).absoluteFilePath();
}

std::string SourcePage::chosenFormat() const
{
    return m_list->currentIndex().data(FormatModel::IdRole).toString().toStdString();
}

std::string SourcePage::format() const
{
    const std::string chosen = chosenFormat();
    return !chosen.empty() || !m_look ? chosen : m_look->format;
}

void SourcePage::selectFormat(std::string_view id)
{
    m_search->clear();
    m_list->setCurrentIndex(m_filter->mapFromSource(m_model->index(m_model->rowOf(id), 0)));
}

void SourcePage::lookAtFile()
{
    const QString path = file();
    if (path.isEmpty()) {
        tell();
        return;
    }
    const int asked = ++m_asked;
    m_context.core.imports().look(this, path.toStdString(), chosenFormat(),
                                  [this, asked](base::Result<service::ImportLook> look) {
                                      if (asked != m_asked)
                                          return;
                                      m_look.reset();
                                      m_error.reset();
                                      if (look)
                                          m_look = std::move(*look);
                                      else
                                          m_error = look.error();
                                      tell();
                                  });
}

void SourcePage::showProblem(const base::Error& error)
{
    m_error = error;
    tell();
}

void SourcePage::tell()
{
    const std::string known = format();
    if (m_error) {
        const Sentence sentence = describeImport(*m_error);
        m_seen->show(QStringLiteral("danger"), QStringLiteral("alert"), sentence.what, sentence.hint);
    } else if (!m_look) {
        m_seen->show(QStringLiteral("info"), QStringLiteral("info"),
                     tr("Nothing is imported before you have seen what would happen."),
                     tr("The file is only read. Deleting it is offered at the end, and never done by itself."));
    } else if (known.empty()) {
        m_seen->show(QStringLiteral("warn"), QStringLiteral("alert"),
                     tr("Keystead does not recognise this kind of file"), tr("Choose its format in the list below."));
    } else if (chosenFormat().empty()) {
        m_seen->show(QStringLiteral("ok"), QStringLiteral("circle-check"), tr("Recognised: %1").arg(formatTitle(known)),
                     formatAbout(known));
    } else {
        m_seen->show(QStringLiteral("info"), QStringLiteral("info"), tr("Read as: %1").arg(formatTitle(known)),
                     tr("As you chose it below."));
    }
    Q_EMIT changed();
}

void SourcePage::dragEnterEvent(QDragEnterEvent* event)
{
    if (!firstFile(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void SourcePage::dropEvent(QDropEvent* event)
{
    setFile(firstFile(event->mimeData()));
    event->acceptProposedAction();
}

} // namespace keystead::ui
