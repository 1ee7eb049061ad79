namespace Backprop;

/// <summary>The network's weights lie in the assembly: the safetensors file becomes read-only data of the program, which <c>Shared.Predict</c> reads where it is. Nothing is
/// loaded or copied. The file is one of the project's <c>AdditionalFiles</c>, written by <c>model.Save</c>; its tensors are checked against the layers while compiling.</summary>
/// <param name="file">The file's name, or the end of its path: <c>digits.safetensors</c>, <c>Models/digits.safetensors</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class WeightsAttribute(string file) : Attribute
{
    /// <summary>The file's name, or the end of its path.</summary>
    public string File { get; } = file;

    /// <summary>Whether the class can be trained as well: then <c>Pretrained()</c> makes a network with a copy of the weights, and so does <c>Shared</c>, once.
    /// Default: no, and the class has no code for training.</summary>
    public bool Training { get; set; }
}
