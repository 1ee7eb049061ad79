using System.Numerics;
using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

/// <summary>Softmax of rows narrower than a lane, many and few, beside the same in double.</summary>
public abstract class RowSoftmaxTests<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Fact]
    public void Rows_are_exponentials_over_their_sum()
    {
        double unit = typeof(T) == typeof(double) ? 2e-16 : 1.2e-7;
        for (int units = 1; units <= TLane.Width; units++)
        {
            foreach (int rows in new[] { 1, 3, TLane.Width, TLane.Width + 1, (2 * TLane.Width) + 5 })
            {
                NetworkBuffer<T> x = Guarded<T>.Random(rows * units, rows + units);
                T[] many = Guarded<T>.Stored(rows * units, (ref T to) => RowSoftmax.WriteMany<TLane, T>(in x.Origin, ref to, rows, units));
                T[] few = Guarded<T>.Stored(rows * units, (ref T to) => RowSoftmax.Write<TLane, T>(in x.Origin, ref to, rows, units));

                Assert.Equal(few.Select(LaneNumbers.Bits), many.Select(LaneNumbers.Bits));
                for (int row = 0; row < rows; row++)
                {
                    double[] z = [.. x.Span.Slice(row * units, units).ToArray().Select(double.CreateChecked)];
                    double[] e = [.. z.Select(value => Math.Exp(value - z.Max()))];
                    for (int i = 0; i < units; i++)
                    {
                        // exp has 2 units of error, its argument a half of its own size, the sum a half for each term, the two divisions and products one more.
                        double bound = e[i] / e.Sum() * unit * (4 + (units / 2.0) + Math.Abs(z[i] - z.Max()));
                        Assert.Equal(e[i] / e.Sum(), double.CreateChecked(many[(row * units) + i]), bound + 1e-37);
                    }
                }
            }
        }
    }
}

public sealed class FloatLane512RowSoftmaxTests : RowSoftmaxTests<FloatLane512, float>;

public sealed class FloatLane256RowSoftmaxTests : RowSoftmaxTests<FloatLane256, float>;

public sealed class FloatLane128RowSoftmaxTests : RowSoftmaxTests<FloatLane128, float>;

public sealed class DoubleLane512RowSoftmaxTests : RowSoftmaxTests<DoubleLane512, double>;

public sealed class DoubleLane256RowSoftmaxTests : RowSoftmaxTests<DoubleLane256, double>;

public sealed class DoubleLane128RowSoftmaxTests : RowSoftmaxTests<DoubleLane128, double>;
