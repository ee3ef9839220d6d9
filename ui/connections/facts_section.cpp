// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/facts_section.h"

#include "ui/app_context.h"
#include "ui/connections/catalog.h"
#include "ui/text.h"
#include "ui/theme/icons.h"
#include "ui/widgets/chips.h"
#include "ui/widgets/labels.h"

#include <algorithm>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QTimer>
#include <QVBoxLayout>

namespace keystead::ui {

namespace {

constexpr int lineHeight = 22; // of a value of one line, with or without a button beside it

// The words that the provider's description uses for a parameter.
QString parameterLabel(const Catalog& catalog, const model::Connection& c, const std::string& name)
{
    if (const model::ProviderSpec* spec = catalog.provider(c.providerId)) {
        for (const model::UrlParameter& parameter : spec->urlParameters) {
            if (parameter.name == name && !parameter.label.empty())
                return providerText(parameter.label, 60);
        }
        if (const model::AuthMethod* method = spec->method(c.kind)) {
            for (const model::FieldSpec& field : method->fields) {
                if (field.name == name && !field.label.empty())
                    return providerText(field.label, 60);
            }
        }
    }
    return q(name, 60);
}

// The parameter with a few choices that this is, if it is one.
const model::UrlParameter* choiceOf(const Catalog& catalog, const model::Connection& c, const std::string& name)
{
    if (const model::ProviderSpec* spec = catalog.provider(c.providerId)) {
        for (const model::UrlParameter& parameter : spec->urlParameters) {
            if (parameter.name == name && !parameter.choices.empty())
                return &parameter;
        }
    }
    return nullptr;
}

} // namespace

FactsSection::FactsSection(const AppContext& context, const Catalog& catalog, QWidget* parent)
    : Section(tr("Facts"), parent), m_context(context), m_catalog(catalog)
{
    m_gridHost = new QWidget(this);
    m_grid = new QGridLayout(m_gridHost);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(2);
    m_grid->setColumnStretch(1, 1);
    // The same for every connection, so that values stand in one line whatever is known.
    int widest = 0;
    for (const QString& name : {tr("Account"), tr("Signs in by"), tr("Profile"), tr("Expires"), tr("Last refreshed"),
                                tr("Last used"), tr("Last tested"), tr("Added")})
        widest = std::max(widest, fontMetrics().horizontalAdvance(name));
    m_grid->setColumnMinimumWidth(0, widest);
    m_tags = new ChipRow(this);
    body()->addWidget(m_gridHost);
    body()->addWidget(m_tags);
}

void FactsSection::addValue(const QString& name, QWidget* value)
{
    auto* label = makeLabel(name, "muted", true, m_gridHost);
    label->setMaximumWidth(130);
    label->ensurePolished();
    label->setMinimumWidth(std::min(label->fontMetrics().horizontalAdvance(name) + 4, label->maximumWidth()));
    label->setMinimumHeight(lineHeight);
    value->setMinimumHeight(lineHeight);
    m_grid->addWidget(label, m_row, 0, Qt::AlignTop);
    m_grid->addWidget(value, m_row, 1, Qt::AlignTop);
    ++m_row;
}

void FactsSection::addWords(const QString& name, const QString& value)
{
    if (value.isEmpty())
        return;
    auto* text = makeLabel(value, "", true, m_gridHost);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    addValue(name, text);
}

void FactsSection::addWhole(const QString& name, const QString& value)
{
    if (value.isEmpty())
        return;
    auto* host = new QWidget(m_gridHost);
    auto* row = new QHBoxLayout(host);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    auto* text = new ElidedLabel(value, "", host);
    text->setElideMode(Qt::ElideMiddle);
    auto* copy = makeIconButton(tr("Copy: %1").arg(name), host);
    copy->setProperty("look", QStringLiteral("small"));
    copy->setIcon(m_context.icons.icon(QStringLiteral("copy")));
    copy->setIconSize(QSize(14, 14));
    copy->setMinimumSize(lineHeight, lineHeight);
    copy->setMaximumHeight(lineHeight);
    connect(copy, &QToolButton::clicked, this, [this, copy, value] {
        m_context.clipboard.copyText(value);
        copy->setIcon(m_context.icons.icon(QStringLiteral("check")));
        QTimer::singleShot(1500, copy, [this, copy] { copy->setIcon(m_context.icons.icon(QStringLiteral("copy"))); });
    });
    row->addWidget(text, 1);
    row->addWidget(copy);
    addValue(name, host);
}

void FactsSection::addTime(const QString& name, std::function<QString()> words,
                           const std::optional<base::WallTime>& exactly)
{
    auto* text = makeLabel({}, "", true, m_gridHost);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (exactly)
        text->setToolTip(plainToolTip(exactTimeText(*exactly)));
    m_live.add(text, std::move(words));
    addValue(name, text);
}

void FactsSection::setConnection(const model::Connection& c)
{
    m_live.clear();
    clearLayout(m_grid);
    m_row = 0;
    const auto now = [this] { return m_now ? m_now() : m_context.clock.now(); };
    const auto when = [now](const std::optional<base::WallTime>& time) {
        return [now, time] { return time ? relativeText(*time, now()) : tr("never"); };
    };
    if (c.account.empty())
        addWords(tr("Account"), tr("not known yet"));
    else
        addWhole(tr("Account"), q(c.account));
    addWords(tr("Signs in by"), kindName(c.kind));
    for (const auto& [name, value] : c.parameters) {
        const model::UrlParameter* choice = choiceOf(m_catalog, c, name);
        if (!choice)
            addWhole(parameterLabel(m_catalog, c, name), q(value));
        else if (value != choice->defaultValue)
            addWords(parameterLabel(m_catalog, c, name), providerText(value));
    }
    if (m_catalog.profiles().size() > 1)
        addWords(tr("Profile"), m_catalog.profileName(c.profile));
    if (!hasLiveToken(c.state)) {
        // What the service takes no longer has no time to expiry.
    } else if (c.expiresAt) {
        addTime(
            tr("Expires"),
            [now, c] { return QStringLiteral("%1\n%2").arg(expiresText(c, now()), dateTimeText(*c.expiresAt)); },
            c.expiresAt);
    } else {
        addWords(tr("Expires"), tr("no date known"));
    }
    if (c.refreshExpiresAt && hasLiveToken(c.state))
        addTime(
            tr("Sign-in lasts until"), [at = *c.refreshExpiresAt] { return dateTimeText(at); }, c.refreshExpiresAt);
    if (c.lastRefreshedAt)
        addTime(tr("Last refreshed"), when(c.lastRefreshedAt), c.lastRefreshedAt);
    addTime(tr("Last used"), when(c.lastUsedAt), c.lastUsedAt);
    addTime(tr("Last tested"), when(c.lastTestedAt), c.lastTestedAt);
    addTime(
        tr("Added"), [at = c.createdAt] { return dateTimeText(at); }, c.createdAt);
    addWhole(tr("ID"), QString::fromStdString(c.id.text));
    addWords(tr("Notes"), q(c.notes, 4000));
    QList<Chip> chips;
    for (const std::string& tag : c.tags)
        chips.append({q(tag, 60), {}, {}});
    m_tags->setChips(chips);
    m_tags->setVisible(!chips.isEmpty());
}

} // namespace keystead::ui
