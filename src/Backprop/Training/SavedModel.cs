using Backprop.Serialization;
using static System.FormattableString;

namespace Backprop;

/// <summary>The model within a checkpoint, without the run around it.</summary>
internal sealed class SavedModel
{
    /// <summary>Why the checkpoint does not fit the model though it is whole. Then nothing else has been read.</summary>
    public string? Difference { get; private init; }

    public float[] Parameters { get; private init; } = [];

    public float[] State { get; private init; } = [];

    public int Epochs { get; private init; }

    public long Steps { get; private init; }

    /// <summary>Reads the best weights and their state or, where none were kept, the last.</summary>
    /// <exception cref="ModelFileException">The checkpoint is damaged, or has other tensors.</exception>
    public static SavedModel Read(CheckpointReader reader, INetwork<float> model)
    {
        string? saved = reader.Facts.Find(ModelMetadata.Fingerprint), own = model.Architecture?.Fingerprint;
        if (saved is not null && own is not null && saved != own)
        {
            return new SavedModel { Difference = Invariant($"It comes from another architecture, {Quoted.Text(saved)}; the model's is {Quoted.Text(own)}.") };
        }

        string prefix = reader.Has(RunState.Best) ? RunState.Best : "";
        return new SavedModel
        {
            Parameters = reader.Read(prefix, model.Layout),
            State = reader.Read(prefix, model.StateLayout),
            Epochs = (int)reader.Facts.Integer("epoch", 1, int.MaxValue) - 1,
            Steps = reader.Facts.Integer("step", 0),
        };
    }
}
