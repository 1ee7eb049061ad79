using Backprop.Compiler.Graph;
using Backprop.Compiler.Passes;

namespace Backprop.Compiler.Emission;

/// <summary>Where a training step keeps what repeated blocks read and write: two buffers of the workspace, in which a number says where a value lies, so that a loop can.</summary>
internal sealed class BlockMemory
{
    // Every value starts on a cache line: sixteen floats, or two lines of doubles.
    private const int Step = 16;
    private readonly Dictionary<BufferSlot, long> offsets = [];

    public BlockMemory(BufferPlan plan, IEnumerable<Node> steps)
    {
        IEnumerable<BufferSlot> touched = steps.Where(step => step.Place is { IsRepeated: true })
            .SelectMany(step => step.Inputs.Select(input => input.Storage).Prepend(step))
            .Select(plan.Find)
            .OfType<BufferSlot>()
            .Distinct();
        foreach (BufferSlot slot in touched)
        {
            long size = (slot.Size + Step - 1) / Step * Step;
            if (slot.Batched)
            {
                offsets[slot] = PerRow;
                PerRow += size;
            }
            else
            {
                offsets[slot] = Fixed;
                Fixed += size;
            }
        }
    }

    /// <summary>The numbers per row of the batch.</summary>
    public long PerRow { get; private set; }

    /// <summary>The numbers that do not depend on the batch: weights, made ready for the kernels.</summary>
    public long Fixed { get; private set; }

    /// <summary>Where a slot starts, per row of the batch or in all; null for slots with a buffer of their own.</summary>
    public long? Find(BufferSlot slot) => offsets.TryGetValue(slot, out long offset) ? offset : null;
}
