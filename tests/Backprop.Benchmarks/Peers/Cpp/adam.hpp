// Adam with coupled weight decay: one pass that the compiler vectorises, with approximate reciprocals and roots under -ffast-math.
#pragma once
#include <cmath>
#include "lane.hpp"

struct AdamSteps {
    double power1 = 1, power2 = 1; // powers of beta1 and beta2

    void advance() {
        power1 *= .9;
        power2 *= .999;
    }

    NOINLINE void update(float* __restrict p, const float* __restrict g, float* __restrict m, float* __restrict v, int n, float rate, float decay = 0) const {
        float scale = (float)(rate / (1 - power1));
        float root = (float)(1 / std::sqrt(1 - power2));
        p = (float*)__builtin_assume_aligned(p, 64);
        g = (const float*)__builtin_assume_aligned(g, 64);
        m = (float*)__builtin_assume_aligned(m, 64);
        v = (float*)__builtin_assume_aligned(v, 64);
        for (int i = 0; i < n; i++) {
            float gradient = g[i] + decay * p[i];
            float mean = .9f * m[i] + .1f * gradient;
            float square = .999f * v[i] + .001f * gradient * gradient;
            m[i] = mean;
            v[i] = square;
            p[i] -= scale * mean / (sqrtf(square) * root + 1e-8f);
        }
    }
};
