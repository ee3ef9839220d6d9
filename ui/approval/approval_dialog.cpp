// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/approval/approval_dialog.h"

#include "ui/app_context.h"
#include "ui/approval/approval_parts.h"
#include "ui/connections/detail_sections.h"
#include "ui/programs/program_words.h"
#include "ui/text.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/labels.h"

#include <algorithm>
#include <QAccessible>
#include <QApplication>
#include <QButtonGroup>
#include <QCheckBox>
#include <QLineEdit>
#include <QProgressBar>
#include <QRadioButton>
#include <QVBoxLayout>

namespace keystead::ui {

using model::GrantTerm;
using std::chrono::seconds;

namespace {

constexpr seconds answerTime{60};  // as long as the core waits
constexpr seconds anHour{3600};    // term Until
constexpr int warnAt[] = {30, 10}; // seconds left that are told aloud

QRadioButton* addRadio(QButtonGroup* group, QLayout* row, const QString& text, int id)
{
    auto* radio = new QRadioButton(text);
    radio->setAccessibleName(text);
    group->addButton(radio, id);
    row->addWidget(radio);
    return radio;
}

} // namespace

ApprovalDialog::ApprovalDialog(const AppContext& context, model::ApprovalPrompt prompt, QWidget* parent)
    : FormDialog(tr("Allow this program?"), 560, parent), m_context(context), m_prompt(std::move(prompt))
{
    setObjectName(QStringLiteral("approvalDialog"));
    setAttribute(Qt::WA_ShowWithoutActivating);
    setWindowFlag(Qt::WindowStaysOnTopHint);
    setWindowTitle(tr("Keystead: allow this program?"));
    build();
    m_arm.setSingleShot(true);
    m_keyGuard.setSingleShot(true);
    m_second.setInterval(250);
    connect(&m_arm, &QTimer::timeout, this, [this] {
        m_armed = true;
        showAllow();
    });
    connect(&m_second, &QTimer::timeout, this, &ApprovalDialog::tick);
    connect(allowButton(), &QPushButton::clicked, this, &ApprovalDialog::allow);
    fill();
    choose(GrantTerm::Once);
    chooseWholeHost(false);
    qApp->installEventFilter(this);
}

void ApprovalDialog::build()
{
    m_place = makeLabel({}, "section");
    m_place->hide();
    body()->addWidget(m_place);
    body()->addWidget(makePart(m_program, this));
    body()->addWidget(makePart(m_items, this));
    m_items->setSpacing(8);
    addScope();
    addTerms();
    body()->addStretch(1);
    m_countdown = makeLabel({}, "", true, this);
    m_countdown->setObjectName(QStringLiteral("approvalCountdown"));
    m_bar = new QProgressBar(this);
    m_bar->setTextVisible(false);
    m_bar->setRange(0, static_cast<int>(answerTime.count()));
    m_bar->setAccessibleName(tr("Seconds left to answer"));
    foot()->addWidget(m_countdown);
    foot()->addWidget(m_bar);
    const QString deny = tr("Deny");
    denyButton()->setText(deny);
    denyButton()->setAccessibleName(deny);
    setStyleProperty(denyButton(), "look", QStringLiteral("primary"));
    setGo(tr("Allow"), "");
    allowButton()->setEnabled(false);
    allowButton()->setDefault(false);
    denyButton()->setDefault(true);
    denyButton()->setFocus();
}

void ApprovalDialog::addScope()
{
    QVBoxLayout* column = nullptr;
    m_scopePart = makePart(column, this);
    column->setSpacing(2);
    column->addWidget(makeLabel(tr("Which requests"), "section"));
    m_scopes = new QButtonGroup(this);
    addRadio(m_scopes, column, tr("Only this kind, at this address and below it"), 0);
    addRadio(m_scopes, column, tr("Any request to this service"), 1);
    body()->addWidget(m_scopePart);
}

void ApprovalDialog::addTerms()
{
    QVBoxLayout* column = nullptr;
    QWidget* part = makePart(column, this);
    m_termPart = part;
    column->setSpacing(2);
    column->addWidget(makeLabel(tr("For how long"), "section"));
    auto* row = new FlowLayout(nullptr, 14);
    m_terms = new QButtonGroup(this);
    addRadio(m_terms, row, tr("Only this once"), static_cast<int>(GrantTerm::Once));
    addRadio(m_terms, row, tr("For an hour"), static_cast<int>(GrantTerm::Until));
    addRadio(m_terms, row, tr("Until I log out"), static_cast<int>(GrantTerm::Login));
    addRadio(m_terms, row, tr("Always"), static_cast<int>(GrantTerm::Always));
    column->addLayout(row);
    m_apart = makeLabel(tr("The right that is asked for as a whole keeps its own time."), "caption", true);
    column->addWidget(m_apart);
    m_reason = new QLineEdit(part);
    m_reason->setPlaceholderText(tr("Why, for your own records (may stay empty)"));
    m_reason->setAccessibleName(tr("Why you allow it; may stay empty"));
    m_reason->setMaxLength(200);
    m_reason->hide();
    column->addWidget(m_reason);
    body()->addWidget(part);
    connect(m_terms, &QButtonGroup::idToggled, this, [this] {
        m_reason->setVisible(m_terms->checkedId() != static_cast<int>(GrantTerm::Once));
        fitHeight();
    });
}

void ApprovalDialog::fill()
{
    clearLayout(m_program);
    m_program->addWidget(makeProgramCard(m_context, m_prompt, this));
    std::set<std::size_t> unticked;
    for (std::size_t each = 0; each < m_boxes.size(); ++each) {
        if (m_boxes[each] && !m_boxes[each]->isChecked())
            unticked.insert(each);
    }
    fillItems(unticked);
    m_scopePart->setVisible(anyRequest());
    const bool codes = std::any_of(m_prompt.items.begin(), m_prompt.items.end(),
                                   [](const auto& item) { return item.want.path.find('%') != std::string::npos; });
    m_scopes->button(0)->setText(codes ? tr("Only this kind, at this address and below it; one with a % exactly")
                                       : tr("Only this kind, at this address and below it"));
    // A grant that is asked for says for how long by itself.
    m_termPart->setVisible(anyUse());
    m_apart->setVisible(anyUse() && std::any_of(m_prompt.items.begin(), m_prompt.items.end(), [](const auto& item) {
                            return item.waiting > 0 && item.grant.has_value();
                        }));
    const bool changed = std::any_of(m_prompt.items.begin(), m_prompt.items.end(),
                                     [](const auto& item) { return !item.changedSince.empty(); });
    orderTabs();
    setStyleProperty(allowButton(), "look", changed ? QStringLiteral("danger") : QString());
    tick();
    fitHeight();
}

void ApprovalDialog::orderTabs()
{
    std::vector<QWidget*> order;
    for (QCheckBox* box : m_boxes) {
        if (box)
            order.push_back(box);
    }
    for (QButtonGroup* group : {m_scopes, m_terms}) {
        for (QAbstractButton* radio : group->buttons())
            order.push_back(radio);
    }
    order.insert(order.end(), {m_reason, denyButton(), allowButton()});
    for (std::size_t each = 1; each < order.size(); ++each)
        setTabOrder(order[each - 1], order[each]);
}

void ApprovalDialog::fillItems(const std::set<std::size_t>& unticked)
{
    clearLayout(m_items);
    m_boxes.clear();
    const bool several = waiting() > 1;
    for (std::size_t each = 0; each < m_prompt.items.size(); ++each) {
        QCheckBox* box = nullptr;
        if (m_prompt.items[each].waiting > 0)
            m_items->addWidget(
                makeItemCard(m_prompt.items[each], m_prompt.caller.program, several ? &box : nullptr, this));
        m_boxes.push_back(box);
        if (!box)
            continue;
        box->setChecked(unticked.count(each) == 0);
        connect(box, &QCheckBox::toggled, this, &ApprovalDialog::showAllow);
    }
}

std::size_t ApprovalDialog::waiting() const
{
    return static_cast<std::size_t>(
        std::count_if(m_prompt.items.begin(), m_prompt.items.end(), [](const auto& item) { return item.waiting > 0; }));
}

void ApprovalDialog::setPrompt(const model::ApprovalPrompt& prompt)
{
    if (prompt == m_prompt)
        return;
    const bool other = prompt.items != m_prompt.items;
    m_prompt = prompt;
    if (other) {
        fill();
        disarm();
    }
}

void ApprovalDialog::setPlace(int number, int count)
{
    m_place->setText(tr("Question %1 of %2").arg(number).arg(count));
    const bool shown = count > 1;
    if (shown == m_place->isHidden()) {
        m_place->setVisible(shown);
        fitHeight();
    }
}

void ApprovalDialog::setArmsAfter(std::chrono::milliseconds span)
{
    m_armsAfter = span;
    if (isVisible())
        disarm();
}

void ApprovalDialog::choose(GrantTerm term)
{
    m_terms->button(static_cast<int>(term))->setChecked(true);
}

void ApprovalDialog::chooseWholeHost(bool whole)
{
    m_scopes->button(whole ? 1 : 0)->setChecked(true);
}

void ApprovalDialog::disarm()
{
    m_armed = false;
    m_arm.start(m_armsAfter);
    m_keyGuard.start(m_armsAfter);
    showAllow();
}

seconds ApprovalDialog::left() const
{
    const auto span = m_prompt.expiresAt - m_context.clock.now();
    return std::max(seconds{0}, std::chrono::ceil<seconds>(span));
}

void ApprovalDialog::tick()
{
    const qint64 now = left().count();
    if (now == m_said)
        return;
    const bool crossed =
        std::any_of(std::begin(warnAt), std::end(warnAt), [&](int at) { return m_said > at && now <= at && now > 0; });
    m_said = now;
    m_countdown->setText(now > 0 ? tr("Without an answer it is denied in %n seconds.", nullptr, static_cast<int>(now))
                                 : tr("The time is over: it was denied."));
    m_bar->setValue(static_cast<int>(std::min<qint64>(now, answerTime.count())));
    if (crossed) {
        QAccessibleEvent told(m_countdown, QAccessible::Alert);
        QAccessible::updateAccessibility(&told);
    }
    showAllow();
}

bool ApprovalDialog::anyRequest() const
{
    return std::any_of(m_prompt.items.begin(), m_prompt.items.end(),
                       [](const auto& item) { return !item.grant && item.want.right == model::Right::Request; });
}

bool ApprovalDialog::anyUse() const
{
    return std::any_of(m_prompt.items.begin(), m_prompt.items.end(),
                       [](const auto& item) { return item.waiting > 0 && !item.grant; });
}

std::vector<std::size_t> ApprovalDialog::ticked() const
{
    std::vector<std::size_t> places;
    for (std::size_t each = 0; each < m_prompt.items.size(); ++each) {
        if (m_prompt.items[each].waiting > 0 && (!m_boxes[each] || m_boxes[each]->isChecked()))
            places.push_back(each);
    }
    return places;
}

void ApprovalDialog::showAllow()
{
    const std::size_t count = ticked().size();
    const std::size_t all = waiting();
    // The number stands on the button: on a small screen not all of them are in sight.
    QString words = tr("Allow");
    if (all > 1)
        words = count < all ? tr("Allow %1 of %2").arg(count).arg(all) : tr("Allow all %1").arg(all);
    allowButton()->setText(words);
    allowButton()->setAccessibleName(words);
    const bool can = m_armed && count > 0 && left().count() > 0 && m_prompt.caller.program.identified();
    if (!can && allowButton()->hasFocus())
        denyButton()->setFocus();
    allowButton()->setEnabled(can);
}

void ApprovalDialog::allow()
{
    if (allowButton()->isEnabled() && !m_done)
        answer(true);
}

void ApprovalDialog::answer(bool allow)
{
    m_done = true;
    model::ApprovalAnswer answer;
    answer.prompt = m_prompt.id;
    answer.allow = allow;
    answer.shown = m_prompt.items.size();
    if (allow) {
        const std::vector<std::size_t> places = ticked();
        if (places.size() < m_prompt.items.size())
            answer.items = places;
        answer.term = static_cast<GrantTerm>(m_terms->checkedId());
        if (answer.term == GrantTerm::Until)
            answer.lifetime = anHour;
        answer.wholeHost = !anyRequest() || m_scopes->checkedId() == 1;
        if (answer.term != GrantTerm::Once)
            answer.reason = s(m_reason->text().trimmed());
    }
    Q_EMIT answered(answer);
    if (allow)
        accept();
    else
        FormDialog::reject();
}

void ApprovalDialog::reject()
{
    if (m_done)
        FormDialog::reject();
    else
        answer(false);
}

void ApprovalDialog::withdraw()
{
    m_done = true;
    FormDialog::reject();
}

bool ApprovalDialog::event(QEvent* event)
{
    if (event->type() == QEvent::WindowActivate)
        m_keyGuard.start(m_armsAfter);
    return FormDialog::event(event);
}

void ApprovalDialog::showEvent(QShowEvent* event)
{
    FormDialog::showEvent(event);
    m_said = -1;
    disarm();
    tick();
    m_second.start();
}

} // namespace keystead::ui
