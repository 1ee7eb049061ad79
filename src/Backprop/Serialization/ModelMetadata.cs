using static System.FormattableString;

namespace Backprop.Serialization;

/// <summary>What the <c>__metadata__</c> of a model's file says, and must say.</summary>
internal static class ModelMetadata
{
    /// <summary>The key of the format, which other programs have too.</summary>
    public const string Format = "format";

    /// <summary>The key of <see cref="NetworkArchitecture.Fingerprint"/>.</summary>
    public const string Fingerprint = SafetensorsHeader.ArchitectureKey;

    /// <summary>The key of the version of the library that wrote the file.</summary>
    public const string Version = "backprop.version";

    /// <summary>What the keys of the library begin with.</summary>
    private const string Own = "backprop.";

    /// <summary>The texts of a file to be saved: the library's, then the user's.</summary>
    /// <exception cref="ArgumentException">A user's key is one of the library's.</exception>
    public static IEnumerable<KeyValuePair<string, string>> Of(NetworkArchitecture? architecture, WeightConvention convention, IReadOnlyDictionary<string, string> own)
    {
        var texts = new List<KeyValuePair<string, string>> { new(Format, FormatOf(convention)), new(Version, LibraryVersion.Text) };
        if (architecture is not null)
        {
            texts.Add(new(Fingerprint, architecture.Fingerprint));
        }

        foreach (KeyValuePair<string, string> text in own)
        {
            if (text.Key == Format || text.Key.StartsWith(Own, StringComparison.Ordinal))
            {
                throw new ArgumentException(Invariant($"The key {Quoted.Text(text.Key)} of the metadata is the library's."), nameof(own));
            }

            texts.Add(text);
        }

        return texts;
    }

    /// <summary>A file of the other convention could have tensors of the same names and shapes, whose numbers stand elsewhere.</summary>
    /// <exception cref="ModelFileException">The file says that it is of another.</exception>
    public static void RequireConvention(SafetensorsSource file, WeightConvention convention)
    {
        if (!file.Header.Metadata.TryGetValue(Format, out string? format))
        {
            return;
        }

        foreach (WeightConvention other in Enum.GetValues<WeightConvention>())
        {
            if (other != convention && format == FormatOf(other))
            {
                throw new ModelFileException(
                    file.Name, null,
                    Invariant($"Its format is {Quoted.Text(format)}: it loads with {nameof(WeightConvention)}.{other}, not with {nameof(WeightConvention)}.{convention}."));
            }
        }
    }

    /// <summary>The file must come from the same architecture, as far as that is asked for.</summary>
    /// <exception cref="ModelFileException">It does not, or does not say so though it must.</exception>
    public static void RequireArchitecture(SafetensorsSource file, NetworkArchitecture? architecture, ArchitectureCheck check)
    {
        string? fingerprint = file.Header.Metadata.GetValueOrDefault(Fingerprint);
        if (check == ArchitectureCheck.None || (check == ArchitectureCheck.WherePresent && (fingerprint is null || architecture is null)))
        {
            return;
        }

        if (fingerprint is null)
        {
            throw new ModelFileException(file.Name, null, Invariant($"It does not say from which architecture it comes: its metadata has no {Quoted.Text(Fingerprint)}."));
        }

        if (fingerprint != architecture?.Fingerprint)
        {
            string own = Quoted.Text(architecture?.Fingerprint ?? "unknown");
            throw new ModelFileException(
                file.Name, null, Invariant($"It comes from another architecture, {Quoted.Text(fingerprint)}; the model's is {own}. The tensors would fit, the layers do not."));
        }
    }

    private static string FormatOf(WeightConvention convention) => convention == WeightConvention.PyTorch ? "pt" : "backprop";
}
