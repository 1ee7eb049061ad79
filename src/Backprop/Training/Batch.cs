using Backprop.Data;
using Backprop.Numerics;

namespace Backprop;

/// <summary>The one buffer that batches are gathered into, from any of a run's datasets.</summary>
internal sealed class Batch
{
    private readonly NetworkBuffer<float> inputs;
    private readonly int[] rowNumbers;
    private readonly int[] labels;
    private readonly NetworkBuffer<float> targets;
    private readonly int inputSize;
    private readonly int targetSize;

    /// <summary>A buffer for up to <paramref name="capacity"/> rows of the dataset, and of the other one if there is one.</summary>
    public Batch(Dataset data, Dataset? other, int capacity)
    {
        inputSize = data.InputSize;
        targetSize = data.TargetSize;
        inputs = new NetworkBuffer<float>((long)capacity * inputSize);
        rowNumbers = new int[capacity];
        labels = data.HasLabels || other is { HasLabels: true } ? new int[capacity] : [];
        targets = !data.HasLabels || other is { HasLabels: false } ? new NetworkBuffer<float>((long)capacity * targetSize) : new NetworkBuffer<float>(0);
    }

    /// <summary>The rows of the batch, 1 or more.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the targets are labels.</summary>
    public bool HasLabels { get; private set; }

    public ReadOnlySpan<float> Inputs => inputs.Span[..(Count * inputSize)];

    public ReadOnlySpan<int> Labels => labels.AsSpan(0, Count);

    public ReadOnlySpan<float> Targets => targets.Span[..(Count * targetSize)];

    /// <summary>Gathers the given rows.</summary>
    public void Load(Dataset data, ReadOnlySpan<int> rows)
    {
        rows.CopyTo(rowNumbers);
        Gather(data, rows.Length);
    }

    /// <summary>Gathers rows that follow each other.</summary>
    public void Load(Dataset data, int start, int count)
    {
        for (int i = 0; i < count; i++)
        {
            rowNumbers[i] = start + i;
        }

        Gather(data, count);
    }

    /// <summary>Changes the gathered inputs at random, as the seed, the epoch (counted from 0) and each row's number in the dataset say.</summary>
    public void Augment(Augmentation augmentation, long seed, int epoch) =>
        augmentation.Apply(inputs.Span[..(Count * inputSize)], rowNumbers.AsSpan(0, Count), seed, epoch);

    /// <summary>The dataset's row of the first input that is not finite; null if all are.</summary>
    public int? FindNonFiniteRow()
    {
        ReadOnlySpan<float> values = Inputs;
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                return rowNumbers[i / inputSize];
            }
        }

        return null;
    }

    private void Gather(Dataset data, int count)
    {
        Count = count;
        HasLabels = data.HasLabels;
        ReadOnlySpan<int> rows = rowNumbers.AsSpan(0, count);
        data.GatherInputs(rows, inputs.Span[..(count * inputSize)]);
        if (data.HasLabels)
        {
            data.GatherLabels(rows, labels.AsSpan(0, count));
        }
        else
        {
            data.GatherTargets(rows, targets.Span[..(count * targetSize)]);
        }
    }
}
