using Backprop.Serialization;
using static System.FormattableString;

namespace Backprop;

/// <summary>Saves the checkpoints of a training run when they are due, and goes on from the last one.</summary>
internal sealed class RunCheckpoints(
    Checkpointing wanted, RunSettings settings, INetwork<float> model, Optimizer optimizer, NetworkWorkspace<float> workspace, BestWeights best, List<EpochResult> results)
{
    private readonly CheckpointStore store = new(wanted.Path);

    // Where the last one stands.
    private int savedEpoch, savedRow;

    /// <summary>What the run went on from; null if it started anew.</summary>
    public LoadedCheckpoint? Resumed { get; private set; }

    /// <summary>Goes on from the checkpoint, if that is wanted and there is one.</summary>
    /// <exception cref="InvalidOperationException">There is one, and it is not wanted.</exception>
    /// <exception cref="ModelFileException">It cannot be used. Nothing has changed.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no folder to save in.</exception>
    public void Begin(ref RunPosition position)
    {
        if (store.HasAny)
        {
            if (!wanted.Resume)
            {
                throw new InvalidOperationException(Invariant(
                    $"{wanted.Path} is the checkpoint of another run, which this one would overwrite. Set {nameof(Checkpointing.Resume)} to go on from it, or move it and {store.PreviousPath} away."));
            }

            position = Resume();
            return;
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(wanted.Path))!;
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException(Invariant($"The folder of the checkpoint {wanted.Path} does not exist."));
        }
    }

    /// <summary>Saves, if it is time to.</summary>
    public void AfterStep(in RunPosition position)
    {
        if (wanted.EverySteps > 0 && position.Step % wanted.EverySteps == 0)
        {
            Save(in position);
        }
    }

    /// <inheritdoc cref="AfterStep"/>
    public void AfterEpoch(in RunPosition position)
    {
        if (wanted.EveryEpochs > 0 && (position.Epoch - 1) % wanted.EveryEpochs == 0)
        {
            Save(in position);
        }
    }

    /// <summary>Saves, unless that has been done.</summary>
    public void End(in RunPosition position)
    {
        if ((position.Epoch, position.Row) != (savedEpoch, savedRow))
        {
            Save(in position);
        }
    }

    private void Save(in RunPosition position)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal) { [ModelMetadata.Version] = LibraryVersion.Text };
        if (model.Architecture is { } architecture)
        {
            facts[ModelMetadata.Fingerprint] = architecture.Fingerprint;
        }

        settings.Write(facts);
        RunState.Write(facts, in position, optimizer, best);
        List<CheckpointGroup> groups = RunState.Groups(model, optimizer, best);
        store.Save(stream => RunState.Write(stream, facts, groups, results));
        (savedEpoch, savedRow) = (position.Epoch, position.Row);
        wanted.Log?.Invoke(Invariant($"{wanted.Path}: saved {Place(in position)}."));
    }

    private RunPosition Resume()
    {
        (RunState state, string path, ModelFileException? problem) = store.Load(reader => RunState.Read(reader, settings, model, optimizer, keepsBest: best.Keeps));
        if (state.Difference is { } difference)
        {
            throw new ModelFileException(path, null, difference + " A checkpoint can only be resumed by a run that would have come to it; nothing has been changed.");
        }

        // What may throw, the optimizer's own code, comes first.
        optimizer.Restore(state.OptimizerSteps, state.Memory, model.Parameters, workspace.Gradients);
        (optimizer.LearningRate, optimizer.WeightDecay) = (state.LearningRate, state.WeightDecay);
        state.Parameters.CopyTo(model.Parameters);
        state.State.CopyTo(model.State);
        best.GoOn(state.BestEpoch, state.BestLoss);
        if (state.Kept is { } kept)
        {
            kept.Weights.CopyTo(best.Weights);
            kept.State.CopyTo(best.State);
        }

        results.AddRange(state.Results);
        RunPosition position = state.Position;
        workspace.Step = position.Forwards;
        (savedEpoch, savedRow) = problem is null ? (position.Epoch, position.Row) : default;
        Resumed = new LoadedCheckpoint(path, position.Epoch - 1, position.Step, problem);
        if (problem is not null)
        {
            wanted.Log?.Invoke(Invariant($"{problem.Message} {path} is used instead."));
        }

        wanted.Log?.Invoke(Invariant($"{path}: resumed {Place(in position)}."));
        return position;
    }

    private static string Place(in RunPosition position) =>
        position.Row == 0 ? Invariant($"after epoch {position.Epoch - 1}, step {position.Step}") : Invariant($"in epoch {position.Epoch}, after step {position.Step}");
}
