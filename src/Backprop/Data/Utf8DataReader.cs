using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Backprop.Data;

/// <summary>The text of a UTF-8 file. Throws at the first byte that is none, after all the text before it was read.</summary>
internal sealed class Utf8DataReader(DataSource source) : TextReader
{
    private readonly byte[] bytes = new byte[1 << 14];
    private int start;
    private int end;
    private bool ended;

    /// <exception cref="DecoderFallbackException">The next bytes are not UTF-8.</exception>
    public override int Read(Span<char> buffer)
    {
        // A character of two UTF-16 units needs room for both.
        if (buffer.Length < 2)
        {
            throw new ArgumentException("The buffer must have room for two characters.", nameof(buffer));
        }

        while (true)
        {
            OperationStatus status = Utf8.ToUtf16(
                bytes.AsSpan(start, end - start), buffer, out int read, out int written, replaceInvalidSequences: false, isFinalBlock: ended);
            start += read;
            if (written > 0 || (ended && start == end))
            {
                return written;
            }

            if (status == OperationStatus.InvalidData)
            {
                throw new DecoderFallbackException("The bytes are not UTF-8.");
            }

            Refill();
        }
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <summary>Keeps the beginning of a character that the next bytes continue.</summary>
    private void Refill()
    {
        bytes.AsSpan(start, end - start).CopyTo(bytes);
        end -= start;
        start = 0;
        int count = source.Read(bytes.AsSpan(end));
        ended = count < bytes.Length - end;
        end += count;
    }
}
