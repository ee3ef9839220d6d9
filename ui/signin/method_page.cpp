// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signin/method_page.h"

#include "ui/app_context.h"
#include "ui/text.h"
#include "ui/widgets/labels.h"

#include <QFrame>
#include <QRadioButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace keystead::ui {

MethodPage::MethodPage(const AppContext& context, QWidget* parent) : QWidget(parent), m_context(context)
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* content = new QWidget;
    content->setProperty("look", QStringLiteral("clear"));
    scroll->setWidget(content);
    outer->addWidget(scroll);
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(0, 0, 2, 0);
    m_column->setSpacing(12);
    m_column->addStretch(1);
}

void MethodPage::setProvider(const model::ProviderSpec& provider)
{
    if (m_host) {
        m_host->hide();
        m_host->deleteLater();
    }
    m_choices.clear();
    m_host = new QWidget;
    auto* list = new QVBoxLayout(m_host);
    list->setContentsMargins(0, 0, 0, 0);
    list->setSpacing(12);
    for (const model::AuthMethod& method : provider.methods) {
        auto* card = new QFrame(m_host);
        card->setProperty("look", QStringLiteral("card"));
        auto* column = new QVBoxLayout(card);
        column->setContentsMargins(16, 10, 16, 12);
        column->setSpacing(2);
        const QString label = method.label.empty() ? kindName(method.kind) : providerText(method.label, 80);
        auto* radio = new QRadioButton(label, m_host);
        radio->setAccessibleName(label);
        QFont bold = radio->font();
        bold.setWeight(QFont::DemiBold);
        radio->setFont(bold);
        column->addWidget(radio);
        auto* help =
            makeLabel(method.help.empty() ? kindSentence(method.kind) : providerText(method.help), "muted", true);
        help->setIndent(26);
        column->addWidget(help);
        if (m_choices.empty() && provider.methods.size() > 1) {
            auto* hint = makeLabel(tr("Recommended"), "caption");
            hint->setIndent(26);
            column->addWidget(hint);
        }
        list->addWidget(card);
        // Radio buttons of different parents do not exclude each other by themselves.
        radio->setAutoExclusive(false);
        const std::size_t index = m_choices.size();
        connect(radio, &QRadioButton::clicked, this, [this, index] {
            for (std::size_t i = 0; i < m_choices.size(); ++i)
                m_choices[i].second->setChecked(i == index);
            Q_EMIT kindChanged();
        });
        m_choices.emplace_back(method.kind, radio);
    }
    if (!m_choices.empty()) {
        m_choices.front().second->setChecked(true);
    }
    m_column->insertWidget(0, m_host);
}

model::AuthKind MethodPage::kind() const
{
    for (const auto& [kind, radio] : m_choices) {
        if (radio->isChecked())
            return kind;
    }
    return m_choices.empty() ? model::AuthKind::ApiKey : m_choices.front().first;
}

void MethodPage::focusFirst()
{
    if (!m_choices.empty())
        m_choices.front().second->setFocus();
}

void MethodPage::select(model::AuthKind kind)
{
    for (const auto& [each, radio] : m_choices)
        radio->setChecked(each == kind);
    Q_EMIT kindChanged();
}

} // namespace keystead::ui
