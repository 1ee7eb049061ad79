namespace Backprop.Numerics;

/// <summary>How many numbers or lanes each held lane of a tile meets, as a type: the JIT compiles the tile for it.</summary>
public interface IMet
{
    /// <summary>The number.</summary>
    static abstract int Count { get; }
}

/// <summary>It meets one.</summary>
public readonly struct Met1 : IMet
{
    /// <inheritdoc/>
    public static int Count => 1;
}

/// <summary>It meets two.</summary>
public readonly struct Met2 : IMet
{
    /// <inheritdoc/>
    public static int Count => 2;
}

/// <summary>It meets three.</summary>
public readonly struct Met3 : IMet
{
    /// <inheritdoc/>
    public static int Count => 3;
}

/// <summary>It meets four.</summary>
public readonly struct Met4 : IMet
{
    /// <inheritdoc/>
    public static int Count => 4;
}

/// <summary>It meets five.</summary>
public readonly struct Met5 : IMet
{
    /// <inheritdoc/>
    public static int Count => 5;
}

/// <summary>It meets six.</summary>
public readonly struct Met6 : IMet
{
    /// <inheritdoc/>
    public static int Count => 6;
}
