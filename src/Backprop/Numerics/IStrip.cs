namespace Backprop.Numerics;

/// <summary>What a tile computes of each row, as a type: the JIT compiles the tile for it.</summary>
internal interface IStrip
{
    /// <summary>Its lanes, the last of which may be half a one.</summary>
    static abstract int Lanes { get; }

    /// <summary>Whether the last lane has no more columns to compute than its upper half.</summary>
    static abstract bool EndsWithHalf { get; }
}

internal readonly struct OneLane : IStrip
{
    public static int Lanes => 1;

    public static bool EndsWithHalf => false;
}

internal readonly struct TwoLanes : IStrip
{
    public static int Lanes => 2;

    public static bool EndsWithHalf => false;
}

internal readonly struct ThreeLanes : IStrip
{
    public static int Lanes => 3;

    public static bool EndsWithHalf => false;
}

internal readonly struct HalfALane : IStrip
{
    public static int Lanes => 1;

    public static bool EndsWithHalf => true;
}

internal readonly struct OneLaneAndAHalf : IStrip
{
    public static int Lanes => 2;

    public static bool EndsWithHalf => true;
}

internal readonly struct TwoLanesAndAHalf : IStrip
{
    public static int Lanes => 3;

    public static bool EndsWithHalf => true;
}
