namespace Backprop.Numerics;

/// <summary>What a tile computes of each row, as a type: the JIT compiles the tile for it.</summary>
internal interface IStrip
{
    /// <summary>Its lanes, the last of which may be half a one.</summary>
    static abstract int Lanes { get; }

    /// <summary>The last lane's number, where it has no more columns to compute than a half; else 0.</summary>
    static abstract int Half { get; }

    /// <summary>Whether that is the lower half: all columns that there are. Beside others, it is the upper one of a lane that starts earlier.</summary>
    static abstract bool IsLower { get; }

    /// <summary>Whether what is loaded of the right factor goes into a panel too, for the tiles that come after.</summary>
    static abstract bool FillsPanel { get; }
}

internal readonly struct OneLane : IStrip
{
    public static int Lanes => 1;

    public static int Half => 0;

    public static bool IsLower => false;

    public static bool FillsPanel => false;
}

internal readonly struct TwoLanes : IStrip
{
    public static int Lanes => 2;

    public static int Half => 0;

    public static bool IsLower => false;

    public static bool FillsPanel => false;
}

internal readonly struct ThreeLanes : IStrip
{
    public static int Lanes => 3;

    public static int Half => 0;

    public static bool IsLower => false;

    public static bool FillsPanel => false;
}

internal readonly struct HalfALane : IStrip
{
    public static int Lanes => 1;

    public static int Half => Lanes;

    public static bool IsLower => false;

    public static bool FillsPanel => false;
}

internal readonly struct OneLaneAndAHalf : IStrip
{
    public static int Lanes => 2;

    public static int Half => Lanes;

    public static bool IsLower => false;

    public static bool FillsPanel => false;
}

internal readonly struct TwoLanesAndAHalf : IStrip
{
    public static int Lanes => 3;

    public static int Half => Lanes;

    public static bool IsLower => false;

    public static bool FillsPanel => false;
}

internal readonly struct HalfALaneAlone : IStrip
{
    public static int Lanes => 1;

    public static int Half => Lanes;

    public static bool IsLower => true;

    public static bool FillsPanel => false;
}

internal readonly struct Filling<TStrip> : IStrip
    where TStrip : struct, IStrip
{
    public static int Lanes => TStrip.Lanes;

    public static int Half => TStrip.Half;

    public static bool IsLower => TStrip.IsLower;

    public static bool FillsPanel => true;
}
