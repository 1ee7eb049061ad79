namespace Backprop.Numerics;

/// <summary>How many products each sum has, as a type: the JIT compiles loops for it.</summary>
internal interface ITermCount
{
    static abstract int Count { get; }
}

internal readonly struct OneTerm : ITermCount
{
    public static int Count => 1;
}

internal readonly struct TwoTerms : ITermCount
{
    public static int Count => 2;
}

internal readonly struct ThreeTerms : ITermCount
{
    public static int Count => 3;
}

internal readonly struct FourTerms : ITermCount
{
    public static int Count => 4;
}

internal readonly struct FiveTerms : ITermCount
{
    public static int Count => 5;
}

internal readonly struct SixTerms : ITermCount
{
    public static int Count => 6;
}

internal readonly struct SevenTerms : ITermCount
{
    public static int Count => 7;
}

internal readonly struct EightTerms : ITermCount
{
    public static int Count => 8;
}
