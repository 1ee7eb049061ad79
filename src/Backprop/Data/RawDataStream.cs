namespace Backprop.Data;

/// <summary>A file's bytes as they are stored: those already taken to recognise it, then the rest of its stream. Remembers the last eight.</summary>
internal sealed class RawDataStream(byte[] beginning, Stream rest) : Stream
{
    private int taken;

    /// <summary>The last eight bytes read, the very last one highest; zeros before the first.</summary>
    public ulong LastBytes { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int count;
        if (taken < beginning.Length)
        {
            count = Math.Min(buffer.Length, beginning.Length - taken);
            beginning.AsSpan(taken, count).CopyTo(buffer);
            taken += count;
        }
        else
        {
            count = rest.Read(buffer);
        }

        foreach (byte value in buffer[Math.Max(0, count - sizeof(ulong))..count])
        {
            LastBytes = (LastBytes >> 8) | ((ulong)value << 56);
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
