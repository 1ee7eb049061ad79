using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>A tile of rows in lanes: four lanes are held, each of which meets one to six others.</summary>
/// <typeparam name="TMet">How many others.</typeparam>
public readonly struct Held4<TMet> : ILaneTile
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
        for (int block = 0; block < product.Count; block += 4)
        {
            int first = int.Min(block, product.Count - 4); // the last tile overlaps the one before: same inputs, same bits
            ref T r0 = ref Lanes.Place(ref product.Result, first, product.ResultsApart), r1 = ref Lanes.Place(ref r0, 1, product.ResultsApart);
            ref T r2 = ref Lanes.Place(ref r1, 1, product.ResultsApart), r3 = ref Lanes.Place(ref r2, 1, product.ResultsApart);
            ref readonly T m = ref product.Met;
            LaneSums<TLane, T, TEnd, TMet>.Start(in product.Aside, in r0, out TLane s00, out TLane s10, out TLane s20, out TLane s30, out TLane s40, out TLane s50);
            LaneSums<TLane, T, TEnd, TMet>.Start(in product.Aside, in r1, out TLane s01, out TLane s11, out TLane s21, out TLane s31, out TLane s41, out TLane s51);
            LaneSums<TLane, T, TEnd, TMet>.Start(in product.Aside, in r2, out TLane s02, out TLane s12, out TLane s22, out TLane s32, out TLane s42, out TLane s52);
            LaneSums<TLane, T, TEnd, TMet>.Start(in product.Aside, in r3, out TLane s03, out TLane s13, out TLane s23, out TLane s33, out TLane s43, out TLane s53);

            for (int line = 0; line < product.Walk.Lines; line++)
            {
                ref readonly T h0 = ref Lanes.At(in product.Held, (first * apart) + product.Walk.Start(line), TLane.Width), h1 = ref Lanes.At(in h0, apart, TLane.Width), h2 = ref Lanes.At(in h1, apart, TLane.Width);
                ref readonly T h3 = ref Lanes.At(in h2, apart, TLane.Width);
                for (int k = 0, at = 0; k < inner; k++, at += step)
                {
                    if (TMet.Count == 1)
                    {
                        TLane all = TFactor.Load(in m, 0, metApart); // the one that all meet stays in a register, and each of them is read where it is used
                        TLane.AddProduct(ref s00, all, in h0, at);
                        TLane.AddProduct(ref s01, all, in h1, at);
                        TLane.AddProduct(ref s02, all, in h2, at);
                        TLane.AddProduct(ref s03, all, in h3, at);
                    }
                    else
                    {
                        TLane x0 = TLane.Load(in h0, at), x1 = TLane.Load(in h1, at), x2 = TLane.Load(in h2, at), x3 = TLane.Load(in h3, at);
                        Lanes.MultiplyAdd(TFactor.Load(in m, 0, metApart), x0, x1, x2, x3, ref s00, ref s01, ref s02, ref s03);
                        Lanes.MultiplyAdd(TFactor.Load(in m, 1, metApart), x0, x1, x2, x3, ref s10, ref s11, ref s12, ref s13);
                        if (TMet.Count > 2)
                        {
                            Lanes.MultiplyAdd(TFactor.Load(in m, 2, metApart), x0, x1, x2, x3, ref s20, ref s21, ref s22, ref s23);
                        }

                        if (TMet.Count > 3)
                        {
                            Lanes.MultiplyAdd(TFactor.Load(in m, 3, metApart), x0, x1, x2, x3, ref s30, ref s31, ref s32, ref s33);
                        }

                        if (TMet.Count > 4)
                        {
                            Lanes.MultiplyAdd(TFactor.Load(in m, 4, metApart), x0, x1, x2, x3, ref s40, ref s41, ref s42, ref s43);
                        }

                        if (TMet.Count > 5)
                        {
                            Lanes.MultiplyAdd(TFactor.Load(in m, 5, metApart), x0, x1, x2, x3, ref s50, ref s51, ref s52, ref s53);
                        }
                    }

                    m = ref Lanes.At(in m, next);
                }
            }

            LaneSums<TLane, T, TEnd, TMet>.Finish(ref r0, product.Adds, s00, s10, s20, s30, s40, s50);
            LaneSums<TLane, T, TEnd, TMet>.Finish(ref r1, product.Adds, s01, s11, s21, s31, s41, s51);
            LaneSums<TLane, T, TEnd, TMet>.Finish(ref r2, product.Adds, s02, s12, s22, s32, s42, s52);
            LaneSums<TLane, T, TEnd, TMet>.Finish(ref r3, product.Adds, s03, s13, s23, s33, s43, s53);
        }
    }
}
