// Static-size C++ as an expert would write it by hand: what a compiler of networks is measured against.
// g++ -std=c++17 -O3 -march=native -mprefer-vector-width=512 -ffast-math main.cpp -o expert -ldl   (clang++ takes the same flags)
// For AVX2: -mno-avx512f -mprefer-vector-width=256 instead of -mprefer-vector-width=512.
// ./expert WORKLOAD SECONDS     prints a line of JSON per case, and on standard error the losses before and after some steps
#include <cstring>
#include <new>
#include "lenet.hpp"
#include "measure.hpp"
#include "mlp.hpp"
#include "row.hpp"
#include "spiral.hpp"

static int* labels(int count, int classes) {
    int* values = (int*)malloc(sizeof(int) * count);
    for (int i = 0; i < count; i++) values[i] = i % classes;
    return values;
}

template <class Network> static Network* create() { return new (std::align_val_t(64)) Network(); }

static void spiral() {
    constexpr int Points = 960, Batch = 64;
    auto* network = create<Spiral<Batch, 128, 3>>();
    float *x0 = zeros(Points), *x1 = zeros(Points);
    int* y = labels(Points, 3);
    for (int i = 0; i < Points; i++) {
        float r = (i / 3) / 320.f, angle = y[i] * 4.f + r * 4.f + randomNumber() * .1f;
        x0[i] = r * sinf(angle);
        x1[i] = r * cosf(angle);
    }

    float first = 0, last = 0;
    for (int epoch = 0; epoch < 1000; epoch++)
        for (int i = 0; i + Batch <= Points; i += Batch) {
            last = network->step(x0 + i, x1 + i, y + i);
            if (epoch == 0 && i == 0) first = last;
        }

    fprintf(stderr, "W1 loss %.4f -> %.4f\n", first, last);
    measure("W1", "fused", [&] { sink = network->step(x0, x1, y); });
}

constexpr Products AllProducts[] = {Products::Static, Products::OpenBlas, Products::OneDnn};

template <int Batch, int... Sizes> static void trainMlp(const char* name) {
    auto* network = create<Mlp<Batch, Sizes...>>();
    float* x = randoms(Batch * 784, 1.f);
    int* y = labels(Batch, 10);
    for (Products by : AllProducts) {
        if (!blas.has(by)) continue;
        float first = network->step(by, x, y), last = 0;
        for (int i = 0; i < 20; i++) last = network->step(by, x, y);
        fprintf(stderr, "%s %s loss %.4f -> %.4f\n", name, Blas::name(by), first, last);
        measure(name, Blas::name(by), [&] { sink = network->step(by, x, y); });
    }
}

template <int Batch> static void trainLeNet(const char* name) {
    auto* network = create<LeNet<Batch>>();
    float* x = randoms(Batch * 784, 1.f);
    int* y = labels(Batch, 10);
    float first = network->step(x, y), last = 0;
    for (int i = 0; i < 100; i++) last = network->step(x, y);
    fprintf(stderr, "%s loss %.4f -> %.4f\n", name, first, last);
    measure(name, "batch in lanes", [&] { sink = network->step(x, y); });
}

// Calls that do not depend on each other, and calls whose input needs the last output.
template <class Network> static void predictRow(const char* name, const char* dependentName, int inputs) {
    auto* network = create<Network>();
    float *x = randoms(inputs, 1.f), *z = zeros(16);
    measure(name, "static sizes", [&] {
        x[0] += 1e-6f;
        network->predict(x, z);
        sink = z[0];
    });
    measure(dependentName, "static sizes", [&] {
        x[0] = z[0] * 1e-6f;
        network->predict(x, z);
        sink = z[0];
    });
}

static void predictRows() {
    constexpr int Batch = 256;
    float* x = randoms(Batch * 784, 1.f);
    auto* digits = create<Mlp<Batch, 784, 128, 10>>();
    for (Products by : AllProducts)
        if (blas.has(by)) measure("W6/digits", Blas::name(by), [&] { sink = digits->forward(by, x)[0]; });
    auto* lenet = create<LeNet<Batch>>();
    measure("W6/lenet", "batch in lanes", [&] { sink = lenet->forward(x)[0]; });
}

int main(int count, char** arguments) {
    const char* workload = count > 1 ? arguments[1] : "";
    if (count > 2) secondsPerCase = atof(arguments[2]);
    if (!strcmp(workload, "W1")) {
        spiral();
    } else if (!strcmp(workload, "W2")) {
        trainMlp<64, 784, 128, 10>("W2/64");
        trainMlp<32, 784, 128, 10>("W2/32");
    } else if (!strcmp(workload, "W3")) {
        trainMlp<128, 784, 512, 512, 10>("W3/128");
    } else if (!strcmp(workload, "W4")) {
        trainLeNet<128>("W4/128");
        trainLeNet<32>("W4/32");
    } else if (!strcmp(workload, "W5")) {
        predictRow<SpiralRow>("W5/spiral", "W5/spiral-dependent", 2);
        predictRow<DigitRow>("W5/digits", "W5/digits-dependent", 784);
        predictRow<LeNetRow>("W5/lenet", "W5/lenet-dependent", 784);
    } else if (!strcmp(workload, "W6")) {
        predictRows();
    } else {
        fprintf(stderr, "usage: expert W1|W2|W3|W4|W5|W6 [seconds]\n");
        return 1;
    }
}
