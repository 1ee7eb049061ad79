// Predictions of one row.
#pragma once
#include "lane.hpp"
#include "memory.hpp"

// y = x·W + b, then ReLU if asked for: Lanes lanes of outputs, two rows of W at a time where the registers allow it.
template <int In, int Lanes> INLINE void denseLanes(const float* x, const float* w, int stride, const float* b, float* y, bool rectified) {
    constexpr bool Paired = Wide || Lanes <= 4; // two chains of additions each
    Lane even[Lanes], odd[Lanes];
#pragma GCC unroll 8
    for (int n = 0; n < Lanes; n++) {
        even[n] = load(b + Width * n);
        odd[n] = Lane{};
    }

    int i = 0;
    if constexpr (Paired)
        for (; i + 1 < In; i += 2) {
            Lane first = broadcast(x[i]), second = broadcast(x[i + 1]);
#pragma GCC unroll 8
            for (int n = 0; n < Lanes; n++) {
                even[n] += first * load(w + (long)i * stride + Width * n);
                odd[n] += second * load(w + (long)(i + 1) * stride + Width * n);
            }
        }
    for (; i < In; i++) {
        Lane factor = broadcast(x[i]);
#pragma GCC unroll 8
        for (int n = 0; n < Lanes; n++) even[n] += factor * load(w + (long)i * stride + Width * n);
    }

#pragma GCC unroll 8
    for (int n = 0; n < Lanes; n++) {
        Lane total = even[n] + odd[n];
        store(y + Width * n, rectified ? relu(total) : total);
    }
}

// All Out outputs, a multiple of 16.
template <int In, int Out> INLINE void dense(const float* x, const float* w, const float* b, float* y, bool rectified) {
    constexpr int All = Out / Width, Lanes = All > 8 ? 8 : All;
    constexpr int Rest = All % Lanes;
    int n = 0;
    for (; n + Lanes <= All; n += Lanes) denseLanes<In, Lanes>(x, w + n * Width, Out, b + n * Width, y + n * Width, rectified);
    if constexpr (Rest > 0) denseLanes<In, Rest>(x, w + n * Width, Out, b + n * Width, y + n * Width, rectified);
}

// 2-128-3: hidden values never leave the registers.
struct SpiralRow {
    alignas(64) float weight1[256], bias1[128], weight2[384], bias2[3] = {};

    SpiralRow() {
        randomise(weight1, 256, 1);
        randomise(bias1, 128, 1);
        randomise(weight2, 384, 1);
    }

    NOINLINE void predict(const float* x, float* z) const {
        Lane sums[3] = {};
        Lane first = broadcast(x[0]), second = broadcast(x[1]);
#pragma GCC unroll 16
        for (int j = 0; j < 128; j += Width) {
            Lane h = relu(first * load(weight1 + j) + (second * load(weight1 + 128 + j) + load(bias1 + j)));
            for (int c = 0; c < 3; c++) sums[c] += h * load(weight2 + c * 128 + j);
        }

        for (int c = 0; c < 3; c++) z[c] = sum(sums[c]) + bias2[c];
    }
};

// 784-128-10.
struct DigitRow {
    float *weight1 = randoms(784 * 128, .03f), *bias1 = zeros(128), *weight2 = randoms(128 * 16, .1f), *bias2 = zeros(16), *hidden = zeros(128);

    NOINLINE void predict(const float* x, float* z) const {
        dense<784, 128>(x, weight1, bias1, hidden, true);
        dense<128, 16>(hidden, weight2, bias2, z, false);
    }
};

// LeNet-5: lanes over pixels in the first convolution, over channels in the second.
struct LeNetRow {
    float *weight1 = randoms(150, .2f), *bias1 = zeros(16), *weight2 = randoms(2400, .08f), *bias2 = zeros(16), *weight3 = randoms(256 * 128, .06f), *bias3 = zeros(128),
          *weight4 = randoms(120 * 96, .09f), *bias4 = zeros(96), *weight5 = randoms(84 * 16, .1f), *bias5 = zeros(16);
    alignas(64) float conv1[6 * 24 * 32] = {}, pool1[6 * 12 * 16], conv2[64 * 16], pool2[256], dense1[128], dense2[96];

