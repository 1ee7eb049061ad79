using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>A tile of rows in lanes: one lane is held, each of which meets one to six others.</summary>
/// <typeparam name="TMet">How many others.</typeparam>
public readonly struct Held1<TMet> : ILaneTile
    where TMet : struct, IMet
{
    /// <inheritdoc/>
    public static int Met => TMet.Count;

    /// <inheritdoc/>
    [MethodImpl(Jit.OwnCode)]
    public static void Sum<TLane, T, TFactor, TEnd>(scoped in LaneProduct<T> product)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
        where TFactor : struct, ILaneFactor<TLane, T>
        where TEnd : struct, ILaneEnd<TLane, T>
    {
        int inner = product.Walk.Inner, step = product.Walk.InnerStep * TLane.Width, next = product.Walk.MetStep, metApart = product.Walk.MetApart, apart = product.Apart;
        for (int first = 0; first < product.Count; first++)
        {
            ref T r0 = ref Lanes.Place(ref product.Result, first, product.ResultsApart);
            ref readonly T m = ref product.Met;
            LaneSums<TLane, T, TEnd, TMet>.Start(in product.Aside, in r0, out TLane s00, out TLane s10, out TLane s20, out TLane s30, out TLane s40, out TLane s50);

            for (int line = 0; line < product.Walk.Lines; line++)
            {
                ref readonly T h0 = ref Lanes.At(in product.Held, (first * apart) + product.Walk.Start(line), TLane.Width);
                for (int k = 0, at = 0; k < inner; k++, at += step)
                {
                    if (TMet.Count == 1)
                    {
                        TLane all = TFactor.Load(in m, 0, metApart);
                        TLane.AddProduct(ref s00, all, in h0, at);
                    }
                    else
                    {
                        TLane x0 = TLane.Load(in h0, at);
                        TLane.AddProduct(ref s00, TFactor.Load(in m, 0, metApart), x0);
                        TLane.AddProduct(ref s10, TFactor.Load(in m, 1, metApart), x0);
                        if (TMet.Count > 2)
                        {
                            TLane.AddProduct(ref s20, TFactor.Load(in m, 2, metApart), x0);
                        }

                        if (TMet.Count > 3)
                        {
                            TLane.AddProduct(ref s30, TFactor.Load(in m, 3, metApart), x0);
                        }

                        if (TMet.Count > 4)
                        {
                            TLane.AddProduct(ref s40, TFactor.Load(in m, 4, metApart), x0);
                        }

                        if (TMet.Count > 5)
                        {
                            TLane.AddProduct(ref s50, TFactor.Load(in m, 5, metApart), x0);
                        }
                    }

                    m = ref Lanes.At(in m, next);
                }
            }

            LaneSums<TLane, T, TEnd, TMet>.Finish(ref r0, product.Adds, s00, s10, s20, s30, s40, s50);
        }
    }
}
