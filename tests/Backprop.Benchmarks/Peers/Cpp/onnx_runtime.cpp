// ONNX Runtime through its C API, inputs and outputs allocated once. The table of functions is stable by index, so no header is needed.
// g++ -std=c++17 -O3 -march=native onnx_runtime.cpp -o onnx_runtime -ldl
// LIBONNXRUNTIME=…/libonnxruntime.so.1 MODELS=folder ./onnx_runtime W5|W6 SECONDS THREADS     prints a line of JSON per case
// The models are written by ../Python/export_onnx.py.
#include <cstdint>
#include <cstring>
#include <dlfcn.h>
#include <string>
#include "measure.hpp"
#include "memory.hpp"

struct OrtBase {
    const void** (*getApi)(uint32_t version);
    const char* (*getVersion)();
};

// Places in the table, version 13.
enum Function {
    GetErrorMessage = 2, CreateEnv = 3, CreateSession = 7, RunSession = 9, CreateSessionOptions = 10, SetExecutionMode = 13,
    SetOptimizationLevel = 23, SetIntraOpThreads = 24, SetInterOpThreads = 25, CreateTensorWithData = 49, CreateCpuMemoryInfo = 69,
};

static const void** api;

// Calls a function of the table, all of which return null or an error.
template <class... Arguments> static void call(Function function, Arguments... arguments) {
    void* status = ((void* (*)(Arguments...))api[function])(arguments...);
    if (status) {
        fprintf(stderr, "ONNX Runtime: %s\n", ((const char* (*)(void*))api[GetErrorMessage])(status));
        exit(1);
    }
}

struct Model {
    const char *workload, *name, *file;
    int64_t inputShape[4];
    size_t inputRank;
    int64_t outputShape[2];

    size_t inputs() const {
        size_t count = 1;
        for (size_t i = 0; i < inputRank; i++) count *= inputShape[i];
        return count;
    }
};

static const Model models[] = {
    {"W5", "W5/spiral", "spiral1", {1, 2}, 2, {1, 3}},
    {"W5", "W5/digits", "digits1", {1, 784}, 2, {1, 10}},
    {"W5", "W5/lenet", "lenet1", {1, 1, 28, 28}, 4, {1, 10}},
    {"W6", "W6/digits", "digits256", {256, 784}, 2, {256, 10}},
    {"W6", "W6/lenet", "lenet256", {256, 1, 28, 28}, 4, {256, 10}},
};

static void* tensor(void* memory, float* values, size_t count, const int64_t* shape, size_t rank) {
    constexpr int Float = 1;
    void* created = nullptr;
    call(CreateTensorWithData, memory, (void*)values, count * sizeof(float), shape, rank, Float, &created);
    return created;
}

static void predict(void* environment, void* options, void* memory, const Model& model) {
    std::string path = std::string(getenv("MODELS")) + "/" + model.file + ".onnx";
    void* session = nullptr;
    call(CreateSession, environment, path.c_str(), options, &session);

    size_t inputs = model.inputs(), outputs = model.outputShape[0] * model.outputShape[1];
    float *x = randoms(inputs, 1.f), *z = zeros(outputs);
    void* input = tensor(memory, x, inputs, model.inputShape, model.inputRank);
    void* output = tensor(memory, z, outputs, model.outputShape, 2);
    const char *inputName = "x", *outputName = "y";
    measure(model.name, "C API", [&] {
        call(RunSession, session, (void*)nullptr, &inputName, (void* const*)&input, (size_t)1, &outputName, (size_t)1, &output);
        sink = z[0];
    });
}

int main(int count, char** arguments) {
    const char* library = getenv("LIBONNXRUNTIME");
    if (count < 4 || !library || !getenv("MODELS")) {
        fprintf(stderr, "usage: LIBONNXRUNTIME=file MODELS=folder onnx_runtime W5|W6 SECONDS THREADS\n");
        return 1;
    }

    secondsPerCase = atof(arguments[2]);
    void* handle = dlopen(library, RTLD_NOW);
    if (!handle) {
        fprintf(stderr, "%s\n", dlerror());
        return 1;
    }

    const OrtBase* base = ((const OrtBase* (*)())dlsym(handle, "OrtGetApiBase"))();
    api = base->getApi(13);
    constexpr int Warnings = 2, Sequential = 0, AllOptimizations = 99;
    void *environment = nullptr, *options = nullptr, *memory = nullptr;
    call(CreateEnv, Warnings, "benchmark", &environment);
    call(CreateSessionOptions, &options);
    call(SetExecutionMode, options, Sequential);
    call(SetOptimizationLevel, options, AllOptimizations);
    call(SetIntraOpThreads, options, atoi(arguments[3]));
    call(SetInterOpThreads, options, 1);
    call(CreateCpuMemoryInfo, 0, 0, &memory);
    fprintf(stderr, "ONNX Runtime %s\n", base->getVersion());
    for (const Model& model : models)
        if (!strcmp(model.workload, arguments[1])) predict(environment, options, memory, model);
}
