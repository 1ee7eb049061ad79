using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>A value of rank 3 as height × width × channels; one of rank 2, length × channels, as an image of one line.</summary>
internal sealed record Image(int Height, int Width, int Channels)
{
    public static Image Of(Shape shape) => shape.Dimensions.Count == 2
        ? new(1, shape.Dimensions[0], shape.Dimensions[1])
        : new(shape.Dimensions[0], shape.Dimensions[1], shape.Dimensions[2]);

    /// <summary>The value of a node as its kernel sees it. Where the rows lie in lanes, a group of rows is one image in which each channel has as many numbers as a lane.</summary>
    public static Image Of(Node node, int lane)
    {
        Image image = Of(node.Shape);
        return node.InLanes ? image with { Channels = image.Channels * lane } : image;
    }

    /// <summary>Values in a line.</summary>
    public int Line => Width * Channels;

    /// <summary>Values in all.</summary>
    public int Size => Height * Line;

    /// <summary>As a shape of the given rank, 2 or 3; of rank 2 there is one line.</summary>
    public Shape Shape(int rank) => rank == 2 ? Graph.Shape.Rows(Width, Channels) : Graph.Shape.Rows(Height, Width, Channels);
}
