namespace Backprop.Numerics;

/// <summary>Memory for what <c>Predict</c> computes between its inputs and its outputs: one buffer per thread and element type, shared by all networks,
/// so that after a thread's first call nothing is allocated and no two threads meet.</summary>
public static class PredictionScratch<T>
    where T : unmanaged
{
    [ThreadStatic]
    private static NetworkBuffer<T> buffer;

    /// <summary>At least <paramref name="length"/> values on a 64-byte boundary, followed by a lane of padding. Their contents are whatever was left there.
    /// Valid until the next call on the same thread.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative or beyond what one array holds.</exception>
    public static ref T Rent(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (buffer.Length < length || buffer.Length == 0)
        {
            buffer = new NetworkBuffer<T>(Math.Max(length, 1));
        }

        return ref buffer.Origin;
    }
}
