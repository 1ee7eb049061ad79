using static System.FormattableString;

namespace Backprop.Serialization;

/// <summary>
/// A model's file is not what it should be: nothing was changed by it, and this says why not. Trouble with reaching the file (it does not exist,
/// it may not be read or written) comes as the usual <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> instead.
/// </summary>
/// <remarks>The message holds all of the properties that are not null.</remarks>
public sealed class ModelFileException : FormatException
{
    /// <summary>An error of a file.</summary>
    /// <param name="file">Its path, or what its stream is called.</param>
    /// <param name="tensor">The tensor that is wrong; null if it is not one of them.</param>
    /// <param name="reason">What is wrong, without the file and the tensor.</param>
    /// <param name="cause">The exception that told so, if any.</param>
    internal ModelFileException(string file, string? tensor, string reason, Exception? cause = null)
        : base(tensor is null ? Invariant($"{file}: {reason}") : Invariant($"{file}, tensor {Quoted.Text(tensor)}: {reason}"), cause)
    {
        File = file;
        Tensor = tensor;
        Reason = reason;
    }

    /// <summary>The path, or the name that was given for a stream.</summary>
    public string File { get; }

    /// <summary>The name of the tensor that is wrong, as the file has it or, where it has none, as the model; null if it is not one of them.</summary>
    public string? Tensor { get; }

    /// <summary>What is wrong.</summary>
    public string Reason { get; }

    /// <summary>What the header's reader found, in a file whose name it did not know.</summary>
    internal static ModelFileException Of(string file, SafetensorsFormatException problem) => new(file, problem.Tensor, problem.Reason, problem);
}
