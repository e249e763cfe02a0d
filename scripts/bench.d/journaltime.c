// Preloaded into holo: how long it is inside SQLite, and how much of that it waits for the disk.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static atomic_llong inside, compiling, flushing, flushes;

static long long now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

#define TIMED(name, parameters, arguments, ...)                         \
    int name parameters {                                               \
        static int(*_Atomic real) parameters;                           \
        if (!real) real = (int(*) parameters)dlsym(RTLD_NEXT, #name);   \
        long long start = now();                                        \
        int result = real arguments;                                    \
        long long took = now() - start;                                 \
        __VA_ARGS__;                                                    \
        return result;                                                  \
    }

TIMED(sqlite3_step, (void *statement), (statement), inside += took)
TIMED(sqlite3_reset, (void *statement), (statement), inside += took)
TIMED(sqlite3_finalize, (void *statement), (statement), inside += took)
TIMED(sqlite3_close_v2, (void *db), (db), inside += took)
TIMED(sqlite3_wal_checkpoint_v2, (void *db, const char *name, int mode, int *log, int *done),
      (db, name, mode, log, done), inside += took)
TIMED(sqlite3_prepare_v3, (void *db, const char *sql, int size, unsigned flags, void **statement, const char **tail),
      (db, sql, size, flags, statement, tail), inside += took, compiling += took)
// Called by SQLite: these are part of the time inside.
TIMED(fsync, (int file), (file), flushing += took, flushes += 1)
TIMED(fdatasync, (int file), (file), flushing += took, flushes += 1)

__attribute__((destructor)) static void report(void) {
    const char *path = getenv("HOLO_BENCH_JOURNAL");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (!file) return;
    fprintf(file, "{\"inside\": %.6f, \"compiling\": %.6f, \"flushing\": %.6f, \"flushes\": %lld}\n", inside / 1e9,
            compiling / 1e9, flushing / 1e9, (long long)flushes);
    fclose(file);
}
