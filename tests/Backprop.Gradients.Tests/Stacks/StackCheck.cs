using System.Numerics;
using System.Runtime.InteropServices;
using Backprop.Gradients.Tests.Infrastructure;
using Backprop.Gradients.Tests.Interpreter;

namespace Backprop.Gradients.Tests.Stacks;

/// <summary>What holds for every emitted network, on any batch.</summary>
internal static class StackCheck
{
    /// <summary>Norm-wise, for each tensor: against its own norm or, where it is smaller, a thousandth of that of all gradients together.</summary>
    private const double SingleTolerance = 1e-5, DoubleTolerance = 1e-12;

    public static void Check(Stack stack, EmittedNetworks emitted, int index)
    {
        if (stack.Network.IsDouble)
        {
            Check(stack, emitted.Create<double>(index), DoubleTolerance, margin: 1e-9);
        }
        else
        {
            Check(stack, emitted.Create<float>(index), SingleTolerance, margin: 1e-3);
        }
    }

    private static void Check<T>(Stack stack, INetwork<T> network, double tolerance, double margin)
        where T : unmanaged, INumber<T>
    {
        foreach (TargetForm form in ProblemMaker.FormsOf(network.Targets))
        {
            Problem problem = new ProblemMaker(stack.Network, stack.Seed) { Margin = margin }.Make(form, stack.Rows);
            var model = new EmittedModel<T>(network, problem, spareRows: stack.Seed % 3);
            Interpretation expected = new PlainNetwork(stack.Network).Run(problem);
            Occupy(model);

            double loss = CheckForward(stack, model, expected, tolerance);
            T[] gradients = CheckBackward(stack, model, expected, loss, tolerance);
            CheckOneCall(stack, model, loss, gradients);
        }
    }

    /// <summary>Leaves another batch's values everywhere in the workspace.</summary>
    private static void Occupy<T>(EmittedModel<T> model)
        where T : unmanaged, INumber<T>
    {
        var inputs = new T[model.Workspace.BatchSize * model.Network.InputSize];
        Array.Fill(inputs, T.CreateChecked(0.75));
        model.Network.Forward(inputs, model.Workspace);
        model.Workspace.Gradients.Fill(T.CreateChecked(1000));
    }

    private static double CheckForward<T>(Stack stack, EmittedModel<T> model, Interpretation expected, double tolerance)
        where T : unmanaged, INumber<T>
    {
        T[] outputs = model.Network.Forward(model.Inputs, model.Workspace).ToArray(), prediction = model.Predict(stack.Rows);
        double loss = model.Evaluate();
        Norms.AssertClose(expected.Outputs, Norms.ToDouble<T>(outputs), tolerance, "the outputs");
        Norms.AssertClose(expected.Prediction, Norms.ToDouble<T>(prediction), tolerance, "the prediction");
        if (stack.Network.Loss is not null)
        {
            Norms.AssertClose([expected.Loss], [loss], tolerance, "the loss", floor: 1e-2);
        }

        if (stack.Network.Loss?.Name is not (LossChoice.SoftmaxCrossEntropy or LossChoice.BinaryCrossEntropy))
        {
            AssertSameBits<T>(outputs, prediction);
        }

        CheckRows(stack, model, outputs, prediction);
        return loss;
    }

    /// <summary>What a row comes to does not depend on the rows around it, to the bit: neither alone nor among many more than one block of a prediction.</summary>
    private static void CheckRows<T>(Stack stack, EmittedModel<T> model, T[] outputs, T[] prediction)
        where T : unmanaged, INumber<T>
    {
        const int Copies = 7;
        int width = stack.Network.Outputs;
        var many = new T[Copies * prediction.Length];
        model.Network.Predict(Enumerable.Repeat(model.Inputs, Copies).SelectMany(rows => rows).ToArray(), many);
        for (int copy = 0; copy < Copies; copy++)
        {
            AssertSameBits<T>(prediction, many.AsSpan(copy * prediction.Length, prediction.Length));
        }

        NetworkWorkspace<T> workspace = model.Network.CreateWorkspace(1);
        for (int row = 0; row < stack.Rows; row++)
        {
            ReadOnlySpan<T> alone = model.Network.Forward(model.Inputs.AsSpan(row * stack.Network.Inputs, stack.Network.Inputs), workspace);
            AssertSameBits(outputs.AsSpan(row * width, width), alone);
        }
    }

    private static T[] CheckBackward<T>(Stack stack, EmittedModel<T> model, Interpretation expected, double loss, double tolerance)
        where T : unmanaged, INumber<T>
    {
        Assert.Equal(loss, model.EvaluateWithGradients());
        T[] gradients = model.Workspace.Gradients.ToArray();
        double floor = Norms.Norm(expected.Gradients) / 1000;
        foreach (ParameterInfo parameter in model.Network.Layout.Parameters)
        {
            Norms.AssertClose(
                expected.Gradients.AsSpan(parameter.Offset, parameter.Length), Norms.ToDouble<T>(gradients.AsSpan(parameter.Offset, parameter.Length)), tolerance, parameter.Name, floor);
        }

        Assert.Equal(expected.Gradients.Length, gradients.Length);
        Assert.Equal(stack.Network.InputGradient, model.InputGradient is not null);
        if (model.InputGradient is { } inputGradient)
        {
            Norms.AssertClose(expected.InputGradient, Norms.ToDouble<T>(inputGradient), tolerance, "the input gradient", floor);
        }

        return gradients;
    }

    /// <summary>ForwardBackward is Forward, Loss and Backward, to the bit.</summary>
    private static void CheckOneCall<T>(Stack stack, EmittedModel<T> model, double loss, T[] gradients)
        where T : unmanaged, INumber<T>
    {
        if (stack.Network.Loss is null)
        {
            return;
        }

        T[]? inputGradient = model.InputGradient;
        model.Workspace.Gradients.Fill(T.CreateChecked(1000));

        Assert.Equal(loss, double.CreateChecked(model.ForwardBackward()));
        AssertSameBits<T>(gradients, model.Workspace.Gradients);
        AssertSameBits<T>(inputGradient, model.InputGradient);
    }

    private static void AssertSameBits<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual)
        where T : unmanaged =>
        Assert.True(MemoryMarshal.AsBytes(expected).SequenceEqual(MemoryMarshal.AsBytes(actual)), "The bits differ.");
}
