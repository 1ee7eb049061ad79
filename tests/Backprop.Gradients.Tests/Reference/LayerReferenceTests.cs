using System.Numerics;
using Backprop.Gradients.Tests.Infrastructure;
using Backprop.Gradients.Tests.Interpreter;
using Backprop.Gradients.Tests.Interpreter.PlainLayers;

namespace Backprop.Gradients.Tests.Reference;

/// <summary>Every layer without randomness against PyTorch: outputs in training and in inference, running averages, and the gradients of parameters and
/// inputs. Relative distances are norm-wise, ‖ours − theirs‖₂ / ‖theirs‖₂, for each tensor on its own.</summary>
public sealed class LayerReferenceTests
{
    private const double SingleTolerance = 1e-5, DoubleTolerance = 1e-10;

    private static readonly Lazy<EmittedNetworks> Networks = new(() => EmittedNetworks.CompileSources(
        [.. ReferenceLayers.All.SelectMany((one, index) => new[] { one.Declare($"Single{index}", isDouble: false), one.Declare($"Double{index}", isDouble: true) })]));

    public static TheoryData<int, string> Cases => ReferenceLayers.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public void SinglePrecisionAgrees(int index, string name) =>
        Compare(Networks.Value.Create<float>($"Single{index}"), ReferenceLayers.All[index], name, SingleTolerance);

    [Theory]
    [MemberData(nameof(Cases))]
    public void DoublePrecisionAgrees(int index, string name) =>
        Compare(Networks.Value.Create<double>($"Double{index}"), ReferenceLayers.All[index], name, DoubleTolerance);

    private static void Compare<T>(INetwork<T> network, ReferenceLayers reference, string name, double tolerance)
        where T : unmanaged, INumber<T>
    {
        var model = new EmittedModel<T>(network, reference.Problem, spareRows: reference.FirstRows);
        if (reference.FirstInputs is { } first)
        {
            network.Forward(Array.ConvertAll(first, T.CreateChecked), model.Workspace);
        }

        double[] outputs = Norms.ToDouble(network.Forward(model.Inputs, model.Workspace));
        network.Backward(model.Values, model.Workspace);
        double[] gradients = Norms.ToDouble<T>(model.Workspace.Gradients), state = Norms.ToDouble<T>(model.State);

        Norms.AssertClose(reference.Outputs, outputs, tolerance, $"the outputs of {name}");
        Norms.AssertClose(reference.State ?? [], state, tolerance, $"the running averages of {name}");
        Assert.Equal(reference.InputGradient is null, model.InputGradient is null);
        Norms.AssertClose(reference.InputGradient ?? [], Norms.ToDouble<T>(model.InputGradient), tolerance, $"the input gradient of {name}");
        Assert.Equal(reference.Gradients.Length, network.Layout.Count);
        foreach (ParameterInfo parameter in network.Layout.Parameters)
        {
            Range range = parameter.Offset..(parameter.Offset + parameter.Length);
            Norms.AssertClose(reference.Gradients[range], gradients[range], tolerance, $"{parameter.Name} of {name}");
        }

        CheckStateLayout(network.StateLayout, new PlainGraph(reference.Declare("Net", isDouble: true)).State);
        double[] inference = reference.Inference ?? reference.Outputs;
        Norms.AssertClose(inference, Norms.ToDouble<T>(model.Predict(reference.Rows)), tolerance, $"the prediction of {name}");
        Norms.AssertClose(inference, Norms.ToDouble<T>(model.Infer()), tolerance, $"the outputs in inference of {name}");
        Assert.Equal(state, Norms.ToDouble<T>(model.State));
    }

    private static void CheckStateLayout(ParameterLayout layout, IReadOnlyList<PlainTensor> expected)
    {
        Assert.Equal(expected.Select(tensor => tensor.Name), layout.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(expected.Select(tensor => tensor.Length), layout.Parameters.Select(parameter => parameter.Length));
        Assert.All(layout.Parameters, parameter => Assert.Equal(ParameterKind.State, parameter.Kind));
    }
}
