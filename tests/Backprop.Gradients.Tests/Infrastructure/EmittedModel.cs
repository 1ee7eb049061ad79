using System.Numerics;
using System.Reflection;

namespace Backprop.Gradients.Tests.Infrastructure;

/// <summary>An emitted network at work on one problem, in its own precision.</summary>
internal sealed class EmittedModel<T>
    where T : unmanaged, INumber<T>
{
    private readonly Func<T[]>? inputGradient;

    public EmittedModel(INetwork<T> network, Problem problem, int spareRows = 0)
    {
        Network = network;
        Workspace = network.CreateWorkspace(problem.Rows + spareRows);
        Inputs = Convert(problem.Inputs);
        Labels = problem.Labels;
        Values = problem.Values is null ? null : Convert(problem.Values);
        Convert(problem.Parameters).CopyTo(network.Parameters);
        inputGradient = FindInputGradient(Workspace);
    }

    private delegate ReadOnlySpan<T> Getter();

    public INetwork<T> Network { get; }

    public NetworkWorkspace<T> Workspace { get; }

    public T[] Inputs { get; }

    public int[]? Labels { get; }

    public T[]? Values { get; }

    /// <summary>∂L/∂inputs of the last backward pass; null where the network was not asked for it.</summary>
    public T[]? InputGradient => inputGradient?.Invoke();

    /// <summary>The running averages.</summary>
    public T[] State => Network.State.ToArray();

    /// <summary>The raw outputs in inference.</summary>
    public T[] Infer() => Network.Evaluate(Inputs, Workspace).ToArray();

    /// <summary>Forward and loss; without a loss, L = Σ outputs · values.</summary>
    public double Evaluate()
    {
        ReadOnlySpan<T> outputs = Network.Forward(Inputs, Workspace);
        return Network.Targets == TargetKind.None ? Dot(outputs, Values) : double.CreateChecked(LossOnly());
    }

    /// <summary>The loss after a forward pass.</summary>
    public T LossOnly() => Labels is null ? Network.Loss(Values, Workspace) : Network.Loss(Labels, Workspace);

    /// <summary>Forward, loss and backward, call by call. Returns the loss.</summary>
    public double EvaluateWithGradients()
    {
        double loss = Evaluate();
        if (Network.Targets == TargetKind.None)
        {
            Network.Backward(Values, Workspace);
        }
        else
        {
            Network.Backward(Workspace);
        }

        return loss;
    }

    /// <summary>Forward, loss and backward in one call; for networks with a loss.</summary>
    public T ForwardBackward() =>
        Labels is null ? Network.ForwardBackward(Inputs, Values, Workspace) : Network.ForwardBackward(Inputs, Labels, Workspace);

    public T[] Predict(int rows)
    {
        var outputs = new T[rows * Network.OutputSize];
        Network.Predict(Inputs, outputs);
        return outputs;
    }

    private static double Dot(ReadOnlySpan<T> left, ReadOnlySpan<T> right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            sum += double.CreateChecked(left[i]) * double.CreateChecked(right[i]);
        }

        return sum;
    }

    private static T[] Convert(double[] values) => Array.ConvertAll(values, T.CreateChecked);

    private static Func<T[]>? FindInputGradient(NetworkWorkspace<T> workspace)
    {
        Getter? getter = workspace.GetType().GetProperty("InputGradient", BindingFlags.Public | BindingFlags.Instance)?.GetMethod!.CreateDelegate<Getter>(workspace);
        return getter is null ? null : () => getter().ToArray();
    }
}
