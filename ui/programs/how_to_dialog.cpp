// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/programs/how_to_dialog.h"

#include "ui/app_context.h"
#include "ui/connections/catalog.h"
#include "ui/connections/connection_model.h"
#include "ui/text.h"
#include "ui/theme/icons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/state_pill.h"

#include <algorithm>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QTimer>
#include <QVBoxLayout>

namespace keystead::ui {

QString HowToDialog::referenceTo(const ConnectionModel& connections, const model::Connection& connection)
{
    const auto sameName = [&](const model::Connection& each) { return each.name == connection.name; };
    const auto& all = connections.all();
    if (std::count_if(all.begin(), all.end(), sameName) <= 1)
        return q(connection.name, 100);
    const QString profile = connections.catalog().profileName(connection.profile);
    if (!profile.isEmpty() && std::count_if(all.begin(), all.end(), [&](const model::Connection& each) {
                                  return sameName(each) && each.profile == connection.profile;
                              }) == 1)
        return profile + QLatin1Char('/') + q(connection.name, 100);
    return QString::fromStdString(connection.id.text);
}

HowToDialog::HowToDialog(const AppContext& context, const ConnectionModel& connections,
                         const model::Connection& connection, QWidget* parent)
    : FormDialog(tr("How to use “%1”").arg(q(connection.name, 100)), 720, parent), m_context(context),
      m_snippets(snippetsFor(connection, connections.catalog().provider(connection.providerId),
                             referenceTo(connections, connection)))
{
    setObjectName(QStringLiteral("howToDialog"));
    body()->addWidget(makeLabel(
        tr("None of these texts holds a secret. The first time a program comes, you are asked."), "muted", true));
    auto* row = new QHBoxLayout;
    row->setSpacing(16);
    m_list = new QListWidget(this);
    m_list->setAccessibleName(tr("For what"));
    m_list->setProperty("look", QStringLiteral("choices"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setSpacing(1);
    int widest = 0;
    for (const Snippet& snippet : m_snippets) {
        auto* item = new QListWidgetItem(snippet.title, m_list);
        item->setSizeHint(QSize(10, std::max(32, fontMetrics().height() + 14)));
        widest = std::max(widest, fontMetrics().horizontalAdvance(snippet.title));
    }
    m_list->setFixedWidth(std::max(130, widest + 44));
    row->addWidget(m_list);
    auto* right = new QVBoxLayout;
    right->setSpacing(10);
    m_help = makeLabel({}, "", true, this);
    m_help->setMinimumHeight(fontMetrics().lineSpacing() * 3);
    m_help->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    right->addWidget(m_help);
    m_sees = new StatePill(context, this);
    right->addWidget(m_sees, 0, Qt::AlignLeft);
    m_text = new QPlainTextEdit(this);
    m_text->setReadOnly(true);
    m_text->setAccessibleName(tr("Text to copy"));
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(fontMetrics().lineSpacing() * 10);
    right->addWidget(m_text, 1);
    m_copy = makeButton(tr("Copy"));
    m_copy->setObjectName(QStringLiteral("copySnippet"));
    m_copy->setIcon(context.icons.icon(QStringLiteral("copy")));
    right->addWidget(m_copy, 0, Qt::AlignLeft);
    row->addLayout(right, 1);
    body()->addLayout(row, 1);
    cancelButton()->hide();
    setGo(tr("Close"), "");
    connect(goButton(), &QPushButton::clicked, this, &QDialog::accept);
    connect(m_copy, &QPushButton::clicked, this, &HowToDialog::copy);
    connect(m_list, &QListWidget::currentRowChanged, this, &HowToDialog::fill);
    m_list->setCurrentRow(0);
    m_list->setFocus();
}

void HowToDialog::fill(int row)
{
    if (row < 0 || row >= static_cast<int>(m_snippets.size()))
        return;
    const Snippet& snippet = m_snippets[static_cast<std::size_t>(row)];
    m_help->setText(snippet.help);
    m_sees->setText(snippet.sees ? QStringLiteral("eye") : QStringLiteral("eye-off"),
                    snippet.sees ? QStringLiteral("warn") : QStringLiteral("ok"),
                    snippet.sees ? tr("The program sees the token") : tr("The program never sees the token"));
    m_text->setPlainText(snippet.text);
    m_copy->setText(tr("Copy"));
}

void HowToDialog::choose(const char* id)
{
    for (std::size_t row = 0; row < m_snippets.size(); ++row) {
        if (QLatin1String(m_snippets[row].id) == QLatin1String(id))
            m_list->setCurrentRow(static_cast<int>(row));
    }
}

void HowToDialog::copy()
{
    m_context.clipboard.copyText(m_text->toPlainText());
    m_copy->setText(tr("Copied"));
    QTimer::singleShot(1500, m_copy, [this] { m_copy->setText(tr("Copy")); });
}

} // namespace keystead::ui
