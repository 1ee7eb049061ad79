namespace Backprop.Tests.Serialization;

/// <summary>A beginning, then zeros for so long as no memory could hold, with a few bytes somewhere among them.</summary>
internal sealed class LongStream(byte[] beginning, long then, long place, byte[] bytes) : Stream
{
    /// <summary>How many bytes were asked for and came.</summary>
    public long BytesRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => beginning.Length + then;

    public override long Position { get; set; }

    public override int Read(Span<byte> buffer)
    {
        int count = (int)Math.Min(buffer.Length, Length - Position);
        for (int i = 0; i < count; i++, Position++)
        {
            long inside = Position - beginning.Length - place;
            buffer[i] = Position < beginning.Length ? beginning[Position] : inside >= 0 && inside < bytes.Length ? bytes[inside] : (byte)0;
        }

        BytesRead += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
