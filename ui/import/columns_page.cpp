// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/columns_page.h"

#include "ui/app_context.h"
#include "ui/import/import_words.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/labels.h"

#include <algorithm>
#include <QComboBox>
#include <QGridLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace keystead::ui {

using service::ImportLook;

namespace {

bool isSecret(const QString& field)
{
    return field == QLatin1String("password") || field == QLatin1String("token") || field == QLatin1String("api_key") ||
           field.startsWith(QLatin1String("secret."));
}

QString samplesText(const ImportLook::Column& column)
{
    QStringList words;
    for (const ImportLook::Sample& sample : column.samples) {
        const QString word = sampleText(sample);
        if (!words.contains(word))
            words.append(word);
    }
    return words.join(QStringLiteral(" · "));
}

QComboBox* makeChoice(const ImportLook::Column& column, const QString& heading, QWidget* parent)
{
    auto* combo = new QComboBox(parent);
    combo->setAccessibleName(ColumnsPage::tr("What the column “%1” is").arg(heading));
    combo->setAccessibleDescription(samplesText(column));
    for (const std::string& field : transfer::csvFields()) {
        if (field != "account") // the same as the user name
            combo->addItem(csvFieldName(field), QString::fromStdString(field));
    }
    combo->addItem(ColumnsPage::tr("Another secret"), QStringLiteral("secret."));
    combo->setCurrentIndex(std::max(0, combo->findData(QString::fromStdString(column.field))));
    combo->setMinimumWidth(combo->fontMetrics().averageCharWidth() * 26);
    return combo;
}

// A name that the vault accepts for a field, out of any heading.
QString fieldOf(const QString& heading, int column)
{
    QString name;
    for (const QChar c : heading.toLower()) {
        if ((c >= QLatin1Char('a') && c <= QLatin1Char('z')) || c.isDigit())
            name.append(c);
        else if (!name.isEmpty() && !name.endsWith(QLatin1Char('_')))
            name.append(QLatin1Char('_'));
    }
    while (name.endsWith(QLatin1Char('_')))
        name.chop(1);
    return name.isEmpty() ? QStringLiteral("column_%1").arg(column + 1) : name.left(40);
}

} // namespace

ColumnsPage::ColumnsPage(const AppContext& context, QWidget* parent) : QWidget(parent), m_context(context)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    column->addWidget(
        makeLabel(tr("Say what each column is. What might be a secret is shown by its length only."), "muted", true));
    m_hint = new Banner(context, this);
    column->addWidget(m_hint);
    m_scroll = new QScrollArea(this);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_scroll, 1);
}

void ColumnsPage::setColumns(const std::vector<ImportLook::Column>& columns)
{
    m_choices.clear();
    auto* host = new QWidget;
    host->setProperty("look", QStringLiteral("clear"));
    auto* grid = new QGridLayout(host);
    grid->setContentsMargins(0, 0, 8, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(0, 2);
    grid->setColumnStretch(1, 3);
    grid->addWidget(makeLabel(tr("Column"), "section"), 0, 0);
    grid->addWidget(makeLabel(tr("Holds"), "section"), 0, 1);
    grid->addWidget(makeLabel(tr("Is"), "section"), 0, 2);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const int row = static_cast<int>(i) + 1;
        const QString named = q(columns[i].heading, 80);
        const QString heading = named.isEmpty() ? tr("Column %1").arg(row) : named;
        QComboBox* combo = makeChoice(columns[i], heading, host);
        combo->setProperty("secretField", QStringLiteral("secret.") + fieldOf(named, row - 1));
        grid->addWidget(new ElidedLabel(heading, "heading", host), row, 0);
        grid->addWidget(new ElidedLabel(samplesText(columns[i]), "muted", host), row, 1);
        grid->addWidget(combo, row, 2);
        connect(combo, &QComboBox::currentIndexChanged, this, &ColumnsPage::tell);
        m_choices.push_back(combo);
    }
    grid->setRowStretch(static_cast<int>(columns.size()) + 1, 1);
    m_scroll->setWidget(host);
    tell();
}

std::map<std::string, std::string> ColumnsPage::mapping() const
{
    std::map<std::string, std::string> mapping;
    for (std::size_t i = 0; i < m_choices.size(); ++i) {
        QString field = m_choices[i]->currentData().toString();
        if (field == QLatin1String("secret."))
            field = m_choices[i]->property("secretField").toString();
        mapping[std::to_string(i + 1)] = field.toStdString();
    }
    return mapping;
}

bool ColumnsPage::holdsSecret() const
{
    return std::any_of(m_choices.begin(), m_choices.end(),
                       [](const QComboBox* combo) { return isSecret(combo->currentData().toString()); });
}

void ColumnsPage::focusFirst()
{
    if (!m_choices.empty())
        m_choices.front()->setFocus();
}

// What two columns are said to be though an entry has it once; empty where that is nowhere so.
QString ColumnsPage::saidTwice() const
{
    QStringList seen;
    for (const QComboBox* combo : m_choices) {
        const QString field = combo->currentData().toString();
        if (field == QLatin1String("-") || field == QLatin1String("tags") || field == QLatin1String("secret."))
            continue;
        if (seen.contains(field))
            return combo->currentText();
        seen.append(field);
    }
    return {};
}

void ColumnsPage::tell()
{
    const QString twice = saidTwice();
    if (holdsSecret() && twice.isEmpty())
        m_hint->clear();
    else if (holdsSecret())
        m_hint->show(QStringLiteral("warn"), QStringLiteral("alert"), tr("Two columns are both “%1”").arg(twice),
                     tr("Only one of them is kept. Say what the other is, or pass it over."));
    else
        m_hint->show(QStringLiteral("warn"), QStringLiteral("alert"), tr("No column holds a secret yet"),
                     tr("Say which one is the password, the token or the API key."));
    Q_EMIT changed();
}

} // namespace keystead::ui
