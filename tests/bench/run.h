// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the benchmark programs share: `PROGRAM FILE [Google Benchmark's options]` runs what was registered and writes
// the JSON FILE; and waiting for a task the way a core thread does, by running events as they come.
#include <functional>
#include <memory>
#include <optional>
#include <QCoreApplication>
#include <qcoro/qcorotask.h>
#include <utility>

namespace keystead::bench {

// `registerAll` calls benchmark::RegisterBenchmark; what it returns lives until the last run has ended. Temporary files
// go beside FILE, so that a /tmp in memory does not flatter what has to reach a disk. Returns main()'s exit code.
int runBenchmarks(int argc, char** argv, const std::function<std::shared_ptr<void>()>& registerAll);

template <class T> QCoro::Task<void> keepResult(QCoro::Task<T> task, std::shared_ptr<std::optional<T>> result)
{
    T value = co_await task;
    result->emplace(std::move(value));
}

template <class T> T runToEnd(QCoro::Task<T> task)
{
    const auto result = std::make_shared<std::optional<T>>();
    const auto detached = keepResult(std::move(task), result);
    while (!result->has_value())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return std::move(**result);
}

} // namespace keystead::bench
