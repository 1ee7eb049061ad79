using static System.FormattableString;

namespace Backprop.Data;

/// <summary>The shape of an image in a row of inputs: <c>[height × width × channels]</c>, line by line from the top, the channels of a pixel together.</summary>
public readonly record struct ImageShape
{
    /// <summary>The shape of an image.</summary>
    /// <param name="height">Lines, 1 or more.</param>
    /// <param name="width">Pixels per line, 1 or more.</param>
    /// <param name="channels">Values per pixel, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or an image has more values than an array holds.</exception>
    public ImageShape(int height, int width, int channels = 1)
    {
        RequirePositive(height, nameof(height));
        RequirePositive(width, nameof(width));
        RequirePositive(channels, nameof(channels));
        long pixels = (long)height * width;
        if (pixels > Array.MaxLength / channels)
        {
            throw new ArgumentOutOfRangeException(
                nameof(height), height, Invariant($"An image of {height} × {width} × {channels} has more than the {Array.MaxLength} values of one array."));
        }

        Height = height;
        Width = width;
        Channels = channels;
    }

    /// <summary>Lines.</summary>
    public int Height { get; }

    /// <summary>Pixels per line.</summary>
    public int Width { get; }

    /// <summary>Values per pixel.</summary>
    public int Channels { get; }

    /// <summary>Values per image: <c>Height × Width × Channels</c>.</summary>
    public int Size => Height * Width * Channels;

    /// <summary>Values per line.</summary>
    internal int LineSize => Width * Channels;

    /// <summary><c>28 × 28 × 1</c></summary>
    public override string ToString() => Invariant($"{Height} × {Width} × {Channels}");

    private static void RequirePositive(int value, string name)
    {
        if (value < 1)
        {
            throw new ArgumentOutOfRangeException(name, value, Invariant($"The {name} of an image must be 1 or more, not {value}."));
        }
    }
}
