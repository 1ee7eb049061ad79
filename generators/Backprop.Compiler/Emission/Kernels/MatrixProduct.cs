namespace Backprop.Compiler.Emission.Kernels;

/// <summary>result[rows × columns] = end(left · right), as one call of the library's tiles.</summary>
internal sealed class MatrixProduct
{
    /// <summary>The left factor, and the steps from row to row and along the depth, as expressions.</summary>
    public required (string Reference, string Row, string Step) Left { get; init; }

    /// <summary>The right factor, [depth × columns], in memory with a lane of padding behind it.</summary>
    public required string Right { get; init; }

    /// <summary>Whether it is given as its transpose, [columns × depth]; the method then knows the rows of the whole batch.</summary>
    public bool IsTransposed { get; init; }

    public required string Result { get; init; }

    /// <summary>The rows of the result and the depth, as expressions.</summary>
    public required (string Rows, string Depth) Sizes { get; init; }

    /// <summary>The columns of the result, as an expression.</summary>
    public required string Columns { get; init; }

    /// <summary>Whether this is one thread's part of it: some of the result's rows.</summary>
    public bool IsShared { get; init; }

    /// <summary>How the sums start and end.</summary>
    public TileEnd End { get; init; } = TileEnd.Plain;

    /// <param name="constants">The sizes that the expressions stand for.</param>
    public void Emit(KernelWriter kernel, params (string Name, int Size)[] constants)
    {
        string Size(string name) => constants.Where(constant => constant.Name == name).Select(constant => $"{constant.Size}").DefaultIfEmpty(name).Single();
        string end = End.Type is null ? "" : $"<{End.Type}>", aside = End.Type is null ? "" : $"in {End.Aside ?? Right}, ";
        string left = $"in {Left.Reference}, {Size(Left.Row)}, {Size(Left.Step)}", right = $"in {Right}, {Size(Sizes.Depth)}";
        string more = IsShared ? ", part, parts" : IsTransposed ? ", batch" : "";
        kernel.Line($"Tiles<TLane, {kernel.Element}>.Product{end}({left}, {right}, {aside}ref {Result}, {Size(Sizes.Rows)}, {Size(Columns)}{more});");
    }
}
