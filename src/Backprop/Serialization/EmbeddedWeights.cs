using System.ComponentModel;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Backprop.Numerics;
using static System.FormattableString;

namespace Backprop.Serialization;

/// <summary>A safetensors file among the resources of an assembly, read where the loader has mapped it. For the emitted code.</summary>
/// <remarks>The compiler has checked the file; here it is only made sure that it is the same. On a big-endian machine, where a loader does not map resources, and in the one case of
/// 64 in which the file ends at the very end of a memory page, so that no lane could be read there, its numbers are copied instead.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class EmbeddedWeights<T>
    where T : unmanaged
{
    private const int Lane = 64, Page = 4096;

    private readonly T[]? copy;
    private readonly T* mapped;
    private readonly int parameterCount, stateCount;

    private EmbeddedWeights(T* mapped, T[]? copy, int parameterCount, int stateCount)
    {
        this.mapped = mapped;
        this.copy = copy;
        this.parameterCount = parameterCount;
        this.stateCount = stateCount;
    }

    /// <summary>Whether the numbers are read where the loader has mapped them.</summary>
    public bool IsMapped => copy is null;

    /// <summary>The parameters.</summary>
    public WeightData<T> Parameters => new(Values(0), parameterCount);

    /// <summary>What lies behind them: the running averages.</summary>
    public WeightData<T> State => new(Values(parameterCount), stateCount);

    /// <summary>Finds the file.</summary>
    /// <param name="owner">A class of the assembly.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="headerLength">The bytes of the header, without the eight before it.</param>
    /// <param name="parameterCount">The numbers of the parameters, which come first.</param>
    /// <param name="stateCount">The numbers behind them.</param>
    /// <exception cref="InvalidOperationException">There is no such resource, or it is not the file that was compiled.</exception>
    public static EmbeddedWeights<T> Open(Type owner, string name, long headerLength, int parameterCount, int stateCount)
    {
        Assembly assembly = owner.Assembly;
        using Stream stream = assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{assembly.GetName().Name} has no resource '{name}' with the weights of {owner.Name}: the package's targets embed it.");
        int count = checked(parameterCount + stateCount);
        long expected = SafetensorsHeader.PrefixLength + headerLength + ((long)count * sizeof(T));
        Span<byte> prefix = stackalloc byte[SafetensorsHeader.PrefixLength];
        if (stream.Length != expected || stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false) < prefix.Length
            || System.Buffers.Binary.BinaryPrimitives.ReadInt64LittleEndian(prefix) != headerLength)
        {
            throw new InvalidOperationException(Invariant(
                $"The resource '{name}' has {stream.Length} bytes, but {owner.Name} was compiled with a file of {expected}: build the project again."));
        }

        stream.Position = SafetensorsHeader.PrefixLength + headerLength;
        return stream is UnmanagedMemoryStream memory && BitConverter.IsLittleEndian && CanBeRead((nint)memory.PositionPointer, (long)count * sizeof(T))
            ? new((T*)memory.PositionPointer, null, parameterCount, stateCount)
            : new(null, Copy(stream, count), parameterCount, stateCount);
    }

    /// <summary>Whether the numbers lie on their boundaries, and a lane that begins with the last one in memory that is there: it is, as far as the page goes.</summary>
    internal static bool CanBeRead(nint first, long length) => first % sizeof(T) == 0 && (first + length - 1) / Page == (first + length - 1 + Lane) / Page;

    private static T[] Copy(Stream stream, int count)
    {
        T[] values = new T[count + (Lane / sizeof(T))];
        Span<T> numbers = values.AsSpan(0, count);
        Span<byte> bytes = MemoryMarshal.AsBytes(numbers);
        stream.ReadExactly(bytes);
        if (!BitConverter.IsLittleEndian)
        {
            TensorNumbers.Decode(sizeof(T) == sizeof(float) ? SafetensorsDtype.F32 : SafetensorsDtype.F64, bytes.ToArray(), numbers);
        }

        return values;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<T> Values(int first) =>
        copy is null ? new ReadOnlySpan<T>(mapped + first, parameterCount + stateCount - first) : copy.AsSpan(first);
}
