// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Asking a keychain and waiting for its answer in the event loop of the thread that asks.
#include "core/keys/keychain_store.h"

#include <memory>
#include <optional>
#include <QElapsedTimer>
#include <QTest>
#include <QThread>
#include <string>

namespace keystead::test {

template <class T> class Answer
{
public:
    // To be given to the keychain; remembers the thread it came back on.
    auto callback()
    {
        return [state = m_state](T value) {
            state->value.emplace(std::move(value));
            state->thread = QThread::currentThread();
            ++state->times;
        };
    }
    bool wait(int milliseconds = 15'000)
    {
        return QTest::qWaitFor([state = m_state] { return state->value.has_value(); }, milliseconds);
    }
    bool ready() const { return m_state->value.has_value(); }
    T& value() { return *m_state->value; }
    QThread* thread() const { return m_state->thread; }
    int times() const { return m_state->times; }

private:
    struct State
    {
        std::optional<T> value;
        QThread* thread = nullptr;
        int times = 0;
    };
    std::shared_ptr<State> m_state = std::make_shared<State>();
};
using ReadAnswer = Answer<base::Result<base::Secret>>;
using DoneAnswer = Answer<base::Status>;

// "" for success, else the error's name; "no answer" where none came in time.
inline std::string written(keys::KeychainStore& store, const std::string& item, std::string_view text)
{
    DoneAnswer answer;
    store.write(item, base::Secret::fromText(text), answer.callback());
    if (!answer.wait())
        return "no answer";
    return answer.value() ? std::string{} : std::string{base::errorName(answer.value().error().code)};
}
inline std::string removed(keys::KeychainStore& store, const std::string& item)
{
    DoneAnswer answer;
    store.remove(item, answer.callback());
    if (!answer.wait())
        return "no answer";
    return answer.value() ? std::string{} : std::string{base::errorName(answer.value().error().code)};
}
// The item's text in quotation marks, or the error's name.
inline std::string readBack(keys::KeychainStore& store, const std::string& item)
{
    ReadAnswer answer;
    store.read(item, answer.callback());
    if (!answer.wait())
        return "no answer";
    return answer.value() ? "\"" + std::string{answer.value()->exposeText()} + "\""
                          : std::string{base::errorName(answer.value().error().code)};
}

} // namespace keystead::test
