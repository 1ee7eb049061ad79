namespace Backprop.Serialization;

/// <summary>The element types of safetensors, by the names they have in files.</summary>
internal static class SafetensorsDtype
{
    public const string F64 = "F64", F32 = "F32", F16 = "F16", BF16 = "BF16", I64 = "I64", U8 = "U8";

    // Those that the format's own library knows.
    private static readonly KeyValuePair<string, int>[] Bits =
    [
        new(F32, 32), new(F16, 16), new(BF16, 16), new(F64, 64), new(I64, 64), new("I32", 32), new("I16", 16), new("I8", 8), new(U8, 8), new("U16", 16), new("U32", 32),
        new("U64", 64), new("BOOL", 8), new("C64", 64), new("F8_E5M2", 8), new("F8_E4M3", 8), new("F8_E8M0", 8), new("F8_E4M3FNUZ", 8), new("F8_E5M2FNUZ", 8),
        new("F6_E2M3", 6), new("F6_E3M2", 6), new("F4", 4),
    ];

    /// <summary>The types whose values are read.</summary>
    public const string Readable = "F64, F32, F16 and BF16";

    /// <summary>The names of all types.</summary>
    public static IEnumerable<string> All => Bits.Select(type => type.Key);

    /// <summary>The one instance of a known type's name; null if the format has no such type.</summary>
    public static string? Known(string name)
    {
        foreach (KeyValuePair<string, int> type in Bits)
        {
            if (type.Key == name)
            {
                return type.Key;
            }
        }

        return null;
    }

    /// <summary>The bits of an element of a known type.</summary>
    public static int BitsOf(string known)
    {
        foreach (KeyValuePair<string, int> type in Bits)
        {
            if (type.Key == known)
            {
                return type.Value;
            }
        }

        throw new ArgumentException("The type " + known + " is not known.", nameof(known));
    }

    /// <summary>Whether it is a floating-point type whose values are read.</summary>
    public static bool IsReadable(string dtype) => dtype is F64 or F32 or F16 or BF16;
}
