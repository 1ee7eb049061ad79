using Backprop.Benchmarks.Measuring;

namespace Backprop.Benchmarks.Optimizing;

/// <summary>Steps of an optimizer over many parameters.</summary>
/// <param name="optimizer">With a learning rate so small that the parameters stay where they are.</param>
/// <param name="bytesPerParameter">That a step must read and write: the gradient once, the parameter and each state twice.</param>
/// <param name="parameters">Changed by the steps.</param>
/// <param name="gradients">Of the parameters.</param>
internal sealed class OptimizerStep(Optimizer optimizer, int bytesPerParameter, float[] parameters, float[] gradients) : IWork
{
    /// <summary>The optimizer's name.</summary>
    public string Name => optimizer.GetType().Name;

    /// <summary>What a step must read and write.</summary>
    public double Bytes => (double)bytesPerParameter * parameters.Length;

    /// <summary>All built-in optimizers over the same parameters.</summary>
    public static IReadOnlyList<OptimizerStep> All(int count)
    {
        const float Rate = 1e-6f;
        const int Stateless = 12, OneState = 20, TwoStates = 28;
        float[] parameters = Numbers.Normal(count, seed: 1), gradients = Numbers.Normal(count, seed: 2);
        return
        [
            new(new Sgd(Rate), Stateless, parameters, gradients),
            new(new Momentum(Rate), OneState, parameters, gradients),
            new(new Nesterov(Rate), OneState, parameters, gradients),
            new(new RmsProp(Rate), OneState, parameters, gradients),
            new(new Lion(Rate), OneState, parameters, gradients),
            new(new Adam(Rate), TwoStates, parameters, gradients),
            new(new AdamW(Rate), TwoStates, parameters, gradients),
        ];
    }

    public void Run(int times)
    {
        for (int i = 0; i < times; i++)
        {
            optimizer.Step(parameters, gradients);
        }
    }
}
