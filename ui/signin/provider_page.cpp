// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signin/provider_page.h"

#include "ui/app_context.h"
#include "ui/signin/provider_model.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/labels.h"

#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QScrollBar>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace keystead::ui {

namespace {

class TileDelegate final : public QStyledItemDelegate
{
public:
    TileDelegate(const AppContext& context, QObject* parent) : QStyledItemDelegate(parent), m_context(context) {}

    // As many columns as fit, together as wide as the view.
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        const auto* view = qobject_cast<const QListView*>(option.widget);
        const int least = std::max(206, option.fontMetrics.averageCharWidth() * 28);
        // The list view itself lays out as if the scroll bar were there, so that tiles keep their columns without it.
        const int bar =
            view ? view->style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, view->verticalScrollBar()) : 0;
        const int room = view ? view->maximumViewportSize().width() - bar - 1 : least;
        return {std::max(least, room / std::max(1, room / least)), std::max(68, option.fontMetrics.height() * 2 + 32)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Colors& c = m_context.theme.colors();
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        const bool hover = option.state.testFlag(QStyle::State_MouseOver);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRectF card = QRectF(option.rect).adjusted(1, 5, -9, -5); // the first stands below the search field
        painter->setPen(QPen(selected ? c.accent : hover ? c.borderStrong : c.border, selected ? 2 : 1));
        painter->setBrush(selected ? c.accentSoft : hover ? c.hover : c.surface);
        painter->drawRoundedRect(card, 10, 10);
        constexpr int tile = 32;
        const QRect inner = card.toRect().adjusted(12, 0, -8, 0);
        const qreal ratio = option.widget ? option.widget->devicePixelRatioF() : 1.0;
        painter->drawPixmap(inner.left(), inner.center().y() - tile / 2 + 1,
                            m_context.icons.providerTile(index.data(ProviderModel::IdRole).toString(),
                                                         index.data(ProviderModel::IconStemRole).toString(),
                                                         index.data().toString(), tile, ratio));
        QRect text = inner.adjusted(tile + 12, 0, 0, 0);
        QFont font = option.font;
        font.setWeight(QFont::DemiBold);
        painter->setFont(font);
        painter->setPen(c.text);
        const QFontMetrics metrics(font);
        const int middle = text.center().y();
        painter->drawText(QRect(text.left(), middle - metrics.height(), text.width(), metrics.height()),
                          Qt::AlignLeft | Qt::AlignVCenter,
                          metrics.elidedText(index.data().toString(), Qt::ElideRight, text.width()));
        font.setWeight(QFont::Normal);
        font.setPointSizeF(option.font.pointSizeF() * 0.9);
        painter->setFont(font);
        painter->setPen(c.muted);
        painter->drawText(QRect(text.left(), middle + 1, text.width(), metrics.height()),
                          Qt::AlignLeft | Qt::AlignVCenter,
                          QFontMetrics(font).elidedText(index.data(ProviderModel::CategoryRole).toString(),
                                                        Qt::ElideRight, text.width()));
        painter->restore();
    }

private:
    const AppContext& m_context;
};

} // namespace

ProviderPage::ProviderPage(const AppContext& context, QWidget* parent) : QWidget(parent), m_context(context)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    m_search = new QLineEdit(this);
    m_search->setPlaceholderText(tr("Search for a service or a kind of sign-in"));
    m_search->setAccessibleName(tr("Search for a service"));
    m_search->setClearButtonEnabled(true);
    column->addWidget(m_search);
    m_model = new ProviderModel(this);
    m_filter = new ProviderFilter(*m_model, this);
    m_grid = new QListView(this);
    m_grid->setAccessibleName(tr("Services"));
    m_grid->setProperty("look", QStringLiteral("nav"));
    m_grid->setModel(m_filter);
    m_grid->setItemDelegate(new TileDelegate(context, m_grid));
    m_grid->setViewMode(QListView::IconMode);
    m_grid->setMovement(QListView::Static);
    m_grid->setResizeMode(QListView::Adjust);
    m_grid->setUniformItemSizes(true);
    m_grid->setSpacing(0);
    m_grid->setMouseTracking(true);
    m_grid->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_grid->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_grid->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_nothing = new EmptyState(context, this);
    m_nothing->setContent(QStringLiteral("search"), tr("No such service"),
                          tr("Take one of the entries for any service: a key, a password, a token or a browser sign-in "
                             "at an address of your own."));
    QPushButton* generic = m_nothing->addButton(tr("Show the entries for any service"));
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_grid);
    m_stack->addWidget(m_nothing);
    column->addWidget(m_stack, 1);

    connect(generic, &QPushButton::clicked, this, [this] { m_search->setText(categoryName("generic")); });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter->setText(text);
        m_stack->setCurrentIndex(m_filter->rowCount() > 0 ? 0 : 1);
        if (m_filter->rowCount() > 0)
            m_grid->setCurrentIndex(m_filter->index(0, 0));
        Q_EMIT selectionChanged();
    });
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentChanged, this, &ProviderPage::selectionChanged);
    connect(m_grid, &QListView::doubleClicked, this,
            &ProviderPage::chosen); // Return goes to the dialog's default button
}

void ProviderPage::setProviders(const std::vector<model::ProviderSpec>& providers)
{
    m_model->reset(providers);
    if (m_filter->rowCount() > 0)
        m_grid->setCurrentIndex(m_filter->index(0, 0));
}

std::optional<model::ProviderSpec> ProviderPage::selected() const
{
    const model::ProviderSpec* spec = m_model->at(m_filter->mapToSource(m_grid->currentIndex()).row());
    return spec ? std::optional(*spec) : std::nullopt;
}

void ProviderPage::select(std::string_view id)
{
    const int row = m_model->rowOf(id);
    if (row >= 0)
        m_grid->setCurrentIndex(m_filter->mapFromSource(m_model->index(row, 0)));
}

} // namespace keystead::ui
