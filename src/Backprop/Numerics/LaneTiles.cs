using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>The convolutions of rows in lanes (<see cref="RowLanes"/>), tile by tile. For the emitted code, which chooses the tiles: one for lanes that are a register each, of which there
/// are 32, and one for lanes of several registers, of which there are 16.</summary>
/// <remarks>Whatever the tile, a sum adds in the same order: lines, places and channels of a window, or filters, or rows and positions.</remarks>
/// <typeparam name="TLane">The lane.</typeparam>
/// <typeparam name="T">Its element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LaneTiles<TLane, T>
    where TLane : struct, ILane<TLane, T>
    where T : unmanaged, IAdditionOperators<T, T, T>
{
    /// <summary>y = end(x ∗ W): the outputs of a line meet neighbouring filters.</summary>
    /// <typeparam name="TEnd">How sums start and end.</typeparam>
    /// <typeparam name="TWide">The tile for lanes of one register.</typeparam>
    /// <typeparam name="TNarrow">The tile for others.</typeparam>
    /// <param name="x">The inputs.</param>
    /// <param name="weight">The weights.</param>
    /// <param name="bias">What sums start with, by filter, if <typeparamref name="TEnd"/> reads it.</param>
    /// <param name="y">Receives the outputs.</param>
    /// <param name="rows">Groups of rows.</param>
    /// <param name="sizes">The sizes of the convolution.</param>
    [MethodImpl(Jit.OwnCode)]
    public static void Convolve<TEnd, TWide, TNarrow>(ref readonly T x, ref readonly T weight, ref readonly T bias, ref T y, int rows, LaneWindows sizes)
        where TEnd : struct, ILaneEnd<TLane, T>
        where TWide : struct, ILaneTile
        where TNarrow : struct, ILaneTile
    {
        int lines = sizes.Lines, outputs = sizes.Outputs, met = TLane.IsWide ? TWide.Met : TNarrow.Met;
        scoped LaneProduct<T> product = new(sizes.Window, outputs, sizes.StepX, sizes.Filters * TLane.Width);
        for (int row = 0; row < rows; row++)
        {
            for (int line = 0; line < lines; line++)
            {
                ref T to = ref Lanes.Place(ref y, ((row * lines) + line) * outputs * sizes.Filters, TLane.Width);
                product.Held = ref Lanes.At(in x, (row * sizes.Size) + (line * sizes.StepY), TLane.Width);
                for (int block = 0; block < sizes.GroupFilters; block += met)
                {
                    int filter = int.Min(block, sizes.GroupFilters - met); // the last tile overlaps the one before: same inputs, same bits
                    product.Met = ref Lanes.At(in weight, filter);
                    product.Aside = ref Lanes.At(in bias, filter);
                    product.Result = ref Lanes.Place(ref to, filter, TLane.Width);
                    Sum<NumbersTogether<TLane, T>, TEnd, TWide, TNarrow>(in product);
                }
            }
        }
    }

    /// <summary>dx = Σ δ·Wᵀ: the outputs of a line meet neighbouring channels of one place in their windows, to which their shares are added.</summary>
    /// <typeparam name="TWide">The tile for lanes of one register; it divides the outputs of a line and the channels, since what is added twice is wrong.</typeparam>
    /// <typeparam name="TNarrow">The tile for others, likewise.</typeparam>
    /// <param name="delta">The gradients of the outputs.</param>
    /// <param name="weight">The weights.</param>
    /// <param name="dx">Receives the gradients of the inputs.</param>
    /// <param name="rows">Groups of rows.</param>
    /// <param name="sizes">The sizes of the convolution.</param>
    /// <param name="clears">Whether dx starts at zero; else all is added to what is there.</param>
    [MethodImpl(Jit.OwnCode)]
    public static void InputGradient<TWide, TNarrow>(ref readonly T delta, ref readonly T weight, ref T dx, int rows, LaneWindows sizes, bool clears = true)
        where TWide : struct, ILaneTile
        where TNarrow : struct, ILaneTile
    {
        int lines = sizes.Lines, outputs = sizes.Outputs, met = TLane.IsWide ? TWide.Met : TNarrow.Met;
        scoped LaneProduct<T> product = new(sizes.Position, outputs, sizes.Filters, sizes.StepX * TLane.Width);
        for (int row = 0; row < rows; row++)
        {
            ref T image = ref Lanes.Place(ref dx, row * sizes.Size, TLane.Width);
            for (int i = 0; i < (clears ? sizes.Size : 0); i++)
            {
                TLane.Store(TLane.Zero, ref image, i * TLane.Width);
            }

            for (int line = 0; line < lines; line++)
            {
                product.Held = ref Lanes.At(in delta, ((row * lines) + line) * outputs * sizes.Filters, TLane.Width);
                for (int place = 0; place < sizes.KernelHeight * sizes.KernelWidth; place++)
                {
                    (int ky, int kx) = Math.DivRem(place, sizes.KernelWidth);
                    for (int channel = 0; channel < sizes.GroupChannels; channel += met)
                    {
                        int to = (line * sizes.StepY) + (ky * sizes.Down) + (kx * sizes.Across) + channel;
                        product.Met = ref Lanes.At(in weight, (place * sizes.GroupChannels) + channel, sizes.Filters);
                        product.Result = ref Lanes.Place(ref image, to, TLane.Width);
                        Sum<NumbersApart<TLane, T>, AddedLanes<TLane, T>, TWide, TNarrow>(in product);
                    }
                }
            }
        }
    }

    /// <summary>dW = Σ x·δ: places of a window's line meet neighbouring filters. Each row of a group has a sum of its own, over a few groups of rows, which stay in the cache; the sums of the
    /// rows are then added up.</summary>
    /// <typeparam name="TWide">The tile for lanes of one register; it divides places and filters.</typeparam>
    /// <typeparam name="TNarrow">The tile for others, likewise.</typeparam>
    /// <param name="x">The inputs.</param>
    /// <param name="delta">The gradients of the outputs.</param>
    /// <param name="dw">Receives this thread's part of the gradients of the weights.</param>
    /// <param name="rows">Groups of rows.</param>
    /// <param name="part">The thread's number, from 0.</param>
    /// <param name="parts">How many there are.</param>
    /// <param name="sizes">The sizes of the convolution.</param>
    /// <param name="chunk">How many groups of rows stay in the cache.</param>
    [MethodImpl(Jit.OwnCode)]
    public static void WeightGradient<TWide, TNarrow>(ref readonly T x, ref readonly T delta, ref T dw, int rows, int part, int parts, LaneWindows sizes, int chunk)
        where TWide : struct, ILaneTile
        where TNarrow : struct, ILaneTile
    {
        int places = sizes.Lines * sizes.Outputs, met = TLane.IsWide ? TWide.Met : TNarrow.Met;
        for (int first = 0; first < rows; first += chunk)
        {
            scoped LaneProduct<T> product = new(sizes.Positions(int.Min(chunk, rows - first), TLane.Width), sizes.Places, sizes.PlacesApart, sizes.PlaceWeightsApart);
            product.Adds = first > 0;
            int turn = 0; // of the threads
            for (int filter = 0; filter < sizes.GroupFilters; filter += met)
            {
                for (int ky = 0; ky < sizes.KernelHeight; ky++)
                {
                    for (int i = 0; i < (turn % parts == part ? sizes.PlaceSets : 0); i++)
                    {
                        int to = (((ky * sizes.KernelWidth * sizes.GroupChannels) + i) * sizes.Filters) + filter;
                        product.Held = ref Lanes.At(in x, (first * sizes.Size) + (ky * sizes.Down) + i, TLane.Width);
                        product.Met = ref Lanes.At(in delta, (first * places * sizes.Filters) + filter, TLane.Width);
                        product.Result = ref Lanes.Place(ref dw, to, 1);
                        Sum<LanesTogether<TLane, T>, SummedLanes<TLane, T>, TWide, TNarrow>(in product);
                    }

                    turn++;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sum<TFactor, TEnd, TWide, TNarrow>(scoped in LaneProduct<T> product)
        where TFactor : struct, ILaneFactor<TLane, T>
        where TEnd : struct, ILaneEnd<TLane, T>
        where TWide : struct, ILaneTile
        where TNarrow : struct, ILaneTile
    {
        if (TLane.IsWide)
        {
            TWide.Sum<TLane, T, TFactor, TEnd>(in product);
        }
        else
        {
            TNarrow.Sum<TLane, T, TFactor, TEnd>(in product);
        }
    }
}
