// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Questions to the person, and the calls that wait for an answer. One prompt holds all that one program waits for;
// equal wants are one item; an item keeps its place as long as its prompt stands, so that an answer never means
// another. No answer in time is a denial. It refuses storms: so many prompts, items and waiting calls, and no more.
// Thread: the core thread.
#include "core/base/cancel.h"
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/model/approval.h"
#include "core/net/async.h"

#include <chrono>
#include <map>
#include <memory>
#include <QObject>
#include <string>
#include <vector>

class QTimer;

namespace keystead::access {

// What a waiting call hears.
struct Answered
{
    enum class Kind { Allowed, Refused, NoAnswer, HungUp, Failed };
    Kind kind = Kind::NoAnswer;
    std::optional<base::GrantId> grant{}; // Allowed: by this new grant; absent: this once
    base::Error error{};                  // Failed
};

class ApprovalGate : public QObject
{
    Q_OBJECT
public:
    struct Limits
    {
        std::size_t prompts = 16;
        std::size_t items = 20;    // in a prompt
        std::size_t waiting = 200; // calls in a prompt
        std::chrono::milliseconds answerWithin{std::chrono::seconds{60}};
    };
    explicit ApprovalGate(const base::Clock& clock) : ApprovalGate(clock, Limits{}) {}
    ApprovalGate(const base::Clock& clock, Limits limits, QObject* parent = nullptr);
    ~ApprovalGate() override;

    // `item.waiting` is counted here. LimitExceeded says which limit.
    QCoro::Task<base::Result<Answered>> ask(model::Caller caller, model::ApprovalItem item, int deniedLately,
                                            base::CancelToken cancel);
    // Oldest first. An item with nobody waiting any more has `waiting` 0.
    std::vector<model::ApprovalPrompt> prompts() const;

    class Item;
    using ItemPtr = std::shared_ptr<Item>;
    // What one answer decided. The calls wait until resolve() is told.
    struct Decided
    {
        model::Caller caller;
        std::vector<ItemPtr> allowed;
        std::vector<ItemPtr> refused;
    };
    // NotFound: the question is gone. InvalidArgument: a place that the prompt did not have. What joined after the
    // person looked stays, as a question of its own.
    base::Result<Decided> take(const model::ApprovalAnswer& answer);
    static const model::ApprovalItem& shown(const ItemPtr& item);
    static void resolve(const ItemPtr& item, const Answered& answered);
    // The vault is being locked, or nobody is there to ask any more.
    void closeAll(const Answered& answered);

Q_SIGNALS:
    void promptsChanged();

private:
    struct Waiter;
    struct Prompt;
    using WaiterPtr = std::shared_ptr<Waiter>;
    base::Result<WaiterPtr> join(const model::Caller& caller, model::ApprovalItem item, int deniedLately);
    base::Result<Prompt*> promptOf(const model::Caller& caller, int deniedLately);
    void leave(const WaiterPtr& waiter);
    void expire();
    void tidy();
    void changed();

    const base::Clock& m_clock;
    Limits m_limits;
    std::vector<std::unique_ptr<Prompt>> m_prompts;
    std::unique_ptr<QTimer> m_timer;
};

} // namespace keystead::access
