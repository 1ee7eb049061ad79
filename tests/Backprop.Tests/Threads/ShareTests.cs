using Backprop.Numerics;

namespace Backprop.Tests.Threads;

/// <summary>Who gets which rows.</summary>
public sealed class ShareTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void EveryRowIsInOnePartAndPartsConsistOfWholeGroups(int parts)
    {
        foreach (int rows in new[] { 0, 1, 15, 16, 17, 31, 32, 33, 64, 100, 1000, int.MaxValue })
        {
            int next = 0;
            for (int part = 0; part < parts; part++)
            {
                (int first, int count) = new Share(part, parts, null).Rows(rows);

                Assert.Equal(next, first);
                Assert.True(first == rows || first % 16 == 0);
                Assert.InRange(count, 0, rows);
                Assert.InRange(count, Math.Min(rows - first, rows / parts / 16 * 16), Math.Max(16, ((rows / 16 / parts) + 2L) * 16));
                next = first + count;
            }

            Assert.Equal(rows, next);
        }
    }

    [Fact]
    public void OnePartOfPartsTakesATask()
    {
        for (int task = 0; task < 10; task++)
        {
            Assert.Single(Enumerable.Range(0, 3), part => new Share(part, 3, null).Takes(task));
            Assert.True(default(Share).Takes(task));
        }
    }

    /// <summary>Alone, there is nobody to meet: no meeting is behind the share, and none is asked for.</summary>
    [Fact]
    public void TheWholeMeetsNobody()
    {
        Share whole = default;
        whole.Meet();

        Assert.Equal((0, 1), (whole.Part, whole.Parts));
        Assert.Equal((0, 37), whole.Rows(37));
    }

    [Fact]
    public void PartsOfAValueAreItsRows()
    {
        float[] values = [.. Enumerable.Range(0, 20 * 3).Select(i => (float)i)];
        Share first = new(0, 2, null), second = new(1, 2, null);

        Assert.Equal(values[..48], first.Of<float>(values.AsSpan(), 3).ToArray());
        Assert.Equal(values[48..], second.Of((ReadOnlySpan<float>)values, 3).ToArray());
    }
}
