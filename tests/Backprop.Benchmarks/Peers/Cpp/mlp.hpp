// A multi-layer perceptron whose sizes are template arguments: ReLU, softmax cross-entropy, Adam. Weights are [in × padded(out)].
#pragma once
#include <cmath>
#include "adam.hpp"
#include "blas.hpp"
#include "gemm.hpp"

// The mean loss, and delta = (softmax(z) - target) / rows. At most 16 classes, padded to 16.
static float softmaxRows(const float* z, float* delta, const int* labels, int rows, int classes, int stride) {
    float loss = 0;
    for (int b = 0; b < rows; b++) {
        alignas(64) float powers[16];
        const float* row = z + b * stride;
        float top = row[0];
        for (int c = 1; c < classes; c++) top = std::max(top, row[c]);
        for (int c = 0; c < 16; c++) powers[c] = expf(std::min(row[c] - top, 0.f));
        float all = 0;
        for (int c = 0; c < classes; c++) all += powers[c];
        loss += logf(all) - (row[labels[b]] - top);
        float scale = 1.f / (all * rows);
        float* out = delta + b * stride;
        for (int c = 0; c < 16; c++) out[c] = c < classes ? powers[c] * scale : 0.f;
        out[labels[b]] -= 1.f / rows;
    }

    return loss / rows;
}

template <int Batch, int... Sizes> class Mlp {
    static constexpr int Layers = sizeof...(Sizes) - 1;
    static constexpr int size[Layers + 1] = {Sizes...};

    struct Tensor {
        float *value, *gradient, *mean, *square;
        int count;

        void allocate(int length) {
            count = length;
            value = zeros(length);
            gradient = zeros(length);
            mean = zeros(length);
            square = zeros(length);
        }
    };

    Tensor weight[Layers], bias[Layers];
    float *activation[Layers + 1], *delta[Layers + 1], *transposed;
    AdamSteps adam;

    template <int Layer> static constexpr int stride() { return Layer == 0 ? size[0] : padded(size[Layer]); }

    template <int Layer> INLINE void forwardFrom(Products by, const float* x) {
        if constexpr (Layer < Layers) {
            constexpr int In = size[Layer], Out = padded(size[Layer + 1]);
            constexpr bool Hidden = Layer < Layers - 1;
            float* y = activation[Layer + 1];
            if (by == Products::Static) {
                product<Batch, Out, In>(x, stride<Layer>(), 1, weight[Layer].value, Out, y, Out, {bias[Layer].value, nullptr, Hidden});
            } else {
                blas.product(by, false, false, Batch, Out, In, x, stride<Layer>(), weight[Layer].value, Out, y, Out);
                for (int b = 0; b < Batch; b++)
                    for (int j = 0; j < Out; j++) {
                        float t = y[b * Out + j] + bias[Layer].value[j];
                        y[b * Out + j] = Hidden ? std::max(t, 0.f) : t;
                    }
            }

            forwardFrom<Layer + 1>(by, y);
        }
    }

    template <int Layer> INLINE void backwardFrom(Products by, const float* inputs) {
        if constexpr (Layer >= 0) {
            constexpr int In = size[Layer], Out = padded(size[Layer + 1]), Units = size[Layer + 1];
            const float* x = Layer == 0 ? inputs : activation[Layer];
            const float* d = delta[Layer + 1];

            if (by == Products::Static)
                product<In, Out, Batch>(x, 1, stride<Layer>(), d, Out, weight[Layer].gradient, Out);
            else
                blas.product(by, true, false, In, Out, Batch, x, stride<Layer>(), d, Out, weight[Layer].gradient, Out);

            float* biasGradient = bias[Layer].gradient;
            for (int j = 0; j < Out; j++) biasGradient[j] = 0;
            for (int b = 0; b < Batch; b++)
                for (int j = 0; j < Out; j++) biasGradient[j] += d[b * Out + j];

            if constexpr (Layer > 0) {
                float* before = delta[Layer];
                if (by == Products::Static) {
                    transpose(weight[Layer].value, Out, transposed, In, In, Units);
                    product<Batch, In, Units>(d, Out, 1, transposed, In, before, In);
                } else {
                    blas.product(by, false, true, Batch, In, Units, d, Out, weight[Layer].value, Out, before, In);
                }

                for (int i = 0; i < Batch * In; i++) before[i] = activation[Layer][i] > 0 ? before[i] : 0.f;
                backwardFrom<Layer - 1>(by, inputs);
            }
        }
    }

public:
    Mlp() {
        int largest = 0;
        for (int l = 0; l < Layers; l++) {
            int in = size[l], out = padded(size[l + 1]);
            weight[l].allocate(in * out);
            for (int i = 0; i < in; i++)
                for (int j = 0; j < size[l + 1]; j++) weight[l].value[i * out + j] = randomNumber() / sqrtf(in);
            bias[l].allocate(out);
            activation[l + 1] = zeros(Batch * out);
            delta[l + 1] = zeros(Batch * out);
            largest = std::max(largest, in * out);
        }

        transposed = zeros(largest);
    }

    // The logits, [Batch × padded(classes)].
    const float* forward(Products by, const float* x) {
        forwardFrom<0>(by, x);
        return activation[Layers];
    }

    // One step; returns the loss before it.
    float step(Products by, const float* x, const int* labels) {
        forwardFrom<0>(by, x);
        float loss = softmaxRows(activation[Layers], delta[Layers], labels, Batch, size[Layers], padded(size[Layers]));
        backwardFrom<Layers - 1>(by, x);
        adam.advance();
        for (int l = 0; l < Layers; l++)
            for (Tensor* t : {&weight[l], &bias[l]}) adam.update(t->value, t->gradient, t->mean, t->square, t->count, 1e-3f);
        return loss;
    }
};
