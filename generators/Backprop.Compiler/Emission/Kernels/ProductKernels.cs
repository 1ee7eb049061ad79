namespace Backprop.Compiler.Emission.Kernels;

/// <summary>The two ways to compute a matrix product.</summary>
internal enum ProductKernel
{
    /// <summary>Lanes along the result's columns, several rows at a time: every number loaded is used by several sums.</summary>
    Tile,

    /// <summary>Lanes along the depth, one horizontal sum per result: for results narrower than a lane.</summary>
    Dot,
}

/// <summary>Which product is computed which way. All sizes but the rows are known here, once and for all.</summary>
internal static class ProductKernels
{
    /// <summary>left[rows × depth] · matrix[depth × columns]. Where neither fills a lane, a tile of one partial lane serves.</summary>
    public static ProductKernel ForRows(int depth, int columns, int lane) =>
        columns < lane && depth >= lane ? ProductKernel.Dot : ProductKernel.Tile;

    /// <summary>xᵀ[inputs × rows] · δ[rows × outputs]: the depth is the batch. Where only the inputs fill a lane,
    /// the lanes lie along them, and the tile computes the transposed result.</summary>
    public static bool TransposesWeightGradient(int inputs, int outputs, int lane) => outputs < lane && inputs >= lane;
}
