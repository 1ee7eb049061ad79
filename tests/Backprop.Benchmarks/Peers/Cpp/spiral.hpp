// A training step of 2-Hidden-Classes, both layers fused: hidden values stay in registers and are computed anew on the way back.
#pragma once
#include <cmath>
#include "adam.hpp"
#include "lane.hpp"
#include "memory.hpp"

template <int Batch, int Hidden, int Classes> class Spiral {
    static constexpr int Parameters = 3 * Hidden + Classes * Hidden + 16;
    static constexpr int Bias1 = 2 * Hidden, Weight2 = 3 * Hidden, Bias2 = Weight2 + Classes * Hidden;
    static constexpr int Block = Wide ? 2 : 1; // lanes of hidden units at a time on the way back

    alignas(64) float weight1[2 * Hidden], bias1[Hidden], weight2[Classes * Hidden], bias2[16];
    alignas(64) float gradient[Parameters] = {}, mean[Parameters] = {}, square[Parameters] = {};
    alignas(64) float delta[16][Batch];
    AdamSteps adam;

    // z = relu(x·W1 + b1)·W2 + b2, lanes over hidden units.
    INLINE void forward(const float* __restrict x0, const float* __restrict x1, float (&z)[Classes][Batch]) const {
        for (int b = 0; b < Batch; b++) {
            Lane sums[Classes];
            for (int c = 0; c < Classes; c++) sums[c] = Lane{};
            Lane first = broadcast(x0[b]), second = broadcast(x1[b]);
#pragma GCC unroll 16
            for (int j = 0; j < Hidden; j += Width) {
                Lane h = relu(first * load(weight1 + j) + (second * load(weight1 + Hidden + j) + load(bias1 + j)));
#pragma GCC unroll 3
                for (int c = 0; c < Classes; c++) sums[c] += h * load(weight2 + c * Hidden + j);
            }

            for (int c = 0; c < Classes; c++) z[c][b] = sum(sums[c]) + bias2[c];
        }
    }

    // The loss, and delta = (softmax(z) - target) / Batch; the compiler lays the lanes over the rows.
    INLINE float loss(const float (&z)[Classes][Batch], const int* __restrict labels) {
        float total = 0;
        for (int b = 0; b < Batch; b++) {
            float top = z[0][b];
            for (int c = 1; c < Classes; c++) top = std::max(top, z[c][b]);
            float powers[Classes], all = 0;
            for (int c = 0; c < Classes; c++) {
                powers[c] = expf(z[c][b] - top);
                all += powers[c];
            }

            float inverse = 1.f / all, labelled = 0;
            for (int c = 0; c < Classes; c++) {
                float target = labels[b] == c ? 1.f : 0.f;
                labelled += target * (z[c][b] - top);
                delta[c][b] = (powers[c] * inverse - target) * (1.f / Batch);
            }

            total += logf(all) - labelled;
        }

        return total / Batch;
    }

    // All gradients of Block lanes of hidden units in one walk over the rows.
    INLINE void backward(const float* __restrict x0, const float* __restrict x1, int j) {
        Lane w0[Block], w1[Block], b1[Block], w2[Classes][Block];
        Lane g0[Block], g1[Block], gb[Block], g2[Classes][Block];
        for (int k = 0; k < Block; k++) {
            w0[k] = load(weight1 + j + k * Width);
            w1[k] = load(weight1 + Hidden + j + k * Width);
            b1[k] = load(bias1 + j + k * Width);
            g0[k] = g1[k] = gb[k] = Lane{};
            for (int c = 0; c < Classes; c++) {
                w2[c][k] = load(weight2 + c * Hidden + j + k * Width);
                g2[c][k] = Lane{};
            }
        }

        for (int b = 0; b < Batch; b++) {
            Lane first = broadcast(x0[b]), second = broadcast(x1[b]);
            Lane h[Block], d[Block];
#pragma GCC unroll 2
            for (int k = 0; k < Block; k++) {
                h[k] = first * w0[k] + (second * w1[k] + b1[k]);
                d[k] = Lane{};
            }
#pragma GCC unroll 3
            for (int c = 0; c < Classes; c++) {
                Lane output = broadcast(delta[c][b]);
#pragma GCC unroll 2
                for (int k = 0; k < Block; k++) {
                    d[k] += output * w2[c][k];
                    g2[c][k] += output * relu(h[k]);
                }
            }
#pragma GCC unroll 2
            for (int k = 0; k < Block; k++) {
                d[k] = h[k] > 0 ? d[k] : Lane{};
                g0[k] += first * d[k];
                g1[k] += second * d[k];
                gb[k] += d[k];
            }
        }

        for (int k = 0; k < Block; k++) {
            store(gradient + j + k * Width, g0[k]);
            store(gradient + Hidden + j + k * Width, g1[k]);
            store(gradient + Bias1 + j + k * Width, gb[k]);
            for (int c = 0; c < Classes; c++) store(gradient + Weight2 + c * Hidden + j + k * Width, g2[c][k]);
        }
    }

    NOINLINE float forwardBackward(const float* __restrict x0, const float* __restrict x1, const int* __restrict labels) {
        alignas(64) float z[Classes][Batch];
        forward(x0, x1, z);
        float mean = loss(z, labels);
        for (int j = 0; j < Hidden; j += Block * Width) backward(x0, x1, j);
        for (int c = 0; c < Classes; c++) {
            float total = 0;
            for (int b = 0; b < Batch; b++) total += delta[c][b];
            gradient[Bias2 + c] = total;
        }

        return mean;
    }

    void update(float* parameters, int offset, int count, float decay) {
        adam.update(parameters, gradient + offset, mean + offset, square + offset, count, .005f, decay);
    }

public:
    Spiral() {
        randomise(weight1, 2 * Hidden, 1);
        randomise(weight2, Classes * Hidden, .1f);
        for (float& b : bias1) b = 0;
        for (float& b : bias2) b = 0;
    }

    // One step on the inputs (all first coordinates, all second ones) and their labels; returns the loss before it.
    float step(const float* x0, const float* x1, const int* labels) {
        float value = forwardBackward(x0, x1, labels);
        adam.advance();
        update(weight1, 0, 2 * Hidden, 1e-4f);
        update(bias1, Bias1, Hidden, 0);
        update(weight2, Weight2, Classes * Hidden, 1e-4f);
        update(bias2, Bias2, 16, 0);
        return value;
    }
};
