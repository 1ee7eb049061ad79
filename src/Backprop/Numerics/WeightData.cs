using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Numerics;

/// <summary>Weights that lie in the assembly, in the place of a <see cref="NetworkBuffer{T}"/>. For the emitted code.</summary>
/// <param name="values">The weights, and behind them as many readable values as fill a lane.</param>
/// <param name="length">The number of weights.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct WeightData<T>(ReadOnlySpan<T> values, int length)
    where T : unmanaged
{
    private readonly ref readonly T origin = ref MemoryMarshal.GetReference(values);

    /// <summary>The weights.</summary>
    public ReadOnlySpan<T> Span => MemoryMarshal.CreateReadOnlySpan(in origin, length);

    /// <summary>The value at an offset, unchecked: the emitted code's offsets are constants of the plan.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly T At(int offset) => ref Unsafe.Add(ref Unsafe.AsRef(in origin), offset);
}
