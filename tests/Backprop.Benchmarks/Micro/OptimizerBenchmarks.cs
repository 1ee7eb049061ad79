using Backprop.Benchmarks.Measuring;
using BenchmarkDotNet.Attributes;

namespace Backprop.Benchmarks.Micro;

/// <summary>A step of each optimizer over parameters that a cache holds, and over ones that none does.</summary>
[MemoryDiagnoser]
public class OptimizerBenchmarks
{
    private const float Rate = 1e-6f;
    private float[] parameters = [];
    private float[] gradients = [];
    private Optimizer optimizer = new Sgd(Rate);

    /// <summary>Parameters.</summary>
    [Params(100_000, 5_000_000)]
    public int Count { get; set; }

    /// <summary>The optimizer's name.</summary>
    [Params(nameof(Sgd), nameof(Momentum), nameof(Nesterov), nameof(RmsProp), nameof(Lion), nameof(Adam), nameof(AdamW))]
    public string Optimizer { get; set; } = "";

    /// <summary>Makes parameters, and takes the first step, which allocates.</summary>
    [GlobalSetup]
    public void Setup()
    {
        parameters = Numbers.Normal(Count, seed: 1);
        gradients = Numbers.Normal(Count, seed: 2);
        optimizer = Optimizer switch
        {
            nameof(Sgd) => new Sgd(Rate),
            nameof(Momentum) => new Momentum(Rate),
            nameof(Nesterov) => new Nesterov(Rate),
            nameof(RmsProp) => new RmsProp(Rate),
            nameof(Lion) => new Lion(Rate),
            nameof(Adam) => new Adam(Rate),
            _ => new AdamW(Rate),
        };
        optimizer.Step(parameters, gradients);
    }

    /// <summary>A step.</summary>
    [Benchmark]
    public void Step() => optimizer.Step(parameters, gradients);
}
