namespace Backprop.Numerics;

/// <summary>Memory for what <c>Predict</c> computes between its inputs and its outputs: one buffer per thread, element type and purpose, shared by all networks,
/// so that after a thread's first call nothing is allocated and no two threads meet.</summary>
public static class PredictionScratch<T>
    where T : unmanaged
{
    [ThreadStatic]
    private static NetworkBuffer<T> buffer;

    [ThreadStatic]
    private static NetworkBuffer<T> inputs;

    [ThreadStatic]
    private static NetworkBuffer<T> panels;

    [ThreadStatic]
    private static NetworkBuffer<T> strip;

    /// <summary>At least <paramref name="length"/> values on a 64-byte boundary, followed by a lane of padding. Their contents are whatever was left there.
    /// Valid until the next call on the same thread.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative or beyond what one array holds.</exception>
    public static NetworkBuffer<T> Rent(int length) => Rent(ref buffer, length);

    /// <summary>Memory apart from that of <see cref="Rent(int)"/>, for inputs that are given in another type. Valid until the next call on the same thread.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative or beyond what one array holds.</exception>
    public static NetworkBuffer<T> RentInputs(int length) => Rent(ref inputs, length);

    /// <summary>Memory for <see cref="Panels"/>, or sums of <see cref="PassingProducts"/>, apart from the others. Valid until the next call on the same thread.</summary>
    internal static NetworkBuffer<T> RentPanels(int length) => Rent(ref panels, length);

    /// <summary>Memory for some columns of a left factor, apart from the others. Valid until the next call on the same thread.</summary>
    internal static NetworkBuffer<T> RentStrip(int length) => Rent(ref strip, length);

    private static NetworkBuffer<T> Rent(ref NetworkBuffer<T> own, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (own.Length < length || own.Length == 0)
        {
            own = new NetworkBuffer<T>(Math.Max(length, 1));
        }

        return own;
    }
}
