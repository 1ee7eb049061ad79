using System.Numerics;
using System.Runtime.InteropServices;
using Backprop.Gradients.Tests.Infrastructure;
using Backprop.Gradients.Tests.Interpreter;
using Backprop.Gradients.Tests.Interpreter.PlainLayers;

namespace Backprop.Gradients.Tests.Graphs;

/// <summary>What holds for every emitted network with branches, on any batch.</summary>
internal sealed class GraphCheck<T>
    where T : unmanaged, INumber<T>
{
    private readonly PlainGraph graph;
    private readonly INetwork<T> network;
    private readonly GraphProblem problem;
    private readonly GraphTolerance tolerance;
    private readonly EmittedModel<T> model;
    private readonly T[] state;

    public GraphCheck(PlainGraph graph, INetwork<T> network, GraphProblem problem, int spareRows)
    {
        (this.graph, this.network, this.problem) = (graph, network, problem);
        tolerance = GraphTolerance.Of<T>(problem);
        model = new EmittedModel<T>(network, problem.Problem, spareRows);
        state = Array.ConvertAll(problem.State, T.CreateChecked);
    }

    public void Check()
    {
        CheckLayout(graph.Parameters, network.Layout);
        CheckLayout(graph.State, network.StateLayout);
        Occupy();
        CheckForward(out T[] outputs);
        CheckInference(outputs);
        CheckBackward();
    }

    private static void CheckLayout(IReadOnlyList<PlainTensor> expected, ParameterLayout layout)
    {
        Assert.Equal(expected.Select(tensor => tensor.Name), layout.Parameters.Select(parameter => parameter.Name));
        Assert.All(expected.Zip(layout.Parameters), pair => Assert.Equal(pair.First.Shape, pair.Second.Shape));
    }

    /// <summary>Leaves another batch's values everywhere in the workspace.</summary>
    private void Occupy()
    {
        var inputs = new T[model.Workspace.BatchSize * network.InputSize];
        Array.Fill(inputs, graph.Vocabulary is null ? T.CreateChecked(0.75) : T.Zero);
        network.Forward(inputs, model.Workspace);
        model.Workspace.Gradients.Fill(T.CreateChecked(1000));
    }

    /// <summary>Before each training step: the running averages, and what dropout depends on.</summary>
    private void Begin()
    {
        state.CopyTo(network.State);
        (model.Workspace.Seed, model.Workspace.Step) = (PlainDropout.Seed, PlainDropout.Step);
    }

    private void CheckForward(out T[] outputs)
    {
        Begin();
        outputs = network.Forward(model.Inputs, model.Workspace).ToArray();
        tolerance.AssertClose("the outputs", result => result.Outputs, outputs);
        T[] after = model.State;
        tolerance.AssertClose("the running averages", result => result.State, after);
        if (network.Targets != TargetKind.None)
        {
            tolerance.AssertClose("the loss", result => [result.Loss], [model.LossOnly()], floor: 1e-2);
        }
    }

    /// <summary>After a training step. What a row comes to does not depend on the rows around it, to the bit: neither alone nor among many.</summary>
    private void CheckInference(T[] outputs)
    {
        const int Copies = 7;
        T[] after = model.State, inference = model.Infer(), prediction = model.Predict(problem.Problem.Rows), many = new T[Copies * prediction.Length];
        tolerance.AssertClose("the outputs in inference", result => result.Inference, inference);
        tolerance.AssertClose("the prediction", result => result.Prediction, prediction);
        if (!graph.HasModes)
        {
            AssertSameBits<T>(outputs, inference);
        }

        network.Predict(Enumerable.Repeat(model.Inputs, Copies).SelectMany(rows => rows).ToArray(), many);
        for (int copy = 0; copy < Copies; copy++)
        {
            AssertSameBits<T>(prediction, many.AsSpan(copy * prediction.Length, prediction.Length));
        }

        var alone = new T[network.OutputSize];
        for (int row = 0; row < problem.Problem.Rows; row++)
        {
            network.Predict(model.Inputs.AsSpan(row * network.InputSize, network.InputSize), alone);
            AssertSameBits<T>(prediction.AsSpan(row * alone.Length, alone.Length), alone);
        }

        AssertSameBits<T>(after, model.State);
    }

    /// <summary>ForwardBackward is Forward, Loss and Backward, to the bit.</summary>
    private void CheckBackward()
    {
        Begin();
        double loss = model.EvaluateWithGradients();
        T[] gradients = model.Workspace.Gradients.ToArray(), after = model.State;
        T[]? inputGradient = model.InputGradient;
        double floor = tolerance.GradientFloor;
        int start = 0;
        foreach (PlainTensor tensor in graph.Parameters)
        {
            Range range = start..(start + tensor.Length);
            tolerance.AssertClose(tensor.Name, result => result.Gradients[range], gradients[range], floor, result => result.GradientRounding[range]);
            start += tensor.Length;
        }

        Assert.Equal(start, gradients.Length);
        if (inputGradient is not null)
        {
            tolerance.AssertClose("the input gradient", result => result.InputGradient, inputGradient, floor);
        }

        if (network.Targets == TargetKind.None)
        {
            return;
        }

        Begin();
        model.Workspace.Gradients.Fill(T.CreateChecked(1000));
        Assert.Equal(loss, double.CreateChecked(model.ForwardBackward()));
        AssertSameBits<T>(gradients, model.Workspace.Gradients);
        AssertSameBits<T>(inputGradient, model.InputGradient);
        AssertSameBits<T>(after, model.State);
    }

    private static void AssertSameBits<TElement>(ReadOnlySpan<TElement> expected, ReadOnlySpan<TElement> actual)
        where TElement : unmanaged =>
        Assert.True(MemoryMarshal.AsBytes(expected).SequenceEqual(MemoryMarshal.AsBytes(actual)), "The bits differ.");
}
