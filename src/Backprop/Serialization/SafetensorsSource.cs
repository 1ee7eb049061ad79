using System.Runtime.CompilerServices;
using static System.FormattableString;

namespace Backprop.Serialization;

/// <summary>The bytes of a safetensors file, whose header has been read and found right.</summary>
internal sealed class SafetensorsSource : IDisposable
{
    private const int BufferBytes = 1 << 16, FirstHeaderBytes = 1 << 12;
    private readonly Stream stream;
    private readonly bool owns;
    private readonly long? dataStart;
    private readonly byte[] buffer = new byte[BufferBytes];

    private SafetensorsSource(Stream stream, string name, bool owns)
    {
        this.stream = stream;
        this.owns = owns;
        Name = name;
        long? start = stream.CanSeek ? stream.Position : null, length = stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : null;
        try
        {
            byte[] prefix = new byte[SafetensorsHeader.PrefixLength];
            int headerLength = SafetensorsHeaderReader.ReadLength(prefix, stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false), length);
            long before = SafetensorsHeader.PrefixLength + headerLength;
            dataStart = start + before;
            Header = SafetensorsHeaderReader.Read(ReadHeader(headerLength, length is not null), 0, headerLength, length - before);
        }
        catch (SafetensorsFormatException problem)
        {
            throw ModelFileException.Of(name, problem);
        }
    }

    /// <summary>What messages call the file.</summary>
    public string Name { get; }

    /// <summary>The header.</summary>
    public SafetensorsHeader Header { get; }

    /// <summary>Opens a file.</summary>
    public static SafetensorsSource Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1, FileOptions.SequentialScan);
        try
        {
            return new SafetensorsSource(stream, path, owns: true);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads the caller's stream from where it stands to its end, and leaves it open.</summary>
    public static SafetensorsSource Of(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        if (!stream.CanRead)
        {
            throw new ArgumentException("The stream cannot be read.", nameof(stream));
        }

        return new SafetensorsSource(stream, name, owns: false);
    }

    /// <summary>Goes to a tensor; the stream must be seekable. Who reads all tensors in the order of their data need not.</summary>
    public void SeekTo(SafetensorsEntry entry) => stream.Position = dataStart!.Value + entry.Begin;

    /// <summary>Reads values of a tensor, which come next.</summary>
    /// <param name="entry">A tensor of a type that is read.</param>
    /// <param name="first">The place of the first of these values among the tensor's.</param>
    /// <param name="values">Floats or doubles, no more than the tensor still has.</param>
    /// <param name="rejectNonFinite">Whether NaN and infinities are refused.</param>
    /// <exception cref="ModelFileException">The file ends, a value is not finite, or a finite double is beyond single precision.</exception>
    public void Read<T>(SafetensorsEntry entry, int first, Span<T> values, bool rejectNonFinite)
        where T : unmanaged
    {
        int size = SafetensorsDtype.BitsOf(entry.Dtype) / 8;
        for (int done = 0; done < values.Length;)
        {
            Span<T> piece = values.Slice(done, Math.Min(BufferBytes / size, values.Length - done));
            Span<byte> bytes = buffer.AsSpan(0, piece.Length * size);
            ReadBytes(entry, bytes);
            TensorNumbers.Decode(entry.Dtype, bytes, piece);
            RequireNumbers(entry, bytes, piece, first + done, rejectNonFinite);
            done += piece.Length;
        }
    }

    /// <summary>Reads past a tensor of any type, which comes next.</summary>
    public void Skip(SafetensorsEntry entry)
    {
        for (long left = entry.End - entry.Begin; left > 0;)
        {
            Span<byte> bytes = buffer.AsSpan(0, (int)Math.Min(left, BufferBytes));
            ReadBytes(entry, bytes);
            left -= bytes.Length;
        }
    }

    /// <summary>The next bytes, which belong to a tensor.</summary>
    public void ReadBytes(SafetensorsEntry entry, Span<byte> bytes)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw new ModelFileException(Name, entry.Name, "The file ends within its values: it is cut off.");
        }
    }

    /// <summary>After the last tensor the file must end.</summary>
    public void RequireEnd()
    {
        if (stream.ReadByte() >= 0)
        {
            throw new ModelFileException(Name, null, Invariant($"The tensors end after {Header.DataLength} bytes of data, but more follow in the file."));
        }
    }

    /// <summary>Closes the file; not the caller's stream.</summary>
    public void Dispose()
    {
        if (owns)
        {
            stream.Dispose();
        }
    }

    /// <summary>Where nobody knows whether so many bytes are there, memory grows with what comes.</summary>
    private byte[] ReadHeader(int length, bool isThere)
    {
        byte[] header = new byte[isThere ? length : Math.Min(length, FirstHeaderBytes)];
        int count = 0;
        while (true)
        {
            count += stream.ReadAtLeast(header.AsSpan(count), header.Length - count, throwOnEndOfStream: false);
            if (count == length)
            {
                return header;
            }

            if (count < header.Length)
            {
                throw SafetensorsHeaderReader.CutOff(length, count);
            }

            Array.Resize(ref header, (int)Math.Min(length, 2L * count));
        }
    }

    private void RequireNumbers<T>(SafetensorsEntry entry, ReadOnlySpan<byte> bytes, ReadOnlySpan<T> values, int first, bool rejectNonFinite)
        where T : unmanaged
    {
        bool narrowed = entry.Dtype == SafetensorsDtype.F64 && typeof(T) == typeof(float);
        if (!rejectNonFinite && !narrowed)
        {
            return;
        }

        for (int i = 0; i < values.Length; i++)
        {
            double value = ValueOf(values[i]);
            if (double.IsFinite(value))
            {
                continue;
            }

            double original = value;
            if (narrowed)
            {
                TensorNumbers.Decode(entry.Dtype, bytes[(i * sizeof(double))..], new Span<double>(ref original));
            }

            if (double.IsFinite(original))
            {
                throw new ModelFileException(Name, entry.Name, Invariant($"Value {first + i} is {original}, which is beyond single precision."));
            }

            if (rejectNonFinite)
            {
                throw new ModelFileException(Name, entry.Name, Invariant($"Value {first + i} is {original}, not a finite number."));
            }
        }
    }

    private static double ValueOf<T>(T value)
        where T : unmanaged => typeof(T) == typeof(float) ? Unsafe.BitCast<T, float>(value) : Unsafe.BitCast<T, double>(value);
}
