namespace Backprop.Data;

/// <summary>
/// Reads CSV files (RFC 4180), plain or in gzip (recognised by its first bytes, not by the file's name), into a <see cref="Dataset"/>:
/// <code>
/// CsvData train = CsvFile.Read("iris.csv", new CsvOptions { Label = "species", NamedClasses = true });
/// </code>
/// </summary>
/// <remarks>
/// <para>Fields stand between separators; lines end in <c>\n</c> or <c>\r\n</c>, the last one with or without. A field that begins with a quote
/// ends at the next single one: within it separators and line breaks are text, and two quotes are one. Files are UTF-8, with or without a byte
/// order mark. Every line has as many fields as the first one. Empty lines and empty fields are refused, the latter where the column is wanted.</para>
/// <para>Numbers are written as in C#, whatever the culture: <c>-1.5e3</c>, with a point and without separators of thousands; spaces around
/// them are allowed. They become the nearest float.</para>
/// <para>Files are read in pieces, and memory is taken only for the values that come out of them.</para>
/// </remarks>
public static class CsvFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Its layout and the wanted columns.</param>
    /// <exception cref="DataFileException">The file has no rows, a line with more or fewer fields than the first, or one that is empty or too
    /// long; a field that is empty, not a number or label, out of range, or wrongly quoted; a wanted column that it does not have, has twice, or
    /// that is wanted twice; bytes that are not UTF-8; corrupt gzip; or more bytes than the limit.</exception>
    /// <exception cref="ArgumentException">The path is empty, or the options contradict each other.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CsvData Read(string path, CsvOptions options)
    {
        Require(options);
        using DataSource source = DataSource.Open(path, options.MaximumBytes);
        return Read(source, options);
    }

    /// <summary>Reads a stream, from where it stands to its end, and leaves it open.</summary>
    /// <param name="stream">The stream; it need not be seekable.</param>
    /// <param name="options">Its layout and the wanted columns.</param>
    /// <param name="name">What messages call it.</param>
    /// <inheritdoc cref="Read(string, CsvOptions)"/>
    public static CsvData Read(Stream stream, CsvOptions options, string name = "stream")
    {
        Require(options);
        using DataSource source = DataSource.Of(stream, name, options.MaximumBytes);
        return Read(source, options);
    }

    /// <summary>Reads text, from where the reader stands to its end, and leaves it open.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="options">Its layout and the wanted columns.</param>
    /// <param name="name">What messages call it.</param>
    /// <inheritdoc cref="Read(string, CsvOptions)"/>
    public static CsvData Read(TextReader reader, CsvOptions options, string name = "text")
    {
        Require(options);
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(name);
        return Parse(reader, options, name);
    }

    private static CsvData Read(DataSource source, CsvOptions options)
    {
        using var reader = new Utf8DataReader(source);
        return Parse(reader, options, source.Name);
    }

    private static CsvData Parse(TextReader reader, CsvOptions options, string name) =>
        new CsvTableReader(new CsvFieldReader(reader, name, options.Separator, options.MaximumLineLength), options).Read();

    private static void Require(CsvOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
    }
}
