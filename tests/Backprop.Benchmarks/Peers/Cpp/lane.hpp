// Lanes of floats, as wide as the target's registers: 16 with AVX-512, otherwise 8.
#pragma once

#define INLINE __attribute__((always_inline)) inline
#define NOINLINE __attribute__((noinline))

#ifdef __AVX512F__
#define LANE_WIDTH 16
#else
#define LANE_WIDTH 8
#endif

constexpr int Width = LANE_WIDTH;
constexpr bool Wide = Width == 16; // 32 registers; narrow lanes have 16

typedef float Lane __attribute__((vector_size(4 * LANE_WIDTH), aligned(4 * LANE_WIDTH), may_alias));
typedef float UnalignedLane __attribute__((vector_size(4 * LANE_WIDTH), aligned(4), may_alias));

static INLINE Lane load(const float* from) { return *(const UnalignedLane*)from; }
static INLINE void store(float* to, Lane value) { *(UnalignedLane*)to = value; }
static INLINE Lane broadcast(float x) { return x - Lane{}; }
static INLINE Lane relu(Lane a) { return a > 0 ? a : Lane{}; }
static INLINE Lane larger(Lane a, Lane b) { return a > b ? a : b; }

static INLINE float sum(Lane a) {
    float total = 0;
    for (int i = 0; i < Width; i++) total += a[i];
    return total;
}

// Rows are padded to a multiple of this many floats, so that no product has a remainder.
constexpr int padded(int n) { return (n + 15) / 16 * 16; }
