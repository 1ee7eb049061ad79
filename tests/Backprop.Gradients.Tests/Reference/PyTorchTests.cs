using System.Numerics;
using Backprop.Gradients.Tests.Infrastructure;
using Backprop.Gradients.Tests.Interpreter;

namespace Backprop.Gradients.Tests.Reference;

/// <summary>Emitted networks against PyTorch: outputs, predictions, losses, and the gradients of parameters and inputs. Relative distances are norm-wise,
/// ‖ours − theirs‖₂ / ‖theirs‖₂, for each parameter tensor on its own.</summary>
public sealed class PyTorchTests
{
    private const double SingleTolerance = 1e-6, DoubleTolerance = 1e-12;

    public static TheoryData<int, string> Networks => [.. ReferenceNetwork.All.Select((network, index) => (index, network.Name))];

    [Theory]
    [MemberData(nameof(Networks))]
    public void SinglePrecisionAgrees(int index, string name) =>
        Compare(EmittedReferenceNetworks.CreateSingle(index), ReferenceNetwork.All[index], name, SingleTolerance);

    [Theory]
    [MemberData(nameof(Networks))]
    public void DoublePrecisionAgrees(int index, string name) =>
        Compare(EmittedReferenceNetworks.CreateDouble(index), ReferenceNetwork.All[index], name, DoubleTolerance);

    /// <summary>The interpreter that random networks are held against is itself held against PyTorch.</summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public void TheInterpreterAgrees(int index, string name)
    {
        ReferenceNetwork reference = ReferenceNetwork.All[index];

        Interpretation result = new PlainNetwork(reference.Choice(isDouble: true)).Run(reference.Problem);

        Norms.AssertClose([reference.Value], [result.Loss], 1e-13, $"the loss of {name}");
        Norms.AssertClose(reference.Outputs, result.Outputs, 1e-13, $"the outputs of {name}");
        Norms.AssertClose(reference.Prediction, result.Prediction, 1e-13, $"the prediction of {name}");
        Norms.AssertClose(reference.Gradients, result.Gradients, 1e-13, $"the gradients of {name}");
        Norms.AssertClose(reference.InputGradient, result.InputGradient, 1e-13, $"the input gradient of {name}");
    }

    [Fact]
    public void EveryActivationAndLossIsReferenced()
    {
        Assert.Equal(Enum.GetValues<Activation>(), ReferenceNetwork.All.SelectMany(network => network.Layers).Select(layer => layer.Activation).Distinct().Order());
        Assert.Equal(Registry.LossNames, ReferenceNetwork.All.Select(network => network.Loss).OfType<string>().Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(ReferenceNetwork.All, network => network.Loss is null);
    }

    private static void Compare<T>(INetwork<T> network, ReferenceNetwork reference, string name, double tolerance)
        where T : unmanaged, INumber<T>
    {
        var model = new EmittedModel<T>(network, reference.Problem);

        double loss = model.Evaluate();
        double[] outputs = Norms.ToDouble(network.Forward(model.Inputs, model.Workspace));
        model.EvaluateWithGradients();
        double[] gradients = Norms.ToDouble<T>(model.Workspace.Gradients);

        Norms.AssertClose([reference.Value], [loss], tolerance, $"the loss of {name}");
        Norms.AssertClose(reference.Outputs, outputs, tolerance, $"the outputs of {name}");
        Norms.AssertClose(reference.Prediction, Norms.ToDouble<T>(model.Predict(reference.Rows)), tolerance, $"the prediction of {name}");
        Norms.AssertClose(reference.InputGradient, Norms.ToDouble<T>(model.InputGradient), tolerance, $"the input gradient of {name}");
        Assert.Equal(reference.Gradients.Length, network.Layout.Count);
        foreach (ParameterInfo parameter in network.Layout.Parameters)
        {
            Norms.AssertClose(
                reference.Gradients.AsSpan(parameter.Offset, parameter.Length), gradients.AsSpan(parameter.Offset, parameter.Length), tolerance, $"{parameter.Name} of {name}");
        }
    }
}
