using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics;

/// <summary>Sums of lanes whose numbers take turns: of U sums, place i of the U lanes side by side belongs to sum i mod U. They arise where inputs, each repeated U times
/// (<see cref="ILane{TSelf,T}.Repeat"/>), meet the weights of U outputs as they lie, without a transposed copy. Halving the numbers of all U lanes together halves
/// every sum as <see cref="ILane{TSelf,T}.Sum"/> does: the order of the additions is the same, and so are the bits. All of it is inlined.</summary>
public static class InterleavedSums
{
    /// <summary>Stores two sums side by side, each plus its bias; behind the bias lies a lane of padding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLane, T>(TLane a0, TLane a1, ref readonly T bias, ref T destination, int offset)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        Vector128<T> q0 = (TLane.Quarter(a0, 0) + TLane.Quarter(a1, 0)) + (TLane.Quarter(a0, 2) + TLane.Quarter(a1, 2));
        Vector128<T> q1 = (TLane.Quarter(a0, 1) + TLane.Quarter(a1, 1)) + (TLane.Quarter(a0, 3) + TLane.Quarter(a1, 3));
        if (typeof(T) == typeof(float))
        {
            Vector128<T> s0 = (q0 + q1) + (Window(q0, q1, 2) + Window(q1, q1, 2));
            Put(s0, in bias, ref destination, offset, 0, 2);
        }
        else
        {
            Put(q0 + q1, in bias, ref destination, offset, 0, 2);
        }
    }

    /// <summary>Stores three sums side by side, each plus its bias; behind the bias lies a lane of padding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLane, T>(TLane a0, TLane a1, TLane a2, ref readonly T bias, ref T destination, int offset)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        Vector128<T> q0 = (TLane.Quarter(a0, 0) + TLane.Quarter(a1, 2)) + (TLane.Quarter(a0, 3) + TLane.Quarter(a2, 1));
        Vector128<T> q1 = (TLane.Quarter(a0, 1) + TLane.Quarter(a1, 3)) + (TLane.Quarter(a1, 0) + TLane.Quarter(a2, 2));
        Vector128<T> q2 = (TLane.Quarter(a0, 2) + TLane.Quarter(a2, 0)) + (TLane.Quarter(a1, 1) + TLane.Quarter(a2, 3));
        if (typeof(T) == typeof(float))
        {
            Vector128<T> s0 = (q0 + Window(q1, q2, 2)) + (Window(q0, q1, 3) + Window(q2, q2, 1));
            Put(s0, in bias, ref destination, offset, 0, 3);
        }
        else
        {
            Put(q0 + Window(q1, q2, 2), in bias, ref destination, offset, 0, 2);
            Put(q1 + Window(q2, q2, 2), in bias, ref destination, offset + 2, 2, 1);
        }
    }

    /// <summary>Stores four sums side by side, each plus its bias; behind the bias lies a lane of padding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLane, T>(TLane a0, TLane a1, TLane a2, TLane a3, ref readonly T bias, ref T destination, int offset)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        Vector128<T> q0 = (TLane.Quarter(a0, 0) + TLane.Quarter(a2, 0)) + (TLane.Quarter(a1, 0) + TLane.Quarter(a3, 0));
        Vector128<T> q1 = (TLane.Quarter(a0, 1) + TLane.Quarter(a2, 1)) + (TLane.Quarter(a1, 1) + TLane.Quarter(a3, 1));
        Vector128<T> q2 = (TLane.Quarter(a0, 2) + TLane.Quarter(a2, 2)) + (TLane.Quarter(a1, 2) + TLane.Quarter(a3, 2));
        Vector128<T> q3 = (TLane.Quarter(a0, 3) + TLane.Quarter(a2, 3)) + (TLane.Quarter(a1, 3) + TLane.Quarter(a3, 3));
        if (typeof(T) == typeof(float))
        {
            Vector128<T> s0 = (q0 + q2) + (q1 + q3);
            Put(s0, in bias, ref destination, offset, 0, 4);
        }
        else
        {
            Put(q0 + q2, in bias, ref destination, offset, 0, 2);
            Put(q1 + q3, in bias, ref destination, offset + 2, 2, 2);
        }
    }

    /// <summary>Stores five sums side by side, each plus its bias; behind the bias lies a lane of padding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLane, T>(TLane a0, TLane a1, TLane a2, TLane a3, TLane a4, ref readonly T bias, ref T destination, int offset)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        Vector128<T> q0 = (TLane.Quarter(a0, 0) + TLane.Quarter(a2, 2)) + (TLane.Quarter(a1, 1) + TLane.Quarter(a3, 3));
        Vector128<T> q1 = (TLane.Quarter(a0, 1) + TLane.Quarter(a2, 3)) + (TLane.Quarter(a1, 2) + TLane.Quarter(a4, 0));
        Vector128<T> q2 = (TLane.Quarter(a0, 2) + TLane.Quarter(a3, 0)) + (TLane.Quarter(a1, 3) + TLane.Quarter(a4, 1));
        Vector128<T> q3 = (TLane.Quarter(a0, 3) + TLane.Quarter(a3, 1)) + (TLane.Quarter(a2, 0) + TLane.Quarter(a4, 2));
        Vector128<T> q4 = (TLane.Quarter(a1, 0) + TLane.Quarter(a3, 2)) + (TLane.Quarter(a2, 1) + TLane.Quarter(a4, 3));
        if (typeof(T) == typeof(float))
        {
            Vector128<T> s0 = (q0 + Window(q2, q3, 2)) + (Window(q1, q2, 1) + Window(q3, q4, 3));
            Vector128<T> s1 = (q1 + Window(q3, q4, 2)) + (Window(q2, q3, 1) + Window(q4, q4, 3));
            Put(s0, in bias, ref destination, offset, 0, 4);
            Put(s1, in bias, ref destination, offset + 4, 4, 1);
        }
        else
        {
            Put(q0 + Window(q2, q3, 2), in bias, ref destination, offset, 0, 2);
            Put(q1 + Window(q3, q4, 2), in bias, ref destination, offset + 2, 2, 2);
            Put(q2 + Window(q4, q4, 2), in bias, ref destination, offset + 4, 4, 1);
        }
    }

    /// <summary>Stores six sums side by side, each plus its bias; behind the bias lies a lane of padding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLane, T>(TLane a0, TLane a1, TLane a2, TLane a3, TLane a4, TLane a5, ref readonly T bias, ref T destination, int offset)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        Vector128<T> q0 = (TLane.Quarter(a0, 0) + TLane.Quarter(a3, 0)) + (TLane.Quarter(a1, 2) + TLane.Quarter(a4, 2));
        Vector128<T> q1 = (TLane.Quarter(a0, 1) + TLane.Quarter(a3, 1)) + (TLane.Quarter(a1, 3) + TLane.Quarter(a4, 3));
        Vector128<T> q2 = (TLane.Quarter(a0, 2) + TLane.Quarter(a3, 2)) + (TLane.Quarter(a2, 0) + TLane.Quarter(a5, 0));
        Vector128<T> q3 = (TLane.Quarter(a0, 3) + TLane.Quarter(a3, 3)) + (TLane.Quarter(a2, 1) + TLane.Quarter(a5, 1));
        Vector128<T> q4 = (TLane.Quarter(a1, 0) + TLane.Quarter(a4, 0)) + (TLane.Quarter(a2, 2) + TLane.Quarter(a5, 2));
        Vector128<T> q5 = (TLane.Quarter(a1, 1) + TLane.Quarter(a4, 1)) + (TLane.Quarter(a2, 3) + TLane.Quarter(a5, 3));
        if (typeof(T) == typeof(float))
        {
            Vector128<T> s0 = (q0 + q3) + (Window(q1, q2, 2) + Window(q4, q5, 2));
            Vector128<T> s1 = (q1 + q4) + (Window(q2, q3, 2) + Window(q5, q5, 2));
            Put(s0, in bias, ref destination, offset, 0, 4);
            Put(s1, in bias, ref destination, offset + 4, 4, 2);
        }
        else
        {
            Put(q0 + q3, in bias, ref destination, offset, 0, 2);
            Put(q1 + q4, in bias, ref destination, offset + 2, 2, 2);
            Put(q2 + q5, in bias, ref destination, offset + 4, 4, 2);
        }
    }

    /// <summary>Stores seven sums side by side, each plus its bias; behind the bias lies a lane of padding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TLane, T>(TLane a0, TLane a1, TLane a2, TLane a3, TLane a4, TLane a5, TLane a6, ref readonly T bias, ref T destination, int offset)
        where TLane : struct, ILane<TLane, T>
        where T : unmanaged
    {
        Vector128<T> q0 = (TLane.Quarter(a0, 0) + TLane.Quarter(a3, 2)) + (TLane.Quarter(a1, 3) + TLane.Quarter(a5, 1));
        Vector128<T> q1 = (TLane.Quarter(a0, 1) + TLane.Quarter(a3, 3)) + (TLane.Quarter(a2, 0) + TLane.Quarter(a5, 2));
        Vector128<T> q2 = (TLane.Quarter(a0, 2) + TLane.Quarter(a4, 0)) + (TLane.Quarter(a2, 1) + TLane.Quarter(a5, 3));
        Vector128<T> q3 = (TLane.Quarter(a0, 3) + TLane.Quarter(a4, 1)) + (TLane.Quarter(a2, 2) + TLane.Quarter(a6, 0));
        Vector128<T> q4 = (TLane.Quarter(a1, 0) + TLane.Quarter(a4, 2)) + (TLane.Quarter(a2, 3) + TLane.Quarter(a6, 1));
        Vector128<T> q5 = (TLane.Quarter(a1, 1) + TLane.Quarter(a4, 3)) + (TLane.Quarter(a3, 0) + TLane.Quarter(a6, 2));
        Vector128<T> q6 = (TLane.Quarter(a1, 2) + TLane.Quarter(a5, 0)) + (TLane.Quarter(a3, 1) + TLane.Quarter(a6, 3));
        if (typeof(T) == typeof(float))
        {
            Vector128<T> s0 = (q0 + Window(q3, q4, 2)) + (Window(q1, q2, 3) + Window(q5, q6, 1));
            Vector128<T> s1 = (q1 + Window(q4, q5, 2)) + (Window(q2, q3, 3) + Window(q6, q6, 1));
            Put(s0, in bias, ref destination, offset, 0, 4);
            Put(s1, in bias, ref destination, offset + 4, 4, 3);
        }
        else
        {
            Put(q0 + Window(q3, q4, 2), in bias, ref destination, offset, 0, 2);
            Put(q1 + Window(q4, q5, 2), in bias, ref destination, offset + 2, 2, 2);
            Put(q2 + Window(q5, q6, 2), in bias, ref destination, offset + 4, 4, 2);
            Put(q3 + Window(q6, q6, 2), in bias, ref destination, offset + 6, 6, 1);
        }
    }

    // Four floats, or two doubles, from place `from`, in floats, of two vectors side by side.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> Window<T>(Vector128<T> first, Vector128<T> second, int from)
    {
        if (Ssse3.IsSupported)
        {
            return from == 1 ? Ssse3.AlignRight(second.AsByte(), first.AsByte(), 4).As<byte, T>()
                : from == 2 ? Ssse3.AlignRight(second.AsByte(), first.AsByte(), 8).As<byte, T>()
                : Ssse3.AlignRight(second.AsByte(), first.AsByte(), 12).As<byte, T>();
        }

        Vector128<int> a = first.AsInt32(), b = second.AsInt32();
        return (from == 1 ? Vector128.ConditionalSelect(Vector128.Create(-1, -1, -1, 0), Vector128.Shuffle(a, Vector128.Create(1, 2, 3, 0)), Vector128.Shuffle(b, Vector128.Create(1, 2, 3, 0)))
            : from == 2 ? Vector128.ConditionalSelect(Vector128.Create(-1, -1, 0, 0), Vector128.Shuffle(a, Vector128.Create(2, 3, 0, 1)), Vector128.Shuffle(b, Vector128.Create(2, 3, 0, 1)))
            : Vector128.ConditionalSelect(Vector128.Create(-1, 0, 0, 0), Vector128.Shuffle(a, Vector128.Create(3, 0, 1, 2)), Vector128.Shuffle(b, Vector128.Create(3, 0, 1, 2)))).As<int, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<T>(Vector128<T> sums, ref readonly T bias, ref T destination, int offset, int first, int count)
        where T : unmanaged
    {
        sums += Vector128.LoadUnsafe(in bias, (nuint)first);
        ref T to = ref Unsafe.Add(ref destination, offset);
        if (count == Vector128<T>.Count)
        {
            sums.StoreUnsafe(ref to);
        }
        else if (typeof(T) == typeof(double) || count == 1)
        {
            to = sums.ToScalar();
        }
        else
        {
            Unsafe.WriteUnaligned(ref Unsafe.As<T, byte>(ref to), sums.AsInt64().ToScalar());
            if (count == 3)
            {
                Unsafe.Add(ref to, 2) = sums.GetElement(2);
            }
        }
    }
}
