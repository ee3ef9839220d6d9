// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One call on one file fails in this process, as on a disk that goes: for programs that link keystead_test_faults,
// which puts its own fsync, fdatasync and pwrite64 in front of libc's. Thread: any one; one FailingCall at a time.
#include <string>

namespace keystead::test {

class FailingCall
{
public:
    enum class Call { Sync, Write };
    enum class Until { Once, TheEnd };
    // The n-th `call` from now on a file whose path ends with `suffix` fails with `error` (EIO), and with TheEnd every
    // later one, too.
    FailingCall(Call call, std::string suffix, int nth = 1, int error = 5, Until until = Until::Once);
    FailingCall(const FailingCall&) = delete;
    FailingCall& operator=(const FailingCall&) = delete;
    ~FailingCall();
    bool happened() const;
};

} // namespace keystead::test
