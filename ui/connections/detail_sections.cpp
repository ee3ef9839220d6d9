// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/detail_sections.h"

#include "ui/app_context.h"
#include "ui/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chips.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/secret_field.h"

#include <QFrame>
#include <QGridLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace keystead::ui {

void clearLayout(QLayout* layout)
{
    while (QLayoutItem* item = layout->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
}

Section::Section(const QString& title, QWidget* parent) : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(makeLabel(title, "section"));
    auto* card = new QFrame(this);
    card->setProperty("look", QStringLiteral("card"));
    m_body = new QVBoxLayout(card);
    m_body->setContentsMargins(14, 12, 14, 12);
    m_body->setSpacing(8);
    column->addWidget(card);
}

ScopesSection::ScopesSection(QWidget* parent) : Section(tr("Permissions"), parent)
{
    m_summary = makeLabel({}, "muted", true);
    m_chips = new ChipRow(this);
    body()->addWidget(m_summary);
    body()->addWidget(m_chips);
}

void ScopesSection::setConnection(const model::Connection& c)
{
    setVisible(!c.scopesRequested.empty() || !c.scopesGranted.empty());
    const std::set<std::string> asked(c.scopesRequested.begin(), c.scopesRequested.end());
    const std::set<std::string> granted(c.scopesGranted.begin(), c.scopesGranted.end());
    const bool known = !granted.empty();
    QList<Chip> chips;
    int missing = 0;
    for (const std::string& scope : asked) {
        const bool has = granted.count(scope) > 0;
        missing += known && !has ? 1 : 0;
        chips.append({(known && !has ? tr("%1 (missing)").arg(q(scope)) : q(scope)),
                      QLatin1String(!known ? ""
                                    : has  ? "ok"
                                           : "warn"),
                      !known ? tr("Asked for")
                      : has  ? tr("Asked for and granted")
                             : tr("Asked for, not granted")});
    }
    int extra = 0;
    for (const std::string& scope : granted) {
        if (asked.count(scope) == 0) {
            chips.append({q(scope), QStringLiteral("info"), tr("Granted without being asked for")});
            ++extra;
        }
    }
    m_chips->setChips(chips);
    QString text;
    if (!known)
        text = tr("%n asked for; what is granted shows after the sign-in.", nullptr, static_cast<int>(asked.size()));
    else if (missing > 0)
        text = tr("%n asked for but not granted.", nullptr, missing);
    else
        text = tr("Everything asked for was granted.");
    if (extra > 0)
        text += QLatin1Char(' ') + tr("%n granted beyond that.", nullptr, extra);
    m_summary->setText(text);
}

SecretsSection::SecretsSection(const AppContext& context, QWidget* parent)
    : Section(tr("Secrets"), parent), m_context(context)
{
    m_none = makeLabel(tr("Nothing is stored yet. Sign in to get tokens."), "muted", true);
    body()->addWidget(m_none);
}

void SecretsSection::setFields(const std::vector<std::string>& names)
{
    const bool same = names.size() == m_fields.size() &&
                      std::all_of(names.begin(), names.end(), [this](const auto& n) { return m_fields.count(n) > 0; });
    if (same)
        return;
    for (auto& [name, field] : m_fields) {
        field->conceal();
        body()->removeWidget(field);
        field->hide();
        field->deleteLater();
    }
    m_fields.clear();
    for (const std::string& name : names) {
        auto* field = new SecretField(m_context, fieldName(name), this);
        connect(field, &SecretField::revealRequested, this,
                [this, name] { Q_EMIT revealRequested(QString::fromStdString(name)); });
        connect(field, &SecretField::copyRequested, this,
                [this, name] { Q_EMIT copyRequested(QString::fromStdString(name)); });
        body()->addWidget(field);
        m_fields[name] = field;
    }
    m_none->setVisible(names.empty());
}

SecretField* SecretsSection::field(const std::string& name) const
{
    const auto found = m_fields.find(name);
    return found == m_fields.end() ? nullptr : found->second;
}

void SecretsSection::concealAll()
{
    for (auto& [name, field] : m_fields)
        field->conceal();
}

