using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

/// <summary>Several lanes at once do what one lane does, side by side.</summary>
public sealed class LanesTests
{
    private const int Width = 16;
    private readonly float[] source = Enumerable.Range(0, (5 * Width) + 3).Select(i => (float)Math.Sin(i)).ToArray();
    private readonly float[] destination = new float[(5 * Width) + 3];

    [Fact]
    public void Loaded_lanes_are_stored_where_they_came_from()
    {
        Lanes.Load(in source[0], 3, out FloatLane512 a, out FloatLane512 b, out FloatLane512 c, out FloatLane512 d);
        Lanes.Store(ref destination[0], 3, a, b, c, d);
        Assert.Equal(source[3..(3 + (4 * Width))], destination[3..(3 + (4 * Width))]);
        Assert.All(destination[..3].Concat(destination[(3 + (4 * Width))..]), value => Assert.Equal(0, value));

        Array.Clear(destination);
        Lanes.Load(in source[0], 1, out FloatLane256 e, out FloatLane256 f, out FloatLane256 g);
        Lanes.Store(ref destination[0], 1, e, f, g);
        Assert.Equal(source[1..(1 + (3 * Width))], destination[1..(1 + (3 * Width))]);
        Assert.Equal(0, destination[1 + (3 * Width)]);

        Array.Clear(destination);
        Lanes.Load(in source[0], 2, out FloatLane128 h, out FloatLane128 i);
        Lanes.Store(ref destination[0], 2, h, i);
        Assert.Equal(source[2..(2 + (2 * Width))], destination[2..(2 + (2 * Width))]);
        Assert.Equal(0, destination[2 + (2 * Width)]);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(3, 83)]
    [InlineData(67, 3)]
    [InlineData(68, 1)]
    [InlineData(82, 1)]
    public void The_first_places_are_loaded_and_nothing_behind_the_end(int offset, int count)
    {
        count = Math.Min(count, Math.Min(Width, source.Length - offset));
        float[] exact = GC.AllocateUninitializedArray<float>(source.Length);
        source.CopyTo(exact, 0);
        float[] first = new float[Width];

        FloatLane512.Store(Lanes.LoadFirst<FloatLane512, float>(in exact[0], offset, count, exact.Length), ref first[0], 0);

        Assert.Equal(source[offset..(offset + count)], first[..count]);
        if (offset + Width > source.Length)
        {
            Assert.All(first[count..], value => Assert.Equal(0, value)); // zeros, not what happens to lie there
        }
    }

    /// <summary>Whatever lies there, the index is one.</summary>
    [Fact]
    public void An_index_never_leaves_its_range()
    {
        float[] numbers = [0, 1, 9, 10, -1, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, 2147483648f, 4294967296f, 4294967301f, 0.75f, -0f];
        Assert.Equal([0, 1, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], numbers.Select((_, i) => Lanes.Index(in numbers[0], i, 10)));
        double[] doubles = [3, 9.5, -3, double.NaN, double.MaxValue, 4294967299, 1e300];
        Assert.Equal([3, 9, 0, 0, 0, 0, 0], doubles.Select((_, i) => Lanes.Index(in doubles[0], i, 10)));
    }

    [Fact]
    public void Multiply_add_reaches_every_sum()
    {
        FloatLane512 x = FloatLane512.Broadcast(3f);
        FloatLane512[] w = [.. Enumerable.Range(1, 4).Select(i => FloatLane512.Broadcast((float)i))];
        FloatLane512 s0 = FloatLane512.Broadcast(10f), s1 = s0, s2 = s0, s3 = s0;

        Lanes.MultiplyAdd(x, w[0], w[1], ref s0, ref s1);
        Assert.Equal([13f, 16f, 10f, 10f], Firsts());
        Lanes.MultiplyAdd(x, w[0], w[1], w[2], ref s0, ref s1, ref s2);
        Assert.Equal([16f, 22f, 19f, 10f], Firsts());
        Lanes.MultiplyAdd(x, w[0], w[1], w[2], w[3], ref s0, ref s1, ref s2, ref s3);
        Assert.Equal([19f, 28f, 28f, 22f], Firsts());

        float[] Firsts() => [FloatLane512.Quarter(s0, 0)[0], FloatLane512.Quarter(s1, 0)[0], FloatLane512.Quarter(s2, 0)[0], FloatLane512.Quarter(s3, 0)[0]];
    }

    [Fact]
    public void Multiply_add_reaches_five_and_six_sums()
    {
        FloatLane256 x = FloatLane256.Broadcast(3f);
        FloatLane256[] w = [.. Enumerable.Range(1, 6).Select(i => FloatLane256.Broadcast((float)i))];
        FloatLane256 s0 = FloatLane256.Broadcast(10f), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0;

        Lanes.MultiplyAdd(x, w[0], w[1], w[2], w[3], w[4], ref s0, ref s1, ref s2, ref s3, ref s4);
        Assert.Equal([13f, 16f, 19f, 22f, 25f, 10f], Firsts());
        Lanes.MultiplyAdd(x, w[0], w[1], w[2], w[3], w[4], w[5], ref s0, ref s1, ref s2, ref s3, ref s4, ref s5);
        Assert.Equal([16f, 22f, 28f, 34f, 40f, 28f], Firsts());

        float[] Firsts() => [.. new[] { s0, s1, s2, s3, s4, s5 }.Select(lane => FloatLane256.Quarter(lane, 0)[0])];
    }

    [Fact]
    public void Sums_are_added_to_as_many_numbers()
    {
        FloatLane512[] lanes = [.. Enumerable.Range(1, 4).Select(i => FloatLane512.Broadcast((float)i))]; // sums of 16, 32, 48 and 64
        Array.Fill(destination, 1f);

        Add(1);
        Assert.Equal([1f, 17f, 1f], destination[..3]);
        Add(2);
        Assert.Equal([1f, 33f, 33f, 1f], destination[..4]);
        Add(3);
        Assert.Equal([1f, 49f, 65f, 49f, 1f], destination[..5]);
        Add(4);
        Assert.Equal([1f, 65f, 97f, 97f, 65f, 1f], destination[..6]);

        void Add(int count)
        {
            for (int i = 0; i < count; i++)
            {
                Lanes.AddSums(ref destination[0], 1 + i, adds: true, lanes[i]);
            }
        }
    }

    [Fact]
    public void A_stored_sum_is_one_number()
    {
        Lanes.StoreSum(FloatLane512.Broadcast(0.5f), ref destination[0], 4);
        Lanes.StoreSum(FloatLane512.Broadcast(0.5f), in source[0], 2, ref destination[0], 5);
        Assert.Equal([0f, 8f, 8f + source[2], 0f], destination[3..7]);
    }
}
