// Many short repeats after a warm-up; prints a line of JSON with their median and minimum in nanoseconds per call.
#pragma once
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

static volatile float sink; // keeps results alive

static double now() {
    timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

static double secondsPerCase = 1;

template <class Work> static void measure(const char* name, const char* variant, Work work) {
    double start = now();
    long calls = 0;
    while (now() - start < std::min(0.2, 0.4 * secondsPerCase) || calls < 3) {
        work();
        calls++;
    }

    double estimate = (now() - start) / calls;
    long calls_per_repeat = (long)(5e-3 / estimate) + 1;
    std::vector<double> repeats;
    start = now();
    while (now() - start < secondsPerCase || repeats.size() < (secondsPerCase < 0.05 ? 5 : 11)) {
        double before = now();
        for (long i = 0; i < calls_per_repeat; i++) work();
        repeats.push_back((now() - before) / calls_per_repeat * 1e9);
    }

    std::sort(repeats.begin(), repeats.end());
    printf("{\"case\":\"%s\",\"variant\":\"%s\",\"median\":%.2f,\"minimum\":%.2f}\n", name, variant, repeats[repeats.size() / 2], repeats[0]);
    fflush(stdout);
}
