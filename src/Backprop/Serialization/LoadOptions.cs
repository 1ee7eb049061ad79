namespace Backprop.Serialization;

/// <summary>How a model's file is read.</summary>
public sealed class LoadOptions
{
    /// <summary>The shapes and default names of the file's tensors. Default: <see cref="WeightConvention.Backprop"/>. A file whose <c>__metadata__</c> has another <c>format</c>
    /// (<c>backprop</c> or PyTorch's <c>pt</c>) is refused.</summary>
    public WeightConvention Convention { get; init; }

    /// <summary>What the file calls the tensors. Default: <see cref="TensorNames.AsTheyAre"/>.</summary>
    public TensorNames Names { get; init; } = TensorNames.AsTheyAre;

    /// <summary>Whether a file with NaN or infinities is refused. Default: no.</summary>
    public bool RejectNonFinite { get; init; }

    /// <summary>Whether the file must come from the same architecture. Default: where it says where it comes from.</summary>
    public ArchitectureCheck Architecture { get; init; }
}
