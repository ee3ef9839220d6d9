// SPDX-License-Identifier: GPL-3.0-or-later
// bench_callers SOCKET CLIENTS CALLS REQUEST WANTED: CLIENTS connections make CALLS calls altogether, each the next as
// soon as it has the answer of the one before. REQUEST is the line; an answer without WANTED in it ends the program
// with 1. Prints the seconds that it took, then each call's time in microseconds; the first tenth is not counted. One
// thread: what calls is part of what is measured, and should be small.
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

struct Caller
{
    int fd = -1;
    std::string answer;
    Clock::time_point asked;
};

int connectTo(const char* path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path, sizeof address.sun_path - 1);
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        std::perror(path);
        std::exit(1);
    }
    return fd;
}

void ask(Caller& caller, const std::string& request)
{
    caller.answer.clear();
    caller.asked = Clock::now();
    if (::send(caller.fd, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size())) {
        std::fprintf(stderr, "the agent does not take the request\n");
        std::exit(1);
    }
}

// True where the answer is whole.
bool readAnswer(Caller& caller, const char* wanted)
{
    std::array<char, 65536> chunk{};
    const ssize_t got = ::recv(caller.fd, chunk.data(), chunk.size(), 0);
    if (got <= 0) {
        std::fprintf(stderr, "the agent hung up\n");
        std::exit(1);
    }
    caller.answer.append(chunk.data(), static_cast<std::size_t>(got));
    if (caller.answer.back() != '\n')
        return false;
    if (caller.answer.find(wanted) == std::string::npos) {
        std::fprintf(stderr, "wrong answer: %s", caller.answer.c_str());
        std::exit(1);
    }
    return true;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 6) {
        std::fprintf(stderr, "usage: bench_callers SOCKET CLIENTS CALLS REQUEST WANTED\n");
        return 2;
    }
    std::vector<Caller> callers(static_cast<std::size_t>(std::atoi(argv[2])));
    const int calls = std::atoi(argv[3]);
    const int warmup = calls / 10;
    const std::string request = std::string{argv[4]} + "\n";
    std::vector<pollfd> ready;
    for (Caller& caller : callers) {
        caller.fd = connectTo(argv[1]);
        ready.push_back({caller.fd, POLLIN, 0});
    }
    std::vector<double> times;
    times.reserve(static_cast<std::size_t>(calls));
    int asked = 0;
    int answered = 0;
    Clock::time_point began = Clock::now();
    for (Caller& caller : callers) {
        ask(caller, request);
        ++asked;
    }
    while (answered < warmup + calls) {
        if (::poll(ready.data(), ready.size(), 60'000) <= 0) {
            std::fprintf(stderr, "no answer within a minute\n");
            return 1;
        }
        for (std::size_t i = 0; i < callers.size(); ++i) {
            if (ready[i].revents == 0 || !readAnswer(callers[i], argv[5]))
                continue;
            const Clock::time_point now = Clock::now();
            if (++answered == warmup)
                began = now;
            if (answered > warmup)
                times.push_back(std::chrono::duration<double, std::micro>(now - callers[i].asked).count());
            if (asked < warmup + calls) {
                ask(callers[i], request);
                ++asked;
            } else {
                ready[i].fd = -1;
            }
        }
    }
    std::printf("%.6f\n", std::chrono::duration<double>(Clock::now() - began).count());
    for (const double time : times)
        std::printf("%.1f ", time);
    std::printf("\n");
    for (const Caller& caller : callers)
        ::close(caller.fd);
    return 0;
}
