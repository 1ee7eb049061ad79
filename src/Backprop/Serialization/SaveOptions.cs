namespace Backprop.Serialization;

/// <summary>How a model's file is written.</summary>
public sealed class SaveOptions
{
    /// <summary>The shapes and default names of the file's tensors. Default: <see cref="WeightConvention.Backprop"/>.</summary>
    public WeightConvention Convention { get; init; }

    /// <summary>What the file calls the tensors. Default: <see cref="TensorNames.AsTheyAre"/>.</summary>
    public TensorNames Names { get; init; } = TensorNames.AsTheyAre;

    /// <summary>Whether numbers are written in single precision, F32, or in double, F64. Default: as the model has them.</summary>
    public Precision? Precision { get; init; }

    /// <summary>Texts of your own for the file's <c>__metadata__</c>. <c>format</c> and what begins with <c>backprop.</c> is the library's.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
