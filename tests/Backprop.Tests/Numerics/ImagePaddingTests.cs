using System.Numerics;
using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

/// <summary>Every number of an image is where it belongs with something around it, that is everywhere else, and back.</summary>
public abstract class ImagePaddingTests<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Lines, their length, and what is above, below, left and right: lines shorter than a lane, longer, and whole lanes; padded images smaller than a lane.
    public static TheoryData<int, int, int, int, int, int> Images => new()
    {
        { 1, 1, 0, 0, 1, 0 }, { 3, 5, 1, 2, 3, 0 }, { 28, 28, 2, 2, 2, 2 }, { 2, 16, 0, 1, 0, 1 }, { 4, 37, 1, 0, 4, 4 }, { 1, 48, 0, 0, 16, 16 }, { 2, 2, 0, 0, 0, 0 },
    };

    [Theory]
    [MemberData(nameof(Images))]
    public void Numbers_have_something_around_them(int lines, int line, int above, int below, int left, int right)
    {
        const int Rows = 3;
        int paddedLine = left + line + right, paddedSize = (above + lines + below) * paddedLine;
        var sizes = new PaddingSizes(lines, line, paddedSize, paddedLine, (above * paddedLine) + left);
        NetworkBuffer<T> x = Guarded<T>.Random(Rows * lines * line, 1);

        T[] padded = Guarded<T>.Stored(Rows * paddedSize, (ref T to) => ImagePadding.Pad(in x.Origin, ref to, Rows, TLane.Constant(-7), sizes));
        T[] back = Guarded<T>.Stored(Rows * lines * line, (ref T to) => ImagePadding.Crop(in padded[0], ref to, Rows, sizes));

        for (int place = 0; place < padded.Length; place++)
        {
            (int row, int inRow) = Math.DivRem(place, paddedSize);
            (int y, int i) = (Math.DivRem(inRow, paddedLine).Quotient - above, (inRow % paddedLine) - left);
            bool isInside = y >= 0 && y < lines && i >= 0 && i < line;
            Assert.Equal(isInside ? x.Span[(((row * lines) + y) * line) + i] : T.CreateChecked(-7), padded[place]);
        }

        Assert.Equal(x.Span[..back.Length].ToArray(), back);
    }
}

public sealed class FloatLane512ImagePaddingTests : ImagePaddingTests<FloatLane512, float>;

public sealed class FloatLane256ImagePaddingTests : ImagePaddingTests<FloatLane256, float>;

public sealed class FloatLane128ImagePaddingTests : ImagePaddingTests<FloatLane128, float>;

public sealed class DoubleLane512ImagePaddingTests : ImagePaddingTests<DoubleLane512, double>;

public sealed class DoubleLane256ImagePaddingTests : ImagePaddingTests<DoubleLane256, double>;

public sealed class DoubleLane128ImagePaddingTests : ImagePaddingTests<DoubleLane128, double>;
