using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Backprop.Tests.Data;
using static Backprop.Tests.Serialization.PlainSafetensors;

namespace Backprop.Tests.Serialization;

/// <summary>Files with damage where it hurts: in the structure of the header, the lengths, the data, or anywhere.</summary>
internal static partial class SafetensorsMutations
{
    private static readonly string[] OddNumbers =
    [
        "0", "1", "-1", "2", "3", "4", "8", "12", "60", "255", "1.0", "1e1", "01", "4294967296", "2147483647", "9223372036854775807", "9223372036854775808",
        "18446744073709551616", "null", "\"3\"",
    ];

    private static readonly string[] OddTexts =
    [
        "\"\"", "\"x\"", "\"\\u0000\"", "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "\"é\"", "\"\t\"", "\"__metadata__\"", "\"F64\"", "\"F16\"", "\"BF16\"", "\"I64\"",
        "\"F4\"", "\"f32\"", "\"shape\"", "\"dtype\"", "\"data_offsets\"", "\"dense1.weight\"", "\"dense1.bias\"", "1", "[]", "{}", "\"pt\"", "\"backprop\"",
    ];

    private static readonly string[] OddPieces =
    [
        ",", ":", "{", "}", "[", "]", "\"", " ", "\n", "\t", "\\", "{\"a\":", "[[[[[[[[", ",\"k\":1", "//", "\0", "\ufeff", "true",
        ",\"y\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}",
    ];

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number { get; }

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Text { get; }

    [GeneratedRegex("\"[^\"]*\":\\{[^{}]*\\}")]
    private static partial Regex Member { get; }

    /// <summary>A file of a header and data, with one to three mutations of the header, the data or all of it.</summary>
    public static byte[] Mutate(string header, byte[] data, System.Random random)
    {
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            switch (random.Next(8))
            {
                case 0:
                    header = Replace(header, Number, OddNumbers[random.Next(OddNumbers.Length)], random);
                    break;
                case 1:
                    header = Replace(header, Text, OddTexts[random.Next(OddTexts.Length)], random);
                    break;
                case 2:
                    header = header.Insert(random.Next(header.Length + 1), OddPieces[random.Next(OddPieces.Length)]);
                    break;
                case 3:
                    header = MoveMembers(header, random);
                    break;
                case 4:
                    header = Spread(header, random);
                    break;
                case 5:
                    header = ReplaceNumber(header, random);
                    break;
                case 6:
                    data = random.Next(2) == 0 ? HostileFiles.Damage(data, random) : Doubled(data, random);
                    break;
                default:
                    return Whole(PlainSafetensors.File(header, data), random);
            }
        }

        return PlainSafetensors.File(header, data);
    }

    /// <summary>Damage to any bytes of the file, or to the length of the header.</summary>
    private static byte[] Whole(byte[] file, System.Random random)
    {
        if (random.Next(3) > 0)
        {
            return HostileFiles.Damage(file, random);
        }

        long length = random.Next(4) switch { 0 => random.NextInt64(), 1 => -1, 2 => 100_000_000 + random.Next(-1, 2), _ => BitConverter.ToInt64(file) + random.Next(-3, 4) };
        BitConverter.GetBytes(length).CopyTo(file, 0);
        return file;
    }

    private static string Replace(string header, Regex what, string by, System.Random random)
    {
        MatchCollection found = what.Matches(header);
        return found.Count == 0 ? header : Replace(header, found[random.Next(found.Count)], by);
    }

    private static string Replace(string header, Match found, string by) => header[..found.Index] + by + header[(found.Index + found.Length)..];

    /// <summary>A number a little larger or smaller.</summary>
    private static string ReplaceNumber(string header, System.Random random)
    {
        MatchCollection found = Number.Matches(header);
        Match? number = found.Count == 0 ? null : found[random.Next(found.Count)];
        return long.TryParse(number?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? Replace(header, number!, (value + random.Next(-4, 5)).ToString(CultureInfo.InvariantCulture)) : header;
    }

    /// <summary>A tensor's entry doubled, left out, or in the place of another.</summary>
    private static string MoveMembers(string header, System.Random random)
    {
        MatchCollection found = Member.Matches(header);
        if (found.Count == 0)
        {
            return header;
        }

        Match one = found[random.Next(found.Count)], other = found[random.Next(found.Count)];
        return random.Next(4) switch
        {
            0 => Replace(header, one, one.Value + "," + other.Value),
            1 => Replace(header, one, "").Replace(",,", ",", StringComparison.Ordinal).Replace("{,", "{", StringComparison.Ordinal).Replace(",}", "}", StringComparison.Ordinal),
            _ when one.Index < other.Index => Replace(Replace(header, other, one.Value), one, other.Value),
            _ => header,
        };
    }

    /// <summary>White space and escapes that change nothing.</summary>
    private static string Spread(string header, System.Random random)
    {
        var spread = new StringBuilder();
        bool inText = false;
        foreach (char c in header)
        {
            inText ^= c == '"';
            _ = inText && char.IsAsciiLetter(c) && random.Next(8) == 0 ? spread.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}")
                : !inText && ",:]".Contains(c) && random.Next(4) == 0 ? spread.Append(" \r").Append(c).Append("\n\t") : spread.Append(c);
        }

        return spread.Append(' ', random.Next(3)).ToString();
    }

    private static byte[] Doubled(byte[] data, System.Random random) => random.Next(2) == 0 ? [.. data, .. data] : data[..(data.Length / 2)];
}
