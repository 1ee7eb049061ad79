using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>Numbers side by side, such as the weights of neighbouring filters.</summary>
internal readonly struct NumbersTogether<TLane, T> : ILaneFactor<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Load(ref readonly T origin, int number, int apart) => TLane.Broadcast(in origin, number);
}

/// <summary>Numbers that lie apart, such as a filter's weights of neighbouring channels.</summary>
internal readonly struct NumbersApart<TLane, T> : ILaneFactor<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Load(ref readonly T origin, int number, int apart) => TLane.Broadcast(in origin, number * apart);
}

/// <summary>Lanes side by side, such as the δ of neighbouring filters.</summary>
internal readonly struct LanesTogether<TLane, T> : ILaneFactor<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Load(ref readonly T origin, int number, int apart) => TLane.Load(in origin, number * TLane.Width);
}
