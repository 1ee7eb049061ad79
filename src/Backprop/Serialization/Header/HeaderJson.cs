using System.Globalization;
using System.Text;
using static System.FormattableString;

namespace Backprop.Serialization;

/// <summary>
/// Takes a header's JSON (RFC 8259) token by token. The caller asks for what must come next, so there is no recursion, and no depth to run out of.
/// </summary>
internal sealed class HeaderJson
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly string[] Usual = ["dtype", "shape", "data_offsets", .. SafetensorsDtype.All];
    private readonly byte[] bytes;
    private readonly int start, end;
    private readonly List<long> integers = new();
    private int position, textTaken;

    /// <summary>Before the first byte of a header.</summary>
    /// <param name="bytes">Holds the header.</param>
    /// <param name="start">Where the header begins.</param>
    /// <param name="length">Its bytes.</param>
    public HeaderJson(byte[] bytes, int start, int length)
    {
        this.bytes = bytes;
        this.start = start;
        end = start + length;
        position = start;
    }

    /// <summary>The name of the tensor that is being read, for errors.</summary>
    public string? Tensor { get; set; }

    /// <summary>What is wrong at the next byte.</summary>
    public SafetensorsFormatException Error(string problem) => ErrorAt(position, problem);

    /// <summary>Takes a character, after any white space.</summary>
    public void Take(char expected)
    {
        if (!TryTake(expected))
        {
            throw Error(Invariant($"'{expected}' expected, {Next()} found"));
        }
    }

    /// <summary>Takes a character, after any white space, if it comes next.</summary>
    public bool TryTake(char expected)
    {
        SkipWhiteSpace();
        if (position == end || bytes[position] != expected)
        {
            return false;
        }

        position++;
        return true;
    }

    /// <summary>Whether another element comes, after a comma, or the closing character.</summary>
    /// <param name="close">The closing character.</param>
    /// <param name="first">Whether no element came so far: then no comma is expected.</param>
    public bool TakeNext(char close, bool first)
    {
        if (TryTake(close))
        {
            return false;
        }

        if (!first && !TryTake(','))
        {
            throw Error(Invariant($"',' or '{close}' expected, {Next()} found"));
        }

        return true;
    }

    /// <summary>Takes an array of whole numbers, not more than so many. The list is the same for all of them: the next call overwrites it.</summary>
    public List<long> TakeIntegers(int most)
    {
        integers.Clear();
        Take('[');
        for (bool first = true; TakeNext(']', first); first = false)
        {
            integers.Add(integers.Count < most ? TakeInteger() : throw Error(Invariant($"there are more than {most} numbers")));
        }

        return integers;
    }

    /// <summary>Takes a whole number from 0 to 2⁶³ − 1: digits alone, without a sign, fraction or exponent.</summary>
    private long TakeInteger()
    {
        SkipWhiteSpace();
        int first = position;
        long value = 0;
        while (position < end && bytes[position] is >= (byte)'0' and <= (byte)'9')
        {
            int digit = bytes[position] - '0';
            if (value > (long.MaxValue - digit) / 10)
            {
                throw ErrorAt(first, "the number is above 9223372036854775807");
            }

            value = (value * 10) + digit;
            position++;
        }

        if (position == first)
        {
            throw Error(Invariant($"a number from 0 expected, {Next()} found"));
        }

        if (position - first > 1 && bytes[first] == '0')
        {
            throw ErrorAt(first, "a number with zeros before it");
        }

        if (position < end && bytes[position] is (byte)'.' or (byte)'e' or (byte)'E')
        {
            throw Error("a whole number expected, a fraction or an exponent found");
        }

        return value;
    }

    /// <summary>Takes a string: valid UTF-8, without control characters, and no half of a surrogate pair alone.</summary>
    public string TakeString()
    {
        SkipWhiteSpace();
        int first = position;
        if (position == end || bytes[position] != '"')
        {
            throw Error(Invariant($"a string expected, {Next()} found"));
        }

        position++;
        StringBuilder? pieces = null;
        int piece = position;
        while (true)
        {
            if (position == end)
            {
                throw ErrorAt(first, "the string does not end");
            }

            byte next = bytes[position];
            if (next < 0x20)
            {
                throw Error(Invariant($"a control character, 0x{next:X2}, in a string"));
            }

            if (next == '"' || next == '\\')
            {
                textTaken += position - piece;
                if (textTaken > SafetensorsHeader.MostText)
                {
                    throw ErrorAt(first, Invariant($"the header's strings have more than {SafetensorsHeader.MostText} bytes"));
                }

                string text = Decode(piece, position - piece);
                position++;
                if (next == '"')
                {
                    return pieces is null ? text : WithoutHalves(pieces.Append(text).ToString(), first);
                }

                pieces = (pieces ?? new StringBuilder()).Append(text).Append(TakeEscape());
                piece = position;
            }
            else
            {
                position++;
            }
        }
    }

    /// <summary>Only spaces may follow: the format pads with them.</summary>
    public void RequireEnd()
    {
        while (position < end)
        {
            if (bytes[position] != ' ')
            {
                throw Error(Invariant($"only spaces may follow the object, {Next()} found"));
            }

            position++;
        }
    }

    private char TakeEscape()
    {
        if (position == end)
        {
            throw Error("the string does not end");
        }

        byte escaped = bytes[position++];
        return escaped switch
        {
            (byte)'"' or (byte)'\\' or (byte)'/' => (char)escaped,
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            (byte)'u' => TakeUnit(),
            _ => throw ErrorAt(position - 1, "no escape that JSON knows"),
        };
    }

    /// <summary>The four hexadecimal digits after <c>\u</c>: a unit of UTF-16.</summary>
    private char TakeUnit()
    {
        int unit = 0;
        for (int i = 0; i < 4; i++)
        {
            int digit = position == end ? -1 : HexDigit(bytes[position]);
            if (digit < 0)
            {
                throw Error("four hexadecimal digits expected after \\u");
            }

            unit = (unit << 4) | digit;
            position++;
        }

        return (char)unit;
    }

    private static int HexDigit(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => -1,
    };

    /// <summary>A piece of text; those that come with every tensor are not made anew.</summary>
    private string Decode(int first, int count)
    {
        foreach (string usual in Usual)
        {
            if (IsAt(usual, first, count))
            {
                return usual;
            }
        }

        try
        {
            return StrictUtf8.GetString(bytes, first, count);
        }
        catch (DecoderFallbackException)
        {
            throw ErrorAt(first, "the string is not valid UTF-8");
        }
    }

    private bool IsAt(string text, int first, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (text.Length != count || text[i] != bytes[first + i])
            {
                return false;
            }
        }

        return count > 0;
    }

    private string WithoutHalves(string text, int first)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
            {
                throw ErrorAt(first, "the string has half of a surrogate pair");
            }
        }

        return text;
    }

    private void SkipWhiteSpace()
    {
        while (position < end && bytes[position] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
        {
            position++;
        }
    }

    private string Next()
    {
        if (position == end)
        {
            return "the end";
        }

        byte next = bytes[position];
        return next is > 0x20 and < 0x7F ? "'" + (char)next + "'" : "0x" + next.ToString("X2", CultureInfo.InvariantCulture);
    }

    private SafetensorsFormatException ErrorAt(int place, string problem) => new(Tensor, Invariant($"Byte {place - start} of the header: {problem}."));
}
