// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/approval_gate.h"

#include "core/base/ids.h"

#include <algorithm>
#include <QPointer>
#include <QTimer>

namespace keystead::access {

using base::ErrorCode;
using base::fail;

struct ApprovalGate::Waiter
{
    net::OneShot<Answered> done;
    std::weak_ptr<Item> item;
};

class ApprovalGate::Item
{
public:
    model::ApprovalItem shown; // waiting is filled in when it is shown
    base::WallTime expiresAt{};
    base::SteadyTime deadline{};
    std::vector<WaiterPtr> waiters;
};

struct ApprovalGate::Prompt
{
    std::string id = base::newIdText("ask");
    model::Caller caller;
    base::WallTime askedAt{};
    int deniedLately = 0;
    std::vector<ItemPtr> items;

    std::size_t waiting() const
    {
        std::size_t count = 0;
        for (const ItemPtr& item : items)
            count += item->waiters.size();
        return count;
    }
};

namespace {

// The package may not be known yet; it is no other program for that.
bool sameAsker(const model::ProgramIdentity& a, const model::ProgramIdentity& b)
{
    model::ProgramIdentity alike = a;
    alike.package = b.package;
    return alike == b;
}

} // namespace

ApprovalGate::ApprovalGate(const base::Clock& clock, Limits limits, QObject* parent)
    : QObject(parent), m_clock(clock), m_limits(limits), m_timer(std::make_unique<QTimer>())
{
    m_timer->setSingleShot(true);
    connect(m_timer.get(), &QTimer::timeout, this, &ApprovalGate::expire);
}

ApprovalGate::~ApprovalGate()
{
    blockSignals(true);
    closeAll({Answered::Kind::HungUp});
}

base::Result<ApprovalGate::Prompt*> ApprovalGate::promptOf(const model::Caller& caller, int deniedLately)
{
    for (const auto& prompt : m_prompts) {
        if (sameAsker(prompt->caller.program, caller.program))
            return prompt.get();
    }
    if (m_prompts.size() >= m_limits.prompts)
        return fail(ErrorCode::LimitExceeded,
                    std::to_string(m_limits.prompts) + " programs wait for the person already; answer them first");
    auto prompt = std::make_unique<Prompt>();
    prompt->caller = caller;
    prompt->askedAt = m_clock.now();
    prompt->deniedLately = deniedLately;
    m_prompts.push_back(std::move(prompt));
    return m_prompts.back().get();
}

base::Result<ApprovalGate::WaiterPtr> ApprovalGate::join(const model::Caller& caller, model::ApprovalItem item,
                                                         int deniedLately)
{
    KS_ASSIGN(Prompt* const prompt, promptOf(caller, deniedLately));
    auto found = std::find_if(prompt->items.begin(), prompt->items.end(), [&](const ItemPtr& known) {
        return known->shown.want == item.want && known->shown.grant == item.grant;
    });
    if (prompt->waiting() >= m_limits.waiting)
        return fail(ErrorCode::LimitExceeded,
                    std::to_string(m_limits.waiting) + " calls of this program wait for the person already");
    if (found == prompt->items.end()) {
        if (prompt->items.size() >= m_limits.items)
            return fail(ErrorCode::LimitExceeded, "this program waits for the person's answer to " +
                                                      std::to_string(m_limits.items) + " questions already");
        const auto fresh = std::make_shared<Item>();
        fresh->shown = std::move(item);
        prompt->items.push_back(fresh);
        found = prompt->items.end() - 1;
    }
    if ((*found)->waiters.empty()) {
        (*found)->expiresAt = m_clock.now() + m_limits.answerWithin;
        (*found)->deadline = m_clock.steady() + m_limits.answerWithin;
    }
    const auto waiter = std::make_shared<Waiter>();
    waiter->item = *found;
    (*found)->waiters.push_back(waiter);
    return waiter;
}

QCoro::Task<base::Result<Answered>> ApprovalGate::ask(model::Caller caller, model::ApprovalItem item, int deniedLately,
                                                      base::CancelToken cancel)
{
    if (cancel.cancelled())
        co_return Answered{Answered::Kind::HungUp};
    auto joined = join(caller, std::move(item), deniedLately);
    if (!joined)
        co_return joined.error();
    const WaiterPtr waiter = *joined;
    const base::CancelRegistration onHangUp = cancel.onCancel([gate = QPointer<ApprovalGate>(this), waiter] {
        if (gate)
            gate->leave(waiter);
    });
    changed();
    const std::shared_ptr<Answered> answered = co_await waiter->done;
    Answered result = *answered;
    co_return result;
}

std::vector<model::ApprovalPrompt> ApprovalGate::prompts() const
{
    std::vector<model::ApprovalPrompt> list;
    for (const auto& prompt : m_prompts) {
        model::ApprovalPrompt shown;
        shown.id = prompt->id;
        shown.caller = prompt->caller;
        shown.askedAt = prompt->askedAt;
        shown.deniedLately = prompt->deniedLately;
        shown.expiresAt = base::WallTime::max();
        for (const ItemPtr& item : prompt->items) {
            shown.items.push_back(item->shown);
            shown.items.back().waiting = static_cast<int>(item->waiters.size());
            if (!item->waiters.empty())
                shown.expiresAt = std::min(shown.expiresAt, item->expiresAt);
        }
        list.push_back(std::move(shown));
    }
    return list;
}

base::Result<ApprovalGate::Decided> ApprovalGate::take(const model::ApprovalAnswer& answer)
{
    const auto found = std::find_if(m_prompts.begin(), m_prompts.end(),
                                    [&](const auto& prompt) { return prompt->id == answer.prompt; });
    if (found == m_prompts.end())
        return fail(ErrorCode::NotFound, "the question is over: answered, out of time or given up");
    Prompt& prompt = **found;
    const std::size_t shown = std::min(answer.shown, prompt.items.size());
    const auto isWrong = [shown](std::size_t place) { return place >= shown; };
    if (answer.shown == 0 || answer.shown > prompt.items.size() ||
        std::any_of(answer.items.begin(), answer.items.end(), isWrong))
        return fail(ErrorCode::InvalidArgument, "items: the question has no such item");
    Decided decided{prompt.caller, {}, {}};
    for (std::size_t place = 0; place < shown; ++place) {
        const bool named =
            answer.items.empty() || std::find(answer.items.begin(), answer.items.end(), place) != answer.items.end();
        (answer.allow && named ? decided.allowed : decided.refused).push_back(prompt.items[place]);
    }
    prompt.items.erase(prompt.items.begin(), prompt.items.begin() + static_cast<std::ptrdiff_t>(shown));
    // Another question from here on: nobody has looked at it yet.
    prompt.id = base::newIdText("ask");
    prompt.askedAt = m_clock.now();
    changed();
    return decided;
}

const model::ApprovalItem& ApprovalGate::shown(const ItemPtr& item)
{
    return item->shown;
}

void ApprovalGate::resolve(const ItemPtr& item, const Answered& answered)
{
    const std::vector<WaiterPtr> waiters = std::exchange(item->waiters, {});
    for (const WaiterPtr& waiter : waiters)
        waiter->done.set(answered);
}

void ApprovalGate::closeAll(const Answered& answered)
{
    const auto prompts = std::exchange(m_prompts, {});
    for (const auto& prompt : prompts) {
        for (const ItemPtr& item : prompt->items)
            resolve(item, answered);
    }
    if (!prompts.empty())
        changed();
}

void ApprovalGate::leave(const WaiterPtr& waiter)
{
    if (const ItemPtr item = waiter->item.lock())
        std::erase(item->waiters, waiter);
    changed();
    waiter->done.set({Answered::Kind::HungUp});
}

void ApprovalGate::expire()
{
    std::vector<ItemPtr> over;
    const base::SteadyTime now = m_clock.steady();
    for (const auto& prompt : m_prompts) {
        for (const ItemPtr& item : prompt->items) {
            if (!item->waiters.empty() && now >= item->deadline)
                over.push_back(item);
        }
    }
    for (const ItemPtr& item : over)
        resolve(item, {Answered::Kind::NoAnswer});
    changed();
}

// Prompts that nobody waits for go; the timer is set to the next end.
void ApprovalGate::tidy()
{
    std::erase_if(m_prompts, [](const auto& prompt) { return prompt->waiting() == 0; });
    std::optional<base::SteadyTime> next;
    for (const auto& prompt : m_prompts) {
        for (const ItemPtr& item : prompt->items) {
            if (!item->waiters.empty())
                next = next ? std::min(*next, item->deadline) : item->deadline;
        }
    }
    if (!next) {
        m_timer->stop();
        return;
    }
    const auto left = std::max<std::int64_t>((*next - m_clock.steady()).count(), 0);
    m_timer->start(static_cast<int>(std::min<std::int64_t>(left + 1, 60'000)));
}

void ApprovalGate::changed()
{
    tidy();
    Q_EMIT promptsChanged();
}

} // namespace keystead::access
