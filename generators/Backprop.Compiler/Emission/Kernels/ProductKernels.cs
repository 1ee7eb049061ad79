namespace Backprop.Compiler.Emission.Kernels;

/// <summary>The two ways to compute a matrix product.</summary>
internal enum ProductKernel
{
    /// <summary>Lanes along the result's columns, several rows at a time: every number loaded is used by several sums.</summary>
    Tile,

    /// <summary>Lanes along the depth, one horizontal sum per result: for results much narrower than a lane.</summary>
    Dot,

    /// <summary>The same with the weights as they lie: the inputs are repeated, once for each result. For a few rows, to which a transposed copy is not worth its time.</summary>
    Interleaved,
}

/// <summary>Which product is computed which way. All sizes but the rows are known here, once and for all.</summary>
internal static class ProductKernels
{
    /// <summary>left[rows × depth] · matrix[depth × columns]. A tile computes whole lanes: with fewer columns than half a lane, most of them for nothing.</summary>
    public static ProductKernel ForRows(int depth, int columns, int lane) =>
        2 * columns < lane && depth >= lane ? ProductKernel.Dot : ProductKernel.Tile;

    /// <summary>xᵀ[inputs × rows] · δ[rows × outputs]: the depth is the batch. Where only the inputs fill a lane,
    /// the lanes lie along them, and the tile computes the transposed result.</summary>
    public static bool TransposesWeightGradient(int inputs, int outputs, int lane) => 2 * outputs < lane && inputs >= lane;
}
