using System.Buffers;
using System.Text;
using static System.FormattableString;

namespace Backprop.Data;

/// <summary>Takes CSV text apart into fields, one at a time (RFC 4180, and lines that end in a line feed alone).</summary>
internal sealed class CsvFieldReader
{
    private const int BufferSize = 1 << 14, NoMore = -1;
    private const char Quote = '"', ByteOrderMark = '\uFEFF';

    private readonly TextReader reader;
    private readonly char separator;
    private readonly int maximumLineLength;
    private readonly SearchValues<char> ends;
    private readonly char[] buffer = new char[BufferSize];
    private char[] text = new char[256];
    private int position;
    private int available;
    private int textLength;
    private long lineLength;
    private bool separated;
    private bool begun;

    public CsvFieldReader(TextReader reader, string name, char separator, int maximumLineLength)
    {
        this.reader = reader;
        Name = name;
        this.separator = separator;
        this.maximumLineLength = maximumLineLength;
        ends = SearchValues.Create([separator, Quote, '\r', '\n']);
    }

    /// <summary>What messages call the text.</summary>
    public string Name { get; }

    /// <summary>The text of the field, without its quotes; valid until the next one is read.</summary>
    public ReadOnlySpan<char> Field => text.AsSpan(0, textLength);

    /// <summary>Whether the field stood in quotes.</summary>
    public bool IsQuoted { get; private set; }

    /// <summary>Whether the field is the last of its line.</summary>
    public bool IsLast { get; private set; } = true;

    /// <summary>The line on which the field began, counted from 1.</summary>
    public long FieldLine { get; private set; }

    /// <summary>The column of the field, counted from 0.</summary>
    public int Column { get; private set; } = -1;

    /// <summary>The line that is being read, counted from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>Reads the next field; false where the text ends. A line has at least one field, which may be empty.</summary>
    public bool ReadField()
    {
        int next = Peek();
        if (next == NoMore && !separated)
        {
            return false;
        }

        Column = separated ? Column + 1 : 0;
        lineLength = separated ? lineLength : 0;
        textLength = 0;
        FieldLine = Line;
        IsQuoted = next == Quote;
        if (IsQuoted)
        {
            ReadQuoted();
        }
        else
        {
            ReadPlain();
        }

        ReadEnd();
        return true;
    }

    /// <summary>What is wrong with the field, or with the text at its place.</summary>
    public DataFileException Error(string reason) =>
        DataFileException.AtLine(Name, FieldLine, reason, Column + 1, text: Field.ToString());

    private void ReadPlain()
    {
        int length;
        do
        {
            ReadOnlySpan<char> rest = buffer.AsSpan(position, available - position);
            length = rest.IndexOfAny(ends);
            Append(length < 0 ? rest : rest[..length]);
        }
        while (length < 0 && Peek() != NoMore);
    }

    private void ReadQuoted()
    {
        Skip();
        while (true)
        {
            if (Peek() == NoMore)
            {
                throw Error("The quote that begins the field is never closed.");
            }

            ReadOnlySpan<char> rest = buffer.AsSpan(position, available - position);
            int length = rest.IndexOfAny(Quote, '\n');
            Append(length < 0 ? rest : rest[..length]);
            if (length < 0)
            {
                continue;
            }

            bool isQuote = Peek() == Quote;
            if (isQuote)
            {
                Skip();
                if (Peek() != Quote)
                {
                    return;
                }
            }

            Append(buffer.AsSpan(position, 1));
            Line += isQuote ? 0 : 1;
        }
    }

    /// <summary>What may follow a field: a separator, the line's end or the text's.</summary>
    private void ReadEnd()
    {
        int next = Peek();
        separated = next == separator;
        IsLast = !separated;
        if (next == '\r')
        {
            position++;
            next = Peek();
            if (next != '\n')
            {
                throw Error("A carriage return that no line feed follows: lines end in \\n or \\r\\n.");
            }
        }

        if (next == NoMore)
        {
            return;
        }

        if (next != '\n' && !separated)
        {
            throw Error(IsQuoted ? "More text follows the closing quote." : "A quote within a field that does not begin with one.");
        }

        // The line's end does not count towards its length.
        Count(separated ? 1 : 0);
        position++;
        Line += separated ? 0 : 1;
    }

    /// <summary>The next character, or <see cref="NoMore"/>.</summary>
    private int Peek()
    {
        if (position == available)
        {
            try
            {
                available = reader.Read(buffer);
            }
            catch (DecoderFallbackException problem)
            {
                throw DataFileException.AtLine(Name, Line, "The file is not UTF-8 text.", cause: problem);
            }

            bool marked = !begun && available > 0 && buffer[0] == ByteOrderMark;
            begun = true;
            position = marked ? 1 : 0;
            if (marked && available == 1)
            {
                return Peek();
            }
        }

        return position < available ? buffer[position] : NoMore;
    }

    private void Skip()
    {
        Count(1);
        position++;
    }

    /// <summary>Takes the next characters of the buffer into the field.</summary>
    private void Append(ReadOnlySpan<char> part)
    {
        Count(part.Length);
        if (textLength + part.Length > text.Length)
        {
            Array.Resize(ref text, Math.Max(2 * text.Length, textLength + part.Length));
        }

        part.CopyTo(text.AsSpan(textLength));
        textLength += part.Length;
        position += part.Length;
    }

    private void Count(int characters)
    {
        lineLength += characters;
        if (lineLength > maximumLineLength)
        {
            throw DataFileException.AtLine(Name, FieldLine, Invariant($"The line is longer than the limit of {maximumLineLength} characters."));
        }
    }
}
