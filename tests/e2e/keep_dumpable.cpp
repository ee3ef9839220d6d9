// SPDX-License-Identifier: GPL-3.0-or-later
// For tests, preloaded: lets the scan of SECURITY 38 into a process of the same user. The programs close themselves to
// readers (PR_SET_DUMPABLE 0); here that one request is answered "done" and left out, and where the kernel's ptrace
// scope is restricted anybody of the same user may look. Nothing in the programs knows of this.
#include <cstdarg>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

extern "C" int prctl(int option, ...)
{
    va_list arguments;
    va_start(arguments, option);
    const unsigned long a = va_arg(arguments, unsigned long);
    const unsigned long b = va_arg(arguments, unsigned long);
    const unsigned long c = va_arg(arguments, unsigned long);
    const unsigned long d = va_arg(arguments, unsigned long);
    va_end(arguments);
    if (option == PR_SET_DUMPABLE)
        return 0;
    return static_cast<int>(::syscall(SYS_prctl, option, a, b, c, d));
}

__attribute__((constructor)) static void letReadersIn()
{
    ::syscall(SYS_prctl, PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0UL, 0UL, 0UL);
}
