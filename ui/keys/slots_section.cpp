// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/slots_section.h"

#include "ui/app_context.h"
#include "ui/keys/key_text.h"
#include "ui/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace keystead::ui {

SlotsSection::SlotsSection(const AppContext& context, QWidget* parent)
    : Section(tr("Ways to open the vault"), parent), m_context(context)
{
    body()->addWidget(
        makeLabel(tr("Any one of these opens the vault. Have at least two: one for every day, and one for "
                     "the day when that is lost."),
                  "muted", true));
    m_rows = new QVBoxLayout;
    m_rows->setSpacing(10);
    body()->addLayout(m_rows);
    auto* row = new QHBoxLayout;
    m_add = makeButton(tr("Add a way to open it…"), "primary");
    m_add->setObjectName(QStringLiteral("addSlot"));
    row->addWidget(m_add);
    row->addStretch(1);
    body()->addLayout(row);
    connect(m_add, &QPushButton::clicked, this, &SlotsSection::addRequested);
    connect(&context.icons, &IconProvider::changed, this, [this] {
        const auto slots = m_slots;
        m_slots.clear();
        setSlots(slots);
    });
}

void SlotsSection::setSlots(const std::vector<keys::SlotInfo>& slots)
{
    const auto same = [&] {
        return slots.size() == m_slots.size() &&
               std::equal(slots.begin(), slots.end(), m_slots.begin(), [](const auto& a, const auto& b) {
                   return a.id == b.id && a.confirmed == b.confirmed && a.label == b.label;
               });
    };
    if (!m_slots.empty() && same())
        return; // keeps the focus where it is
    const QWidget* used = window()->focusWidget();
    const bool mine = used && isAncestorOf(used) && used != m_add;
    const QString name = mine ? used->objectName() : QString();
    const QString place = mine ? used->parentWidget()->objectName() : QString();
    if (mine)
        m_add->setFocus(); // not lost with its row
    m_slots = slots;
    for (int i = 0; i < m_rows->count(); ++i) {
        if (QWidget* row = m_rows->itemAt(i)->widget())
            row->setObjectName({}); // it lives on until the event loop is back
    }
    clearLayout(m_rows);
    for (const keys::SlotInfo& slot : m_slots) {
        m_rows->addWidget(makeLine(this));
        m_rows->addWidget(makeRow(slot));
    }
    m_rows->addWidget(makeLine(this));
    if (mine) {
        if (QPushButton* again = buttonOf({place.toStdString()}, name))
            again->setFocus();
    }
}

QWidget* SlotsSection::makeRow(const keys::SlotInfo& slot)
{
    auto* host = new QWidget(this);
    host->setObjectName(QString::fromStdString(slot.id.text));
    auto* row = new QHBoxLayout(host);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    auto* icon = makeLabel({});
    icon->setPixmap(
        m_context.icons.pixmap(slotIcon(slot.kind), m_context.theme.colors().accent, 20, devicePixelRatioF()));
    row->addWidget(icon, 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    const QString title = slotTitle(slot);
    head->addWidget(makeLabel(title, "heading"));
    if (!slot.confirmed) {
        auto* flag = makeLabel(tr("Not confirmed yet"));
        flag->setProperty("look", QStringLiteral("pill"));
        flag->setProperty("tone", QStringLiteral("warn"));
        head->addWidget(flag);
    }
    head->addStretch(1);
    words->addLayout(head);
    QStringList facts;
    if (title != slotKindName(slot.kind))
        facts.append(slotKindName(slot.kind));
    facts.append(slotNeeds(slot));
    facts.append(tr("since %1").arg(dateTimeText(slot.createdAt)));
    if (const QString derivation = derivationText(slot); !derivation.isEmpty())
        facts.append(derivation);
    words->addWidget(makeLabel(facts.join(QStringLiteral(" · ")), "", true));
    words->addWidget(makeLabel(slot.confirmed
                                   ? slotProtects(slot.kind)
                                   : tr("The key was never typed back, so nobody knows whether the sheet can "
                                        "be read. It does not count yet."),
                               "caption", true));
    row->addLayout(words, 1);
    const auto add = [&](const QString& text, const char* name, auto signal) {
        auto* button = makeButton(text, "link");
        button->setObjectName(QLatin1String(name));
        button->setAccessibleName(tr("%1 (%2)").arg(QString(text).remove(QStringLiteral("…")), title));
        connect(button, &QPushButton::clicked, this, [this, slot, signal] { Q_EMIT(this->*signal)(slot); });
        row->addWidget(button, 0, Qt::AlignTop);
    };
    if (!slot.confirmed)
        add(tr("Type it back…"), "slotConfirm", &SlotsSection::confirmRequested);
    if (slot.wantsPassphrase())
        add(tr("Change passphrase…"), "slotChange", &SlotsSection::changeRequested);
    add(tr("Remove…"), "slotRemove", &SlotsSection::removeRequested);
    return host;
}

QPushButton* SlotsSection::buttonOf(const base::SlotId& slot, const QString& name) const
{
    const auto* row = findChild<QWidget*>(QString::fromStdString(slot.text));
    return row ? row->findChild<QPushButton*>(name) : nullptr;
}

} // namespace keystead::ui
