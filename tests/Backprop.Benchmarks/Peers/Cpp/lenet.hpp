// LeNet-5 with ReLU and maxima, the batch in lanes: 28×28 - conv 6 - pool - conv 16 - pool - 120 - 84 - 10. Softmax cross-entropy, Adam.
#pragma once
#include <cmath>
#include "adam.hpp"
#include "convolution.hpp"
#include "gemm.hpp"

template <int Batch> class LeNet {
    typedef Convolution<Batch> Conv;

    // Places in the parameters; the rows of the dense weights [out × in] are padded.
    static constexpr int W1 = 0, B1 = 160, W2 = 176, B2 = W2 + 2400, W3 = B2 + 16, B3 = W3 + 120 * 256, W4 = B3 + 128, B4 = W4 + 84 * 128,
                         W5 = B4 + 96, B5 = W5 + 10 * 96, Count = B5 + 16;

    float *p = zeros(Count), *g = zeros(Count), *m = zeros(Count), *v = zeros(Count);
    float *x = zeros(784 * Batch), *conv1 = zeros(6 * 576 * Batch), *pool1 = zeros(6 * 144 * Batch), *conv2 = zeros(16 * 64 * Batch), *pool2 = zeros(256 * Batch);
    float *dense1 = zeros(128 * Batch), *dense2 = zeros(96 * Batch), *z = zeros(16 * Batch), *dz = zeros(16 * Batch);
    float *d2 = zeros(96 * Batch), *d1 = zeros(128 * Batch), *dPool2 = zeros(256 * Batch), *dPool1 = zeros(6 * 144 * Batch);
    float *dConv2 = zeros(16 * 256 * Batch), *dConv1 = zeros(6 * 576 * Batch), *transposed = zeros(256 * Batch);
    AdamSteps adam;

    // The loss, and dz; lanes over the rows.
    NOINLINE float loss(const int* labels) {
        alignas(64) float top[Batch], all[Batch];
        for (int b = 0; b < Batch; b++) top[b] = z[b];
        for (int c = 1; c < 10; c++)
            for (int b = 0; b < Batch; b++) top[b] = std::max(top[b], z[c * Batch + b]);
        for (int b = 0; b < Batch; b++) all[b] = 0;
        for (int c = 0; c < 10; c++)
            for (int b = 0; b < Batch; b++) {
                float power = expf(z[c * Batch + b] - top[b]);
                dz[c * Batch + b] = power;
                all[b] += power;
            }

        float total = 0;
        for (int b = 0; b < Batch; b++) {
            total += logf(all[b]) - (z[labels[b] * Batch + b] - top[b]);
            all[b] = 1.f / (all[b] * Batch);
        }

        for (int c = 0; c < 10; c++)
            for (int b = 0; b < Batch; b++) dz[c * Batch + b] = dz[c * Batch + b] * all[b] - (labels[b] == c ? 1.f / Batch : 0.f);
        return total / Batch;
    }

    // dW = dy·xᵀ and db of a dense layer of [Out × In].
    template <int Out, int In> void denseWeights(const float* input, const float* dy, float* dw, float* db) {
        constexpr int Columns = padded(In);
        transpose(input, Batch, transposed, Columns, In, Batch);
        product<Out, Columns, Batch>(dy, Batch, 1, transposed, Columns, dw, Columns);
        for (int o = 0; o < Out; o++) {
            float total = 0;
            for (int b = 0; b < Batch; b++) total += dy[o * Batch + b];
            db[o] = total;
        }
    }

    static INLINE void mask(float* d, const float* y, int count) {
        for (int i = 0; i < count; i++) d[i] = y[i] > 0 ? d[i] : 0.f;
    }

    void backward() {
        denseWeights<10, 84>(dense2, dz, g + W5, g + B5);
        product<84, Batch, 10>(p + W5, 1, 96, dz, Batch, d2, Batch);
        mask(d2, dense2, 84 * Batch);
        denseWeights<84, 120>(dense1, d2, g + W4, g + B4);
        product<120, Batch, 84>(p + W4, 1, 128, d2, Batch, d1, Batch);
        mask(d1, dense1, 120 * Batch);
        denseWeights<120, 256>(pool2, d1, g + W3, g + B3);
        product<256, Batch, 120>(p + W3, 1, 256, d1, Batch, dPool2, Batch);

        Conv::template poolGradient<16, 8, 16, 4>(conv2, pool2, dPool2, dConv2);
        Conv::template weightGradient<16, 6, 12, 16, 4, Wide ? 4 : 2>(pool1, dConv2, g + W2, g + B2);
        Conv::template inputGradient<16, 6, 12, 16, Wide ? 6 : 3>(dConv2, p + W2, dPool1);
        Conv::template poolGradient<6, 24, 24, 0>(conv1, pool1, dPool1, dConv1);
        Conv::template weightGradient<6, 1, 28, 24, 0, Wide ? 3 : 2>(x, dConv1, g + W1, g + B1);
    }

public:
    LeNet() {
        randomise(p + W1, 150, .2f);
        randomise(p + W2, 2400, .08f);
        randomise(p + W3, 120 * 256, .06f);
        for (int o = 0; o < 84; o++) randomise(p + W4 + o * 128, 120, .09f);
        for (int o = 0; o < 10; o++) randomise(p + W5 + o * 96, 84, .1f);
    }

    // The logits, [class][row], of images [row][784].
    const float* forward(const float* images) {
        transpose(images, 784, x, Batch, Batch, 784);
        Conv::template forward<1, 28, 6, Wide ? 6 : 3>(x, p + W1, p + B1, conv1);
        Conv::template pool<6, 24>(conv1, pool1);
        Conv::template forward<6, 12, 16, Wide ? 4 : 2>(pool1, p + W2, p + B2, conv2);
        Conv::template pool<16, 8>(conv2, pool2);
        product<120, Batch, 256>(p + W3, 256, 1, pool2, Batch, dense1, Batch, {nullptr, p + B3, true});
        product<84, Batch, 120>(p + W4, 128, 1, dense1, Batch, dense2, Batch, {nullptr, p + B4, true});
        product<10, Batch, 84>(p + W5, 96, 1, dense2, Batch, z, Batch, {nullptr, p + B5, false});
        return z;
    }

    // One step; returns the loss before it.
    float step(const float* images, const int* labels) {
        forward(images);
        float value = loss(labels);
        backward();
        adam.advance();
        adam.update(p, g, m, v, Count, 3e-4f);
        return value;
    }
};
