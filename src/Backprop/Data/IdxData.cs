using System.Collections.Immutable;

namespace Backprop.Data;

/// <summary>The contents of an IDX file.</summary>
public sealed class IdxData
{
    internal IdxData(IdxElementType elementType, ImmutableArray<int> dimensions, float[] values)
    {
        ElementType = elementType;
        Dimensions = dimensions;
        Values = values;
    }

    /// <summary>What the elements were in the file.</summary>
    public IdxElementType ElementType { get; }

    /// <summary>The sizes, the slowest first: 1 to 255 of them, each 1 or more. Of images: count, height, width.</summary>
    public ImmutableArray<int> Dimensions { get; }

    /// <summary>The elements in the order of the file, the last dimension fastest: as many as the product of the dimensions.</summary>
    public float[] Values { get; }

    /// <summary>The number of items: the first dimension.</summary>
    public int Count => Dimensions[0];

    /// <summary>Values per item: the product of the other dimensions, 1 if there are none.</summary>
    public int ItemSize => Values.Length / Count;
}
