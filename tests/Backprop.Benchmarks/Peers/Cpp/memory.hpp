// Aligned, zeroed arrays that live as long as the process, and small random numbers.
#pragma once
#include <cstdlib>
#include <cstring>

static float* zeros(size_t count) {
    size_t bytes = (count * sizeof(float) + 127) / 64 * 64;
    float* array = (float*)aligned_alloc(64, bytes);
    memset(array, 0, bytes);
    return array;
}

static unsigned randomState = 12345;

// Uniform in [-1, 1).
static float randomNumber() {
    randomState = randomState * 1664525u + 1013904223u;
    return ((randomState >> 8) * (1.f / 16777216.f) - .5f) * 2.f;
}

static void randomise(float* array, size_t count, float scale) {
    for (size_t i = 0; i < count; i++) array[i] = randomNumber() * scale;
}

static float* randoms(size_t count, float scale) {
    float* array = zeros(count);
    randomise(array, count, scale);
    return array;
}
