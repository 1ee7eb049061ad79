namespace Backprop.Compiler.Emission.Kernels;

/// <summary>result[rows × columns] = end(left · right), as one call of the tiles that all products of a network share (<see cref="ProductTiles"/>).</summary>
internal sealed class MatrixProduct
{
    /// <summary>The left factor, and the steps from row to row and along the depth, as expressions.</summary>
    public required (string Reference, string Row, string Step) Left { get; init; }

    /// <summary>The right factor, [depth × columns], in memory with a lane of padding behind it.</summary>
    public required string Right { get; init; }

    /// <summary>Whether it is given as its transpose, [columns × depth].</summary>
    public bool IsTransposed { get; init; }

    public required string Result { get; init; }

    /// <summary>The rows of the result and the depth, as expressions.</summary>
    public required (string Rows, string Depth) Sizes { get; init; }

    /// <summary>The name of the constant that holds the columns.</summary>
    public required string Columns { get; init; }

    /// <summary>Whether this is one thread's part of it: some of the result's rows.</summary>
    public bool IsShared { get; init; }

    /// <summary>How the sums start and end.</summary>
    public TileEnd End { get; init; } = TileEnd.Plain;

    /// <param name="constants">The sizes that the expressions name.</param>
    public void Emit(KernelWriter kernel, params (string Name, int Size)[] constants)
    {
        kernel.Line($"const int {string.Join(", ", constants.Select(constant => $"{constant.Name} = {constant.Size}"))};");
        kernel.Line();
        (string left, string result, string rows) = ($"in {Left.Reference}", $"ref {Result}", Sizes.Rows);
        if (IsShared)
        {
            kernel.Line($"(int first, int count) = Share.Rows({rows}, part, parts); // of the result");
            (left, result, rows) = ($"in Lanes.At(in {Left.Reference}, first)", $"ref Lanes.Place(ref {Result}, first, {Columns})", "count");
        }

        string end = End.Type is null ? "" : $", {End.Type}", aside = End.Type is null ? "" : $"in {End.Aside ?? Right}, ";
        kernel.Line($"{ProductTiles.ClassName}.Product<TLane{end}>({left}, {Left.Row}, {Left.Step}, in {Right}, {Sizes.Depth}, {aside}{result}, {rows}, {Columns}{(IsTransposed ? ", transposed: true" : "")});");
    }
}