    NOINLINE void predict(const float* x, float* z) {
        convolution1(x);
        convolution2();
        dense<256, 128>(pool2, weight3, bias3, dense1, true);
        dense<120, 96>(dense1, weight4, bias4, dense2, true);
        dense<84, 16>(dense2, weight5, bias5, z, false);
    }

private:
    // 24 pixels of a row in lanes that start every 8 pixels; wide ones overlap.
    INLINE void convolution1(const float* x) {
        constexpr int Lanes = Wide ? 2 : 3, Channels = Wide ? 6 : 3;
        for (int y = 0; y < 24; y++)
            for (int first = 0; first < 6; first += Channels) {
                Lane sums[Channels][Lanes];
                for (int o = 0; o < Channels; o++)
                    for (int n = 0; n < Lanes; n++) sums[o][n] = broadcast(bias1[first + o]);
                for (int ky = 0; ky < 5; ky++) {
                    const float* r = x + (y + ky) * 28;
#pragma GCC unroll 5
                    for (int kx = 0; kx < 5; kx++) {
                        Lane pixels[Lanes];
                        for (int n = 0; n < Lanes; n++) pixels[n] = load(r + kx + 8 * n);
#pragma GCC unroll 6
                        for (int o = 0; o < Channels; o++) {
                            Lane w = broadcast(weight1[(first + o) * 25 + ky * 5 + kx]);
#pragma GCC unroll 3
                            for (int n = 0; n < Lanes; n++) sums[o][n] += w * pixels[n];
                        }
                    }
                }

                for (int o = 0; o < Channels; o++)
                    for (int n = 0; n < Lanes; n++) store(conv1 + ((first + o) * 24 + y) * 32 + 8 * n, relu(sums[o][n]));
            }

        for (int o = 0; o < 6; o++)
            for (int y = 0; y < 12; y++) {
                const float* r = conv1 + (o * 24 + 2 * y) * 32;
                for (int q = 0; q < 12; q++)
                    pool1[(o * 12 + y) * 16 + q] = std::max(std::max(r[2 * q], r[2 * q + 1]), std::max(r[32 + 2 * q], r[33 + 2 * q]));
            }
    }

    // 16 channels in lanes × 8 positions.
    INLINE void convolution2() {
        for (int y = 0; y < 8; y++)
            for (int half = 0; half < 16; half += Width) {
                Lane sums[8];
#pragma GCC unroll 8
                for (int q = 0; q < 8; q++) sums[q] = load(bias2 + half);
                for (int ic = 0; ic < 6; ic++)
                    for (int ky = 0; ky < 5; ky++) {
                        const float* r = pool1 + (ic * 12 + y + ky) * 16;
#pragma GCC unroll 5
                        for (int kx = 0; kx < 5; kx++) {
                            Lane w = load(weight2 + ((ic * 5 + ky) * 5 + kx) * 16 + half);
#pragma GCC unroll 8
                            for (int q = 0; q < 8; q++) sums[q] += w * broadcast(r[q + kx]);
                        }
                    }
#pragma GCC unroll 8
                for (int q = 0; q < 8; q++) store(conv2 + (y * 8 + q) * 16 + half, relu(sums[q]));
            }

        for (int y = 0; y < 4; y++)
            for (int q = 0; q < 4; q++)
                for (int half = 0; half < 16; half += Width) {
                    const float* r = conv2 + (2 * y * 8 + 2 * q) * 16 + half;
                    store(pool2 + (y * 4 + q) * 16 + half, larger(larger(load(r), load(r + 16)), larger(load(r + 128), load(r + 144))));
                }
    }
};
