// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How the window's ports answer: values and callbacks, on the GUI thread, while the asker lives.
#include "core/base/result.h"

#include <functional>
#include <QtGlobal>

namespace keystead::ui {

template <class T> using Then = std::function<void(base::Result<T>)>;
// (done, total); total 0: unknown. Called on the GUI thread.
using ProgressThen = std::function<void(qint64 done, qint64 total)>;
// Cancels what it was returned for; safe to call late or twice.
using Cancel = std::function<void()>;

} // namespace keystead::ui
