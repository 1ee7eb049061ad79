using System.IO.Compression;
using static System.FormattableString;

namespace Backprop.Data;

/// <summary>
/// The bytes of a data file, decompressed if it begins as gzip does, to its very end. <see cref="GZipStream"/> alone takes a file that was cut
/// off for one that ends there, and does not mind bytes after the end, so what the file ends in is held against all that came out of it.
/// </summary>
internal sealed class DataSource : IDisposable
{
    /// <summary>The limit on the bytes of a file, after decompression, that callers get without asking: 1 GiB.</summary>
    public const long DefaultMaximumBytes = 1L << 30;

    private const byte GzipMagic0 = 0x1F, GzipMagic1 = 0x8B;
    private readonly Stream? owned;
    private readonly RawDataStream raw;
    private readonly GZipStream? gzip;
    private readonly long maximumBytes;
    private uint checkSum;
    private bool ended;

    private DataSource(Stream stream, string name, long maximumBytes, bool owns)
    {
        Name = name;
        this.maximumBytes = maximumBytes;
        owned = owns ? stream : null;
        byte[] beginning = new byte[2];
        beginning = beginning[..stream.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false)];
        raw = new RawDataStream(beginning, stream);
        if (beginning is [GzipMagic0, GzipMagic1])
        {
            gzip = new GZipStream(raw, CompressionMode.Decompress, leaveOpen: true);
        }
        else if (stream.CanSeek)
        {
            Length = beginning.Length + Math.Max(0, stream.Length - stream.Position);
        }
    }

    /// <summary>What messages call the file.</summary>
    public string Name { get; }

    /// <summary>The bytes read so far, after decompression.</summary>
    public long Position { get; private set; }

    /// <summary>The number of bytes from the first to the last, if that is known before reading them: not of gzip, nor of a pipe.</summary>
    public long? Length { get; }

    /// <summary>Opens a file.</summary>
    public static DataSource Open(string path, long maximumBytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        RequireLimit(maximumBytes);

        // The readers have buffers of their own.
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        try
        {
            return new DataSource(stream, path, maximumBytes, owns: true);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads the caller's stream from where it stands, and leaves it open.</summary>
    public static DataSource Of(Stream stream, string name, long maximumBytes)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        RequireLimit(maximumBytes);
        if (!stream.CanRead)
        {
            throw new ArgumentException("The stream cannot be read.", nameof(stream));
        }

        return new DataSource(stream, name, maximumBytes, owns: false);
    }

    /// <summary>Reads as many bytes as there is room for, fewer only where the file ends.</summary>
    public int Read(Span<byte> buffer)
    {
        int count = 0;
        while (count < buffer.Length && !ended)
        {
            int read = ReadSome(buffer[count..]);
            ended = read == 0;
            count += read;
            Position += read;
            if (Position > maximumBytes)
            {
                throw Error(maximumBytes, Invariant($"The data is longer than the limit of {maximumBytes} bytes."));
            }
        }

        if (gzip is not null)
        {
            checkSum = Crc32.Append(checkSum, buffer[..count]);
            if (ended)
            {
                RequireWholeGzip();
            }
        }

        return count;
    }

    /// <summary>What is wrong at a byte.</summary>
    public DataFileException Error(long position, string reason, Exception? cause = null) => DataFileException.AtByte(Name, position, reason, cause);

    /// <summary>Closes the file; not the caller's stream.</summary>
    public void Dispose()
    {
        gzip?.Dispose();
        owned?.Dispose();
    }

    private int ReadSome(Span<byte> buffer)
    {
        if (gzip is null)
        {
            return raw.Read(buffer);
        }

        try
        {
            return gzip.Read(buffer);
        }
        catch (InvalidDataException problem)
        {
            throw Error(Position, Invariant($"The gzip data is corrupt: {problem.Message}"), problem);
        }
    }

    /// <summary>The last eight bytes are the check sum and the length (modulo 2³²) of what was compressed.</summary>
    private void RequireWholeGzip()
    {
        bool more = raw.Read(stackalloc byte[1]) > 0;
        if (more || raw.LastBytes != (((ulong)(uint)Position << 32) | checkSum))
        {
            throw Error(
                Position, "The gzip file does not end in the check sum and length of its data: it is cut off, or more follows its end (several gzip files in one are not read).");
        }
    }

    private static void RequireLimit(long maximumBytes)
    {
        if (maximumBytes < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(maximumBytes), maximumBytes, Invariant($"The limit must be 1 byte or more, not {maximumBytes}."));
        }
    }
}
