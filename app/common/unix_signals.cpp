// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/unix_signals.h"

#include <array>
#include <csignal>
#include <QSocketNotifier>
#include <sys/socket.h>
#include <unistd.h>

namespace keystead::app {

namespace {

std::array<int, 2> descriptors{-1, -1};

void onSignal(int)
{
    const char byte = 1;
    // Nothing can be done in a signal handler where this fails; the pipe is full of the same news then.
    [[maybe_unused]] const ssize_t written = ::write(descriptors[1], &byte, 1);
}

} // namespace

UnixSignals::UnixSignals(QObject* parent) : QObject(parent)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, descriptors.data()) != 0)
        return;
    m_notifier = new QSocketNotifier(descriptors[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] {
        std::array<char, 16> bytes{};
        if (::read(descriptors[0], bytes.data(), bytes.size()) > 0)
            Q_EMIT terminate();
    });
    struct sigaction action
    {
    };
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        ::sigaction(signal, &action, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
}

UnixSignals::~UnixSignals()
{
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        ::signal(signal, SIG_DFL);
    for (int& descriptor : descriptors)
        ::close(std::exchange(descriptor, -1));
}

} // namespace keystead::app
