/*
 * Makes every fsync and fdatasync of a process take longer, as on a slower disk: preload it and name
 * the delay in microseconds.
 *
 *   cc -O2 -shared -fPIC -o target/slowsync.so src/main/c/slowsync.c -ldl
 *   SLOWSYNC_MICROS=1000 LD_PRELOAD=target/slowsync.so java ...
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static void delay(void) {
    const char *text = getenv("SLOWSYNC_MICROS");
    long micros = text == NULL ? 0 : strtol(text, NULL, 10);
    struct timespec time = {micros / 1000000, micros % 1000000 * 1000};
    nanosleep(&time, NULL);
}

int fsync(int file) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    delay();
    return real(file);
}

int fdatasync(int file) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    delay();
    return real(file);
}
