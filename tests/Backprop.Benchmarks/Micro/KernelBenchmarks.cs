using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Backprop.Benchmarks.Measuring;
using Backprop.Numerics;
using BenchmarkDotNet.Attributes;

namespace Backprop.Benchmarks.Micro;

/// <summary>Loops of the library that emitted code calls.</summary>
[MemoryDiagnoser]
public class KernelBenchmarks
{
    private const int Rows = 784, Columns = 128;
    private readonly float[] source = Numbers.Normal(Rows * Columns);
    private readonly float[] destination = new float[Rows * Columns];
    private readonly GradientClipping clipping = GradientClipping.ByNorm(1e9f);

    /// <summary>A matrix transposed.</summary>
    [Benchmark]
    public void Transposition() => Transpose.Pack(in source[0], ref destination[0], Rows, Columns);

    /// <summary>The norm of as many gradients, which are not clipped.</summary>
    [Benchmark]
    public float Norm() => clipping.Apply(source);

    /// <summary>e to the power of as many numbers, in lanes of this machine.</summary>
    [Benchmark]
    public void Exponential()
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Exponentials<FloatLane512>();
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Exponentials<FloatLane256>();
        }
        else
        {
            Exponentials<FloatLane128>();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Exponentials<TLane>()
        where TLane : struct, ILane<TLane, float>
    {
        for (int i = 0; i < source.Length; i += 16)
        {
            TLane.Store(LaneMath.Exp(TLane.Load(in source[0], i)), ref destination[0], i);
        }
    }
}
