// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// While it lives no file of this process can be written beyond its first byte: what a full disk does to a database.
#include <csignal>
#include <sys/resource.h>

namespace keystead::test {

class FullDisk
{
public:
    FullDisk()
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit none = m_before;
        none.rlim_cur = 1;
        setrlimit(RLIMIT_FSIZE, &none);
    }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;
    ~FullDisk() { free(); }
    void free() { setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

} // namespace keystead::test
