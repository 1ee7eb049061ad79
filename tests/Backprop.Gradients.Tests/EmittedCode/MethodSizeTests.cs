using System.Reflection;
using Backprop.Gradients.Tests.Infrastructure;
using Backprop.Gradients.Tests.Interpreter;

namespace Backprop.Gradients.Tests.EmittedCode;

/// <summary>How large emitted methods get, and that none of them allocates. Every network that any test of this project emits, each activation with each loss among them,
/// is held to the same rules by <see cref="EmittedNetworks"/>.</summary>
public sealed class MethodSizeTests
{
    private const int Wide = 0, ManyClasses = 1, Deep = 2;

    private static NetworkChoice[] Choices { get; } =
    [
        new NetworkChoice(100, [LayerChoice.Dense(4096, Activation.GELU), LayerChoice.Dense(10)], new LossChoice(LossChoice.SoftmaxCrossEntropy), IsDouble: false),
        new NetworkChoice(7, [LayerChoice.Dense(4096)], new LossChoice(LossChoice.SoftmaxCrossEntropy, 0.1f), IsDouble: false),
        new NetworkChoice(20, [.. Enumerable.Range(0, 60).Select(i => LayerChoice.Dense(17 + (i % 5), Elementwise(i)))], new LossChoice(LossChoice.Huber), IsDouble: false),
        EveryActivation(new LossChoice(LossChoice.BinaryCrossEntropy), isDouble: false),
        EveryActivation(null, isDouble: true),
    ];

    private static readonly Lazy<EmittedNetworks> Networks = new(() => EmittedNetworks.Compile(Choices));

    [Fact]
    public void EveryMethodIsSmall()
    {
        for (int i = 0; i < Choices.Length; i++)
        {
            MethodBase[] methods = Methods(i);
            Assert.InRange(methods.Max(EmittedCodeRules.Size), 100, EmittedCodeRules.MaxMethodSize - 1);
            Assert.Contains(methods, method => method.Name == "Predict");
        }
    }

    /// <summary>A layer's width is in constants, not in the amount of code; its depth is in methods, not in their size.</summary>
    [Fact]
    public void SizesDoNotGrowWithWidthOrDepth()
    {
        Assert.InRange(Methods(Wide).Where(method => method.IsGenericMethodDefinition).Max(EmittedCodeRules.Size), 100, 4000);
        Assert.InRange(Methods(ManyClasses).Where(method => method.IsGenericMethodDefinition).Max(EmittedCodeRules.Size), 100, 4000);
        Assert.True(Methods(Deep).Length > 400);
    }

    /// <summary>What is checked after every compilation would notice an allocation.</summary>
    [Fact]
    public void AllocationsAreRecognised()
    {
        MethodBase[] own = [.. EmittedCodeRules.MethodsOf(typeof(MethodSizeTests))];

        Assert.Equal(3, EmittedCodeRules.Allocations(own.Single(method => method.Name == nameof(Allocate))).Count());
        Assert.Empty(EmittedCodeRules.Allocations(own.Single(method => method.Name == nameof(AllocateNothing))));
        Assert.All(Enumerable.Range(0, Choices.Length), i => Assert.Contains(Methods(i), method => method.Name.EndsWith("CreateWorkspace", StringComparison.Ordinal) && EmittedCodeRules.Allocations(method).Any()));
    }

    /// <summary>They do not only compile.</summary>
    [Theory]
    [InlineData(Wide)]
    [InlineData(ManyClasses)]
    [InlineData(Deep)]
    public void TheyRun(int index)
    {
        NetworkChoice choice = Choices[index];
        INetwork<float> network = Networks.Value.Create<float>(index);
        Problem problem = new ProblemMaker(choice, seed: 3) { Margin = 0 }.Make(ProblemMaker.FormsOf(network.Targets)[0], rows: 3);
        var model = new EmittedModel<float>(network, problem);
        Interpretation expected = new PlainNetwork(choice).Run(problem);

        Norms.AssertClose([expected.Loss], [model.EvaluateWithGradients()], 1e-4, "the loss");
        Norms.AssertClose(expected.Gradients, Norms.ToDouble<float>(model.Workspace.Gradients), 1e-4, "the gradients");
    }

    private static MethodBase[] Methods(int index)
    {
        Type type = Networks.Value.TypeOf(index);
        return [.. type.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic).Prepend(type).SelectMany(EmittedCodeRules.MethodsOf)];
    }

    private static NetworkChoice EveryActivation(LossChoice? loss, bool isDouble)
    {
        IEnumerable<LayerChoice> hidden = Registry.Activations.Where(activation => activation.Kind != Activation.Softmax)
            .Select((activation, index) => LayerChoice.Dense(12 + index, activation.Kind, index % 3 > 0, activation.Slope));
        return new NetworkChoice(9, [.. hidden, LayerChoice.Dense(18, loss is null ? Activation.Softmax : Activation.Linear)], loss, isDouble);
    }

    private static Activation Elementwise(int index) => (Activation)(index % (Enum.GetValues<Activation>().Length - 1));

    private static object Allocate(int n) => new List<object> { n, new int[n] };

    private static int AllocateNothing(int n) => new Span<int>(ref n).Length + new DateTime(n).Day;
}
