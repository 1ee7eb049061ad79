namespace Backprop.Serialization;

/// <summary>What is wrong with the header of a file, and with which tensor; whoever knows the file's name makes an error for users of it.</summary>
internal sealed class SafetensorsFormatException(string? tensor, string reason) : Exception(tensor is null ? reason : Quoted.Text(tensor) + ": " + reason)
{
    /// <summary>The tensor's name; null if it is not one tensor that is wrong.</summary>
    public string? Tensor { get; } = tensor;

    /// <summary>What is wrong, without the name of the file or of the tensor.</summary>
    public string Reason { get; } = reason;
}
