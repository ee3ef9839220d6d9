// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What hooks.c asks of points.c at each call. `call` is a point's: write, sync, truncate, create, mkdir,
// rename, link, unlink.
enum { record = 0, killBefore = 1, killTorn = 2, failOnce = 3, failFromNow = 4 };

int armed(void);
// 0: go on; killTorn: do half and call killNow(); else fail with wantedError(). Does not come back from killBefore.
int judgeFd(const char* call, int fd);
int judgeAt(const char* call, int folder, const char* path);
int judgeRename(int fromFolder, const char* from, int toFolder, const char* to);
_Noreturn void killNow(void);
int wantedError(void);
int cheapKeys(void);
