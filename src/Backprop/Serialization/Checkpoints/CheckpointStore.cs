using static System.FormattableString;

namespace Backprop.Serialization;

/// <summary>Where a run's checkpoint is, and the one before it. Either is a whole file, or it is not there.</summary>
internal sealed class CheckpointStore(string path)
{
    /// <summary>What is added to the name of the checkpoint before the last one.</summary>
    public const string PreviousEnding = ".previous";

    /// <summary>Whether the last one is of no use, so that the one before it must stay where it is.</summary>
    private bool broken;

    /// <summary>The one before.</summary>
    public string PreviousPath => path + PreviousEnding;

    /// <summary>Whether there is anything.</summary>
    public bool HasAny => File.Exists(path) || File.Exists(PreviousPath);

    /// <summary>Writes the next one.</summary>
    /// <exception cref="IOException">That failed; the last one and the one before are as they were.</exception>
    public void Save(Action<Stream> write)
    {
        AtomicFile.Write(path, write, broken ? null : PreviousPath);
        broken = false;
    }

    /// <summary>Reads the last one or, if it is missing or damaged, the one before.</summary>
    /// <param name="read">Takes what it needs. Must change nothing: it may be called again with the other file.</param>
    /// <returns>What was read, from which file, and why not from the last one.</returns>
    /// <exception cref="ModelFileException">None can be used.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public (T Contents, string Path, ModelFileException? Problem) Load<T>(Func<CheckpointReader, T> read)
    {
        ModelFileException problem;
        try
        {
            return (Read(path, read), path, null);
        }
        catch (ModelFileException damaged)
        {
            problem = damaged;
        }
        catch (FileNotFoundException missing)
        {
            problem = new ModelFileException(path, null, "The file is missing.", missing);
        }

        try
        {
            T contents = Read(PreviousPath, read);
            broken = true;
            return (contents, PreviousPath, problem);
        }
        catch (ModelFileException damaged)
        {
            throw new ModelFileException(path, problem.Tensor, Invariant($"{problem.Reason} The one before it cannot be used either: {damaged.Message}"), problem);
        }
        catch (FileNotFoundException)
        {
            throw new ModelFileException(path, problem.Tensor, Invariant($"{problem.Reason} There is no {PreviousPath} that could be used instead."), problem);
        }
    }

    private static T Read<T>(string path, Func<CheckpointReader, T> read)
    {
        using CheckpointReader reader = CheckpointReader.Open(path);
        return read(reader);
    }
}
