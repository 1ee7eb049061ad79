using System.Buffers.Binary;
using System.Collections.Immutable;
using static System.FormattableString;

namespace Backprop.Data;

/// <summary>Reads one IDX file: two zero bytes, a byte for the type, one for the rank, the dimensions as 32-bit numbers, the elements.
/// Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits", section on file formats.</summary>
internal sealed class IdxReader
{
    private const int PrefixSize = 4;

    /// <summary>Bytes converted at a time: whole elements of every type.</summary>
    private const int ChunkSize = 1 << 14;

    private readonly DataSource source;
    private readonly long maximumBytes;

    /// <summary>Reads the header.</summary>
    public IdxReader(DataSource source, long maximumBytes)
    {
        this.source = source;
        this.maximumBytes = maximumBytes;
        int rank = ReadPrefix();
        HeaderSize = PrefixSize + (rank * sizeof(int));
        (Dimensions, Count) = ReadDimensions(rank);
        RequireFittingLength();
    }

    public IdxElementType Type { get; private set; }

    public int ElementSize { get; private set; }

    public ImmutableArray<int> Dimensions { get; }

    /// <summary>The number of elements.</summary>
    public int Count { get; }

    /// <summary>Where the elements begin.</summary>
    public int HeaderSize { get; }

    /// <summary>The elements, up to the file's end, which must be there.</summary>
    public T[] ReadValues<T>(IdxConversion<T> convert)
    {
        byte[] chunk = new byte[(int)Math.Min(ChunkSize, (long)Count * ElementSize)];
        int perChunk = chunk.Length / ElementSize, filled = 0;

        // Of a length that nothing vouches for, only as much memory is taken as the data that came asks for.
        T[] values = new T[source.Length is null ? Math.Min(Count, perChunk) : Count];
        while (filled < Count)
        {
            int wanted = Math.Min(perChunk, Count - filled);
            ReadOnlySpan<byte> elements = chunk.AsSpan(0, source.Read(chunk.AsSpan(0, wanted * ElementSize)));
            if (elements.Length < wanted * ElementSize)
            {
                throw source.Error(source.Position, Invariant($"The file ends here: {Describe()} need {HeaderSize + ((long)Count * ElementSize)} bytes."));
            }

            if (filled + wanted > values.Length)
            {
                Array.Resize(ref values, (int)Math.Min(Count, 2L * values.Length));
            }

            int converted = convert(elements, values.AsSpan(filled, wanted));
            if (converted < wanted)
            {
                throw source.Error(PositionOf(filled + converted), "The number is too large for a float.");
            }

            filled += wanted;
        }

        if (source.Read(stackalloc byte[1]) > 0)
        {
            throw Trailing();
        }

        return values;
    }

    /// <summary>The byte at which an element begins.</summary>
    public long PositionOf(int element) => HeaderSize + ((long)element * ElementSize);

    /// <summary>The type and dimensions, for messages.</summary>
    public string Describe() => Invariant($"{string.Join(" × ", Dimensions)} elements of type {Type}");

    /// <summary>Reads the first four bytes, and returns the rank.</summary>
    private int ReadPrefix()
    {
        Span<byte> prefix = stackalloc byte[PrefixSize];
        int read = source.Read(prefix);
        if (read < PrefixSize)
        {
            throw source.Error(read, Invariant($"An IDX file has a header of at least 8 bytes; this one ends after {read}."));
        }

        if (prefix[0] != 0 || prefix[1] != 0)
        {
            throw source.Error(0, Invariant($"An IDX file begins with two zero bytes; this one begins with 0x{prefix[0]:X2} 0x{prefix[1]:X2}."));
        }

        Type = (IdxElementType)prefix[2];
        ElementSize = IdxElements.SizeOf(Type)
            ?? throw source.Error(2, Invariant($"The element type 0x{prefix[2]:X2} does not exist: it must be 0x08, 0x09, 0x0B, 0x0C, 0x0D or 0x0E."));
        return prefix[3] > 0 ? prefix[3] : throw source.Error(3, "The rank is 0: there must be at least one dimension.");
    }

    private (ImmutableArray<int> Dimensions, int Count) ReadDimensions(int rank)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int) * byte.MaxValue];
        bytes = bytes[..(rank * sizeof(int))];
        if (source.Read(bytes) < bytes.Length)
        {
            throw source.Error(source.Position, Invariant($"The file ends within its header, which has {HeaderSize} bytes for a rank of {rank}."));
        }

        var dimensions = ImmutableArray.CreateBuilder<int>(rank);
        long count = 1;
        for (int i = 0; i < rank; i++)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(bytes[(i * sizeof(int))..]);
            long position = PrefixSize + (i * sizeof(int));
            if (size == 0)
            {
                throw source.Error(position, Invariant($"Dimension {i + 1} of {rank} is 0: it must be 1 or more."));
            }

            count *= size;
            if (count > Array.MaxLength)
            {
                throw source.Error(position, Invariant($"Dimension {i + 1} of {rank} is {size}: with those before it, {count} elements, more than the {Array.MaxLength} of one array."));
            }

            dimensions.Add((int)size);
        }

        return (dimensions.MoveToImmutable(), (int)count);
    }

    /// <summary>Before anything is allocated for them, the elements must be within the limit and, where that is known, fill the file.</summary>
    private void RequireFittingLength()
    {
        long needed = HeaderSize + ((long)Count * ElementSize);
        if (needed > maximumBytes)
        {
            throw source.Error(PrefixSize, Invariant($"{Describe()} need {needed} bytes; the limit is {maximumBytes}."));
        }

        if (source.Length < needed)
        {
            throw source.Error(source.Length.Value, Invariant($"The file ends here: {Describe()} need {needed} bytes."));
        }

        if (source.Length > needed)
        {
            throw Trailing();
        }
    }

    private DataFileException Trailing() =>
        source.Error(PositionOf(Count), Invariant($"More bytes follow the end of the {Describe()}."));
}
