using Backprop.Compiler.Declaration;

namespace Backprop.Compiler.Graph;

/// <summary>The shape of a value: one row of the given dimensions for every row of the batch, or the dimensions alone.</summary>
internal sealed record Shape(bool Batched, EquatableArray<int> Dimensions)
{
    /// <summary>A value with one entry per row of the batch: rows are dynamic, all else is static.</summary>
    public static Shape Rows(params int[] dimensions) => new(true, new(dimensions));

    /// <summary>A value that does not depend on the batch: a parameter, or something made of parameters.</summary>
    public static Shape Fixed(params int[] dimensions) => new(false, new(dimensions));

    /// <summary>Values per row, or in all where the shape is fixed.</summary>
    public long Size => Dimensions.Aggregate(1L, (product, size) => product * size);

    /// <summary>Values per row as an int; the declaration rules keep widths far below overflow.</summary>
    public int Width => (int)Size;

    /// <summary>The last dimension: a row's width, an image's channels.</summary>
    public int Last => Dimensions[Dimensions.Count - 1];

    /// <summary>The product of all dimensions but the last: how many rows of <see cref="Last"/> values the value is, per row of the batch.</summary>
    public int Leading => (int)(Size / Last);

    /// <summary>The same shape with another last dimension.</summary>
    public Shape WithLast(int last) => new(Batched, new(Dimensions.Take(Dimensions.Count - 1).Append(last)));

    /// <summary>The dimensions as users read them: <c>28×28×1</c>.</summary>
    public string Text => string.Join("×", Dimensions.Select(size => size.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    public override string ToString() => "[" + string.Join("×", (Batched ? ["rows"] : Array.Empty<string>()).Concat(Dimensions.Select(size => size.ToString(System.Globalization.CultureInfo.InvariantCulture)))) + "]";
}
