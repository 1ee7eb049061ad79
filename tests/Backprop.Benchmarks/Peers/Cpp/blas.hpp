// Products of libraries, found when the program starts: OpenBLAS and oneDNN.
#pragma once
#include <cstdint>
#include <dlfcn.h>

enum class Products { Static, OpenBlas, OneDnn };

class Blas {
    typedef void (*CblasSgemm)(int, int, int, int, int, int, float, const float*, int, const float*, int, float, float*, int);
    typedef int (*DnnlSgemm)(char, char, int64_t, int64_t, int64_t, float, const float*, int64_t, const float*, int64_t, float, float*, int64_t);

    CblasSgemm cblas = (CblasSgemm)symbol("libopenblas.so.0", "cblas_sgemm");
    DnnlSgemm dnnl = (DnnlSgemm)symbol("libdnnl.so.2", "dnnl_sgemm", "libdnnl.so.3");

    static void* symbol(const char* library, const char* name, const char* otherLibrary = nullptr) {
        void* handle = dlopen(library, RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);
        if (!handle && otherLibrary) handle = dlopen(otherLibrary, RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);
        return handle ? dlsym(handle, name) : nullptr;
    }

public:
    bool has(Products products) const {
        return products == Products::Static || (products == Products::OpenBlas ? cblas != nullptr : dnnl != nullptr);
    }

    static const char* name(Products products) {
        return products == Products::Static ? "static products" : products == Products::OpenBlas ? "OpenBLAS" : "oneDNN";
    }

    // C[M×N] = op(A)·op(B), row-major.
    void product(Products by, bool transposeA, bool transposeB, int m, int n, int k, const float* a, int lda, const float* b, int ldb, float* c, int ldc) const {
        constexpr int RowMajor = 101, No = 111, Yes = 112;
        if (by == Products::OpenBlas)
            cblas(RowMajor, transposeA ? Yes : No, transposeB ? Yes : No, m, n, k, 1.f, a, lda, b, ldb, 0.f, c, ldc);
        else
            dnnl(transposeA ? 'T' : 'N', transposeB ? 'T' : 'N', m, n, k, 1.f, a, lda, b, ldb, 0.f, c, ldc);
    }
};

static const Blas blas;
