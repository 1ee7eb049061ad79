// Training steps of perceptrons whose shapes are arguments: sgemm of OpenBLAS and of oneDNN, the loops around it left to the compiler.
// g++ -std=c++17 -O3 -march=native -ffast-math sgemm_step.cpp -o sgemm_step -ldl
// ./sgemm_step SECONDS BATCH-INPUTS-UNITS-…-CLASSES …     prints a line of JSON per shape and library. ReLU, softmax cross-entropy, SGD.
#include <cmath>
#include <string>
#include <vector>
#include "blas.hpp"
#include "measure.hpp"
#include "memory.hpp"

struct Layer {
    int in, out;
    float *weight, *bias, *weightGradient, *biasGradient, *output, *delta;

    Layer(int in, int out, int batch)
        : in(in), out(out), weight(randoms((size_t)in * out, 1 / sqrtf(in))), bias(zeros(out)), weightGradient(zeros((size_t)in * out)),
          biasGradient(zeros(out)), output(zeros((size_t)batch * out)), delta(zeros((size_t)batch * out)) {}

    void free() {
        for (float* array : {weight, bias, weightGradient, biasGradient, output, delta}) ::free(array);
    }
};

class Network {
    int batch;
    std::vector<Layer> layers;

    void forward(Products by, const float* inputs) {
        const float* x = inputs;
        for (Layer& l : layers) {
            blas.product(by, false, false, batch, l.out, l.in, x, l.in, l.weight, l.out, l.output, l.out);
            bool hidden = &l != &layers.back();
            for (int b = 0; b < batch; b++) {
                float* __restrict row = l.output + (size_t)b * l.out;
                const float* __restrict bias = l.bias;
                if (hidden)
                    for (int j = 0; j < l.out; j++) row[j] = std::max(row[j] + bias[j], 0.f);
                else
                    for (int j = 0; j < l.out; j++) row[j] += bias[j];
            }

            x = l.output;
        }
    }

    float loss(const int* labels) {
        Layer& l = layers.back();
        float total = 0;
        for (int b = 0; b < batch; b++) {
            const float* __restrict z = l.output + (size_t)b * l.out;
            float* __restrict d = l.delta + (size_t)b * l.out;
            float top = z[0], all = 0;
            for (int c = 1; c < l.out; c++) top = std::max(top, z[c]);
            for (int c = 0; c < l.out; c++) {
                d[c] = expf(z[c] - top);
                all += d[c];
            }

            total += logf(all) - (z[labels[b]] - top);
            float scale = 1.f / (all * batch);
            for (int c = 0; c < l.out; c++) d[c] *= scale;
            d[labels[b]] -= 1.f / batch;
        }

        return total / batch;
    }

    void backward(Products by, const float* inputs) {
        for (size_t i = layers.size(); i-- > 0;) {
            Layer& l = layers[i];
            const float* x = i == 0 ? inputs : layers[i - 1].output;
            blas.product(by, true, false, l.in, l.out, batch, x, l.in, l.delta, l.out, l.weightGradient, l.out);
            float* __restrict db = l.biasGradient;
            for (int j = 0; j < l.out; j++) db[j] = 0;
            for (int b = 0; b < batch; b++) {
                const float* __restrict d = l.delta + (size_t)b * l.out;
                for (int j = 0; j < l.out; j++) db[j] += d[j];
            }

            if (i > 0) {
                float* __restrict before = layers[i - 1].delta;
                blas.product(by, false, true, batch, l.in, l.out, l.delta, l.out, l.weight, l.out, before, l.in);
                for (size_t k = 0; k < (size_t)batch * l.in; k++) before[k] = x[k] > 0 ? before[k] : 0.f;
            }
        }
    }

    static void update(float* __restrict p, const float* __restrict g, size_t count) {
        for (size_t i = 0; i < count; i++) p[i] -= 1e-3f * g[i];
    }

public:
    Network(int batch, const std::vector<int>& sizes) : batch(batch) {
        for (size_t l = 1; l < sizes.size(); l++) layers.emplace_back(sizes[l - 1], sizes[l], batch);
    }

    ~Network() {
        for (Layer& l : layers) l.free();
    }

    float step(Products by, const float* inputs, const int* labels) {
        forward(by, inputs);
        float value = loss(labels);
        backward(by, inputs);
        for (Layer& l : layers) {
            update(l.weight, l.weightGradient, (size_t)l.in * l.out);
            update(l.bias, l.biasGradient, l.out);
        }

        return value;
    }
};

int main(int count, char** arguments) {
    if (count < 3) {
        fprintf(stderr, "usage: sgemm_step SECONDS BATCH-INPUTS-UNITS-…-CLASSES …\n");
        return 1;
    }

    if (!blas.has(Products::OpenBlas) && !blas.has(Products::OneDnn)) {
        fprintf(stderr, "neither libopenblas.so.0 nor libdnnl.so.2 is there\n");
        return 1;
    }

    secondsPerCase = atof(arguments[1]);
    for (int a = 2; a < count; a++) {
        std::vector<int> sizes;
        for (char* at = arguments[a]; *at;) {
            sizes.push_back((int)strtol(at, &at, 10));
            if (*at) at++;
        }

        int batch = sizes[0];
        sizes.erase(sizes.begin());
        std::string shape = std::string(strchr(arguments[a], '-') + 1) + " b" + std::to_string(batch);
        float* x = randoms((size_t)batch * sizes.front(), 1.f);
        std::vector<int> labels;
        for (int b = 0; b < batch; b++) labels.push_back(b % sizes.back());
        for (Products by : {Products::OpenBlas, Products::OneDnn}) {
            if (!blas.has(by)) continue;
            Network network(batch, sizes);
            measure(shape.c_str(), Blas::name(by), [&] { sink = network.step(by, x, labels.data()); });
        }

        free(x);
    }
}
