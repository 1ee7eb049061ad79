namespace Backprop.Serialization;

/// <summary>Replaces files so that there is always a whole one: the new one is written beside the old one, flushed to the disk and renamed over it.</summary>
/// <remarks>A process that is killed while it writes leaves <c>path.tmp</c>, which the next save overwrites. The name of the folder's entry is not flushed (.NET has no way to),
/// so after a power failure the old file may be there instead of the new one, whole.</remarks>
internal static class AtomicFile
{
    /// <summary>What the new file is called until it is whole.</summary>
    public const string TemporaryEnding = ".tmp";

    /// <summary>Writes a file, over the old one if there is one.</summary>
    /// <param name="path">The file. Where it is a symbolic link, what it leads to is replaced, not the link.</param>
    /// <param name="write">Writes the contents. If it throws, everything stays as it was.</param>
    /// <param name="previous">What the old file is called afterwards, replacing a file of that name; null: it is gone.
    /// At no moment is there no file at <paramref name="path"/>.</param>
    /// <exception cref="IOException">The file cannot be written, or another save of it is going on.</exception>
    public static void Write(string path, Action<Stream> write, string? previous = null)
    {
        path = Target(path);
        string temporary = path + TemporaryEnding;
        var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1);
        try
        {
            using (stream)
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            Replace(temporary, path, previous);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static string Target(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null ? path : file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
    }

    private static void Replace(string temporary, string path, string? previous)
    {
        // File.Replace links the old file to its other name before it renames the new one over it.
        if (previous is not null && File.Exists(path))
        {
            File.Replace(temporary, path, previous, ignoreMetadataErrors: true);
        }
        else
        {
            File.Move(temporary, path, overwrite: true);
        }
    }
}
