// Matrix products whose sizes are template arguments: C[M×N] = A·B, N a multiple of 16; A may be transposed by its strides.
#pragma once
#include <algorithm>
#include "lane.hpp"
#include "memory.hpp"

static float* packed = zeros(1 << 20); // a strip of B, rows close together

// What is added to a product and done with it before it is stored.
struct Epilogue {
    const float* columnBias = nullptr; // one number per column
    const float* rowBias = nullptr;    // one number per row
    bool relu = false;

    INLINE Epilogue at(int row, int column) const { return {columnBias ? columnBias + column : nullptr, rowBias ? rowBias + row : nullptr, relu}; }
};

// A tile of Rows × Columns lanes that stays in registers while k runs.
template <int Rows, int Columns>
INLINE void tile(int depth, const float* a, int rowStride, int depthStride, const float* b, int ldb, float* c, int ldc, Epilogue epilogue) {
    Lane sums[Rows][Columns];
#pragma GCC unroll 16
    for (int i = 0; i < Rows; i++)
#pragma GCC unroll 4
        for (int n = 0; n < Columns; n++)
            sums[i][n] = epilogue.columnBias ? load(epilogue.columnBias + Width * n) : epilogue.rowBias ? broadcast(epilogue.rowBias[i]) : Lane{};

    for (int k = 0; k < depth; k++) {
        Lane row[Columns];
#pragma GCC unroll 4
        for (int n = 0; n < Columns; n++) row[n] = load(b + (long)k * ldb + Width * n);
#pragma GCC unroll 16
        for (int i = 0; i < Rows; i++) {
            Lane factor = broadcast(a[(long)i * rowStride + (long)k * depthStride]);
#pragma GCC unroll 4
            for (int n = 0; n < Columns; n++) sums[i][n] += factor * row[n];
        }
    }

#pragma GCC unroll 16
    for (int i = 0; i < Rows; i++)
#pragma GCC unroll 4
        for (int n = 0; n < Columns; n++) store(c + (long)i * ldc + Width * n, epilogue.relu ? relu(sums[i][n]) : sums[i][n]);
}

// The rows of a tile that is so many lanes wide: what the registers hold.
constexpr int tileRows(int columns) {
    return Wide ? (columns >= 4 ? 6 : columns == 3 ? 8 : columns == 2 ? 12 : 14) : (columns >= 2 ? 6 : 12);
}

template <int M, int K, int Columns>
INLINE void strip(const float* a, int rowStride, int depthStride, const float* b, int ldb, float* c, int ldc, Epilogue epilogue) {
    constexpr int Rows = tileRows(Columns);
    int i = 0;
    for (; i + Rows <= M; i += Rows)
        tile<Rows, Columns>(K, a + (long)i * rowStride, rowStride, depthStride, b, ldb, c + (long)i * ldc, ldc, epilogue.at(i, 0));
    constexpr int Rest = M % Rows;
    if constexpr (Rest > 0)
        tile<Rest, Columns>(K, a + (long)i * rowStride, rowStride, depthStride, b, ldb, c + (long)i * ldc, ldc, epilogue.at(i, 0));
}

template <int M, int N, int K>
NOINLINE void product(const float* a, int rowStride, int depthStride, const float* b, int ldb, float* c, int ldc, Epilogue epilogue = {}) {
    static_assert(N % 16 == 0, "pad the columns");
    constexpr int Columns = Wide ? 4 : 2, StripWidth = Columns * Width;
    int n = 0;
    for (; n + StripWidth <= N; n += StripWidth) {
        const float* source = b + n;
        int stride = ldb;
        if (ldb > StripWidth && M > 24) {
            for (int k = 0; k < K; k++)
                for (int q = 0; q < StripWidth; q += Width) store(packed + k * StripWidth + q, load(b + (long)k * ldb + n + q));
            source = packed;
            stride = StripWidth;
        }

        strip<M, K, Columns>(a, rowStride, depthStride, source, stride, c + n, ldc, epilogue.at(0, n));
    }

    constexpr int Rest = N % StripWidth / Width;
    if constexpr (Rest > 0) strip<M, K, Rest>(a, rowStride, depthStride, b + n, ldb, c + n, ldc, epilogue.at(0, n));
}

// to[column][row] = from[row][column], in blocks that stay in the cache.
static NOINLINE void transpose(const float* __restrict from, int ldFrom, float* __restrict to, int ldTo, int rows, int columns) {
    for (int r = 0; r < rows; r += 16)
        for (int c = 0; c < columns; c += 16) {
            int rowEnd = std::min(rows, r + 16), columnEnd = std::min(columns, c + 16);
            for (int column = c; column < columnEnd; column++)
                for (int row = r; row < rowEnd; row++) to[(long)column * ldTo + row] = from[(long)row * ldFrom + column];
        }
}
