// 5×5 convolutions and 2×2 maxima with the batch in lanes: a tensor is [channel][y][x][Batch]. Unpadded, stride 1.
#pragma once
#include <algorithm>
#include "lane.hpp"

template <int Batch> struct Convolution {
    static constexpr int Groups = Batch / Width;

    // y = relu(conv(x) + bias): tiles of Channels output channels × 4 positions.
    template <int In, int Size, int Out, int Channels>
    static NOINLINE void forward(const float* x, const float* weight, const float* bias, float* y) {
        constexpr int OutSize = Size - 4;
        for (int group = 0; group < Groups; group++)
            for (int oc = 0; oc < Out; oc += Channels)
                for (int row = 0; row < OutSize; row++)
                    for (int column = 0; column < OutSize; column += 4) {
                        Lane sums[Channels][4];
#pragma GCC unroll 8
                        for (int o = 0; o < Channels; o++)
#pragma GCC unroll 4
                            for (int q = 0; q < 4; q++) sums[o][q] = broadcast(bias[oc + o]);
                        for (int ic = 0; ic < In; ic++)
                            for (int ky = 0; ky < 5; ky++) {
                                const float* r = x + ((ic * Size + row + ky) * Size + column) * Batch + group * Width;
                                const float* w = weight + (oc * In + ic) * 25 + ky * 5;
                                window<Channels, 1>(r, w, In * 25, sums);
                            }
#pragma GCC unroll 8
                        for (int o = 0; o < Channels; o++)
#pragma GCC unroll 4
                            for (int q = 0; q < 4; q++)
                                store(y + (((oc + o) * OutSize + row) * OutSize + column + q) * Batch + group * Width, relu(sums[o][q]));
                    }
    }

    // dx of a convolution whose dy is padded with 4 zeros on each side: stride Padded. Tiles of Channels input channels × 4 positions.
    template <int Out, int In, int Size, int Padded, int Channels>
    static NOINLINE void inputGradient(const float* dy, const float* weight, float* dx) {
        for (int group = 0; group < Groups; group++)
            for (int first = 0; first < In; first += Channels)
                for (int row = 0; row < Size; row++)
                    for (int column = 0; column < Size; column += 4) {
                        Lane sums[Channels][4];
#pragma GCC unroll 8
                        for (int i = 0; i < Channels; i++)
#pragma GCC unroll 4
                            for (int q = 0; q < 4; q++) sums[i][q] = Lane{};
                        for (int oc = 0; oc < Out; oc++)
                            for (int ky = std::max(0, row - (Size - 5)); ky <= std::min(4, row); ky++) {
                                const float* r = dy + ((oc * Padded + row + 4 - ky) * Padded + column + 4) * Batch + group * Width;
                                const float* w = weight + (oc * In + first) * 25 + ky * 5;
                                window<Channels, -1>(r, w, 25, sums);
                            }
#pragma GCC unroll 8
                        for (int i = 0; i < Channels; i++)
#pragma GCC unroll 4
                            for (int q = 0; q < 4; q++) store(dx + (((first + i) * Size + row) * Size + column + q) * Batch + group * Width, sums[i][q]);
                    }
    }

    // dW[oc][ic][ky][0..4] in registers over all positions and rows; db after it. dy has the stride Padded and starts at Offset.
    template <int Out, int In, int Size, int Padded, int Offset, int Channels>
    static NOINLINE void weightGradient(const float* x, const float* dy, float* dw, float* db) {
        constexpr int OutSize = Size - 4;
        for (int oc = 0; oc < Out; oc += Channels)
            for (int ic = 0; ic < In; ic++)
                for (int ky = 0; ky < 5; ky++) {
                    Lane sums[Channels][5];
#pragma GCC unroll 8
                    for (int o = 0; o < Channels; o++)
#pragma GCC unroll 5
                        for (int k = 0; k < 5; k++) sums[o][k] = Lane{};
                    for (int row = 0; row < OutSize; row++)
                        for (int column = 0; column < OutSize; column++) {
                            const float* r = x + ((ic * Size + row + ky) * Size + column) * Batch;
                            const float* d = dy + ((oc * Padded + row + Offset) * Padded + column + Offset) * Batch;
                            for (int b = 0; b < Batch; b += Width) {
                                Lane i0 = load(r + b), i1 = load(r + Batch + b), i2 = load(r + 2 * Batch + b), i3 = load(r + 3 * Batch + b), i4 = load(r + 4 * Batch + b);
#pragma GCC unroll 8
                                for (int o = 0; o < Channels; o++) {
                                    Lane g = load(d + o * Padded * Padded * Batch + b);
                                    sums[o][0] += g * i0;
                                    sums[o][1] += g * i1;
                                    sums[o][2] += g * i2;
                                    sums[o][3] += g * i3;
                                    sums[o][4] += g * i4;
                                }
                            }
                        }
                    for (int o = 0; o < Channels; o++)
                        for (int k = 0; k < 5; k++) dw[((oc + o) * In + ic) * 25 + ky * 5 + k] = sum(sums[o][k]);
                }

        for (int oc = 0; oc < Out; oc++) {
            Lane total{};
            for (int row = 0; row < OutSize; row++)
                for (int column = 0; column < OutSize; column++)
                    for (int b = 0; b < Batch; b += Width) total += load(dy + ((oc * Padded + row + Offset) * Padded + column + Offset) * Batch + b);
            db[oc] = sum(total);
        }
    }

    template <int Channels, int Size> static NOINLINE void pool(const float* x, float* y) {
        constexpr int OutSize = Size / 2;
        for (int c = 0; c < Channels; c++)
            for (int row = 0; row < OutSize; row++)
                for (int column = 0; column < OutSize; column++) {
                    const float* r = x + ((c * Size + 2 * row) * Size + 2 * column) * Batch;
                    float* out = y + ((c * OutSize + row) * OutSize + column) * Batch;
                    for (int b = 0; b < Batch; b += Width)
                        store(out + b, larger(larger(load(r + b), load(r + Batch + b)), larger(load(r + Size * Batch + b), load(r + Size * Batch + Batch + b))));
                }
    }

    // The gradient goes to the first of the four that is the maximum, if ReLU let it through. dx has the stride Padded and starts at Offset.
    template <int Channels, int Size, int Padded, int Offset>
    static NOINLINE void poolGradient(const float* x, const float* y, const float* dy, float* dx) {
        constexpr int OutSize = Size / 2;
        for (int c = 0; c < Channels; c++)
            for (int row = 0; row < OutSize; row++)
                for (int column = 0; column < OutSize; column++) {
                    const float* r = x + ((c * Size + 2 * row) * Size + 2 * column) * Batch;
                    int out = ((c * OutSize + row) * OutSize + column) * Batch;
                    float* to = dx + ((c * Padded + 2 * row + Offset) * Padded + 2 * column + Offset) * Batch;
                    for (int b = 0; b < Batch; b += Width) {
                        Lane top = load(y + out + b), left = load(dy + out + b);
                        left = top > 0 ? left : Lane{};
                        Lane g0 = load(r + b) == top ? left : Lane{};
                        left -= g0;
                        Lane g1 = load(r + Batch + b) == top ? left : Lane{};
                        left -= g1;
                        Lane g2 = load(r + Size * Batch + b) == top ? left : Lane{};
                        left -= g2;
                        store(to + b, g0);
                        store(to + Batch + b, g1);
                        store(to + Padded * Batch + b, g2);
                        store(to + Padded * Batch + Batch + b, left);
                    }
                }
    }

private:
    // Five taps of a row: four positions beside each other, for each channel its weight; Direction -1 walks against the taps.
    template <int Channels, int Direction>
    static INLINE void window(const float* r, const float* w, int weightStride, Lane (&sums)[Channels][4]) {
#pragma GCC unroll 5
        for (int kx = 0; kx < 5; kx++) {
            const float* at = r + Direction * kx * Batch;
            Lane i0 = load(at), i1 = load(at + Batch), i2 = load(at + 2 * Batch), i3 = load(at + 3 * Batch);
#pragma GCC unroll 8
            for (int o = 0; o < Channels; o++) {
                Lane weight = broadcast(w[o * weightStride + kx]);
                sums[o][0] += weight * i0;
                sums[o][1] += weight * i1;
                sums[o][2] += weight * i2;
                sums[o][3] += weight * i3;
            }
        }
    }
};