TimelineSection::TimelineSection(const AppContext& context, QWidget* parent)
    : Section(tr("Timeline"), parent), m_context(context)
{
    m_rows = new QVBoxLayout;
    m_rows->setSpacing(10);
    body()->addLayout(m_rows);
    auto* all = makeButton(tr("Show all in the audit trail"), "link");
    body()->addWidget(all, 0, Qt::AlignLeft);
    connect(all, &QPushButton::clicked, this, &TimelineSection::showAllRequested);
}

void TimelineSection::setRecords(const std::vector<model::AuditRecord>& records)
{
    m_live.clear();
    clearLayout(m_rows);
    int shown = 0;
    for (const model::AuditRecord& record : records) {
        if (++shown > 8)
            break;
        const model::AuditEvent& event = record.event;
        QWidget* entry = makeEntry(
            m_context, actionIcon(event.action), outcomeTone(event), eventTitle(event), m_live,
            [this, who = actorName(event.actor), time = event.time] {
                return who + QStringLiteral(" · ") + relativeText(time, m_context.clock.now());
            },
            this);
        entry->setToolTip(plainToolTip(exactTimeText(event.time)));
        m_rows->addWidget(entry);
    }
    if (records.empty())
        m_rows->addWidget(makeLabel(tr("Nothing has happened yet."), "muted"));
}

QWidget* makeEntry(const AppContext& context, const QString& icon, const QString& tone, const QString& head,
                   LiveTexts& live, std::function<QString()> below, QWidget* parent)
{
    auto* entry = new QWidget(parent);
    auto* grid = new QGridLayout(entry);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(0);
    auto* picture = makeLabel({});
    picture->setPixmap(context.icons.pixmap(icon, toneColor(context.theme, tone), 18, entry->devicePixelRatioF()));
    grid->addWidget(picture, 0, 0, 2, 1, Qt::AlignTop);
    auto* first = new ElidedLabel(head, "", entry);
    first->setElideMode(Qt::ElideMiddle);
    auto* second = new ElidedLabel({}, "caption", entry);
    second->setElideMode(Qt::ElideMiddle);
    live.add(second, std::move(below));
    grid->addWidget(first, 0, 1);
    grid->addWidget(second, 1, 1);
    grid->setColumnStretch(1, 1);
    return entry;
}

QString actionIcon(model::AuditAction action)
{
    using model::AuditAction;
    switch (action) {
    case AuditAction::Connect:
        return QStringLiteral("plus");
    case AuditAction::Disconnect:
    case AuditAction::CredentialDelete:
        return QStringLiteral("trash");
    case AuditAction::TokenExchange:
    case AuditAction::SignInFailed:
        return QStringLiteral("signin");
    case AuditAction::TokenRefresh:
    case AuditAction::Sync:
        return QStringLiteral("refresh");
    case AuditAction::CredentialStore:
    case AuditAction::KeyRotated:
        return QStringLiteral("key");
    case AuditAction::CredentialAccess:
        return QStringLiteral("eye");
    case AuditAction::SecurityAlert:
        return QStringLiteral("shield-alert");
    case AuditAction::AccessDenied:
        return QStringLiteral("ban");
    case AuditAction::VaultUnlock:
        return QStringLiteral("unlock");
    case AuditAction::UnlockFailed:
    case AuditAction::VaultLock:
        return QStringLiteral("lock");
    case AuditAction::ConnectionTest:
        return QStringLiteral("test");
    case AuditAction::SettingsChanged:
        return QStringLiteral("settings");
    case AuditAction::ReportExported:
    case AuditAction::BackupMade:
        return QStringLiteral("export");
    default:
        return QStringLiteral("audit");
    }
}

QString outcomeTone(const model::AuditEvent& event)
{
    if (event.action == model::AuditAction::SecurityAlert || event.outcome == model::AuditOutcome::Denied)
        return QStringLiteral("danger");
    return event.outcome == model::AuditOutcome::Failure ? QStringLiteral("warn") : QString();
}

} // namespace keystead::ui
