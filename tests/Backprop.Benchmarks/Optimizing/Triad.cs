using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Backprop.Benchmarks.Measuring;

namespace Backprop.Benchmarks.Optimizing;

/// <summary>a = b + s·c over arrays that no cache holds, the third loop of J. McCalpin's STREAM: what the memory can do. As there, 12 bytes per element count,
/// although a line of a is read before it is written.</summary>
internal sealed class Triad(int count) : IWork
{
    /// <summary>Read and written per element.</summary>
    public const int BytesPerElement = 12;

    private readonly float[] a = new float[count];
    private readonly float[] b = Numbers.Normal(count);
    private readonly float[] c = Numbers.Normal(count);

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
        Vector512<float> s = Vector512.Create(3f);
        int i = 0;
        for (; i <= a.Length - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            Vector512<float> sum = Vector512.LoadUnsafe(ref from, (nuint)i) + (s * Vector512.LoadUnsafe(ref scaled, (nuint)i));
            sum.StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < a.Length; i++)
        {
            a[i] = b[i] + (3 * c[i]);
        }
    }
}
