// SPDX-License-Identifier: GPL-3.0-or-later
// spawn_rounds ROUNDS: reads commands from stdin, one a line, words separated by tabs (the first may be <FILE: its stdin), and runs each once a round, one after the other,
// in turning order. Prints for each command a line of its times in microseconds, from before the spawn until it has ended. The
// first tenth of the rounds is not counted. Ends with 1 where a command failed. Small on purpose: what starts a process is part of what is measured.
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

enum { maxCommands = 16, maxWords = 32 };
extern char** environ;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static double runOnce(char** words)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, words[0][0] == '<' ? words[0] + 1 : "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    words += words[0][0] == '<';
    pid_t child = 0;
    int status = 0;
    const double began = now();
    if (posix_spawn(&child, words[0], &actions, NULL, words, environ) != 0 || waitpid(child, &status, 0) != child)
        return -1;
    const double took = now() - began;
    posix_spawn_file_actions_destroy(&actions);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? took : -1;
}

int main(int argc, char** argv)
{
    const int rounds = argc == 2 ? atoi(argv[1]) : 0;
    static char* commands[maxCommands][maxWords + 1];
    int count = 0;
    char* line = NULL;
    size_t size = 0;
    while (count < maxCommands && getline(&line, &size, stdin) > 0) {
        char* rest = strdup(line);
        int words = 0;
        rest[strcspn(rest, "\n")] = '\0';
        for (char* word; words < maxWords && (word = strsep(&rest, "\t"));)
            commands[count][words++] = word;
        ++count;
    }
    free(line);
    if (rounds < 1 || count == 0) {
        fprintf(stderr, "usage: spawn_rounds ROUNDS, commands on stdin\n");
        return 2;
    }
    double* times = calloc((size_t)(count * rounds), sizeof(double));
    const int warmup = rounds / 10;
    for (int round = -warmup; round < rounds; ++round) {
        for (int i = 0; i < count; ++i) {
            const int command = (i + round + warmup) % count;
            const double took = runOnce(commands[command]);
            if (took < 0) {
                fprintf(stderr, "%s failed\n", commands[command][0]);
                return 1;
            }
            if (round >= 0)
                times[command * rounds + round] = took;
        }
    }
    for (int i = 0; i < count; ++i) {
        for (int round = 0; round < rounds; ++round)
            printf("%s%.1f", round ? " " : "", times[i * rounds + round]);
        putchar('\n');
    }
    free(times);
    return 0;
}
