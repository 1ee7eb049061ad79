namespace Backprop.Onnx;

/// <summary>Files that are there whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a file under another name, flushes it to disk and renames it over what was there; if anything fails, nothing has changed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its bytes.</param>
    public static void Write(string path, Action<Stream> write)
    {
        string temporary = Path.GetFullPath(path) + "." + Path.GetRandomFileName();
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
