using Backprop.Serialization;

namespace Backprop;

/// <summary>The check sum of a dataset's rows in their order, standardised as they are gathered, so that a run can tell whether it has the data it began with.</summary>
internal static class DatasetChecksum
{
    /// <summary>Values gathered at a time.</summary>
    private const int ChunkLength = 1 << 18;

    /// <summary>CRC-32C of the inputs and the targets. Reads every row once.</summary>
    public static uint Of(Dataset data)
    {
        int chunk = Math.Clamp(ChunkLength / Math.Max(data.InputSize, data.TargetSize), 1, data.Count);
        int[] rows = new int[chunk], labels = new int[data.HasLabels ? chunk : 0];
        float[] inputs = new float[chunk * data.InputSize], targets = new float[data.HasLabels ? 0 : chunk * data.TargetSize];
        uint checksum = 0;
        for (int start = 0; start < data.Count; start += chunk)
        {
            int count = Math.Min(chunk, data.Count - start);
            for (int i = 0; i < count; i++)
            {
                rows[i] = start + i;
            }

            Span<float> part = inputs.AsSpan(0, count * data.InputSize);
            data.GatherInputs(rows.AsSpan(0, count), part);
            checksum = Crc32C.Append<float>(checksum, part);
            if (data.HasLabels)
            {
                data.GatherLabels(rows.AsSpan(0, count), labels.AsSpan(0, count));
                checksum = Crc32C.Append<int>(checksum, labels.AsSpan(0, count));
            }
            else
            {
                part = targets.AsSpan(0, count * data.TargetSize);
                data.GatherTargets(rows.AsSpan(0, count), part);
                checksum = Crc32C.Append<float>(checksum, part);
            }
        }

        return checksum;
    }
}
