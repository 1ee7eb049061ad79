using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Backprop.Benchmarks.Measuring;

namespace Backprop.Benchmarks.Optimizing;

/// <summary>a = b + s·c over arrays that no cache holds, the fourth loop of J. McCalpin's STREAM: what the memory can do. Or in place, a = a + s·c.</summary>
internal sealed class Triad : IWork
{
    private const float Scale = 1e-9f; // in place, a must not grow
    private readonly float[] a;
    private readonly float[] b;
    private readonly float[] c;

    public Triad(int count, bool inPlace)
    {
        a = Numbers.Normal(count, seed: 1);
        b = inPlace ? a : Numbers.Normal(count, seed: 2);
        c = Numbers.Normal(count, seed: 3);
        Bytes = (inPlace ? 12.0 : 16.0) * count;
    }

    /// <summary>Read and written. STREAM counts 12 per element, but a processor reads a line of a before it writes it, which makes 16; in place it is 12.</summary>
    public double Bytes { get; }

    public void Run(int times)
    {
        for (int i = 0; i < times; i++)
        {
            Once();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Once()
    {
        ref float to = ref MemoryMarshal.GetArrayDataReference(a);
        ref float from = ref MemoryMarshal.GetArrayDataReference(b);
        ref float scaled = ref MemoryMarshal.GetArrayDataReference(c);
        Vector512<float> s = Vector512.Create(Scale);
        int i = 0;
        for (; i <= a.Length - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            Vector512<float> sum = Vector512.LoadUnsafe(ref from, (nuint)i) + (s * Vector512.LoadUnsafe(ref scaled, (nuint)i));
            sum.StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < a.Length; i++)
        {
            a[i] = b[i] + (Scale * c[i]);
        }
    }
}
