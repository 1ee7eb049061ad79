using Backprop.Serialization;

namespace Backprop;

/// <summary>A checkpoint that a training run went on from, or that a model was read from.</summary>
/// <param name="Path">Its file: that of <see cref="Checkpointing"/> or, if that was missing or damaged, the one before it.</param>
/// <param name="Epochs">The whole epochs that it held.</param>
/// <param name="Steps">The steps, those of an epoch that was not over included.</param>
/// <param name="Problem">Why the last checkpoint was not used; null if it was.</param>
public sealed record LoadedCheckpoint(string Path, int Epochs, long Steps, ModelFileException? Problem);
