using Backprop.Gradients.Tests.Infrastructure;

namespace Backprop.Gradients.Tests.Stacks;

/// <summary>Networks at the edges of what can be declared, checked like the random ones.</summary>
public sealed class EdgeStackTests
{
    private static readonly LossChoice Squares = new(LossChoice.MeanSquaredError), Classes = new(LossChoice.SoftmaxCrossEntropy);

    private static readonly Stack[] Stacks =
    [
        new(new NetworkChoice(1, [LayerChoice.Alone(Activation.Tanh)], Squares), 9, 1), // no parameters at all
        new(new NetworkChoice(17, [LayerChoice.Alone(Activation.Softmax)], null, IsDouble: false), 5, 2),
        new(new NetworkChoice(2, [LayerChoice.Alone(Activation.Linear)], Classes, IsDouble: false), 33, 3), // nor anything to do
        new(new NetworkChoice(1, [LayerChoice.Dense(1, useBias: false)], null, IsDouble: false), 1, 4),
        new(new NetworkChoice(1, [LayerChoice.Dense(1, Activation.GELU), LayerChoice.Dense(1, Activation.ReLU), LayerChoice.Dense(1)], new LossChoice(LossChoice.BinaryCrossEntropy)), 40, 5),
        new(new NetworkChoice(300, [LayerChoice.Dense(129, Activation.SiLU), LayerChoice.Dense(5)], Classes, IsDouble: false), 131, 6),
        new(new NetworkChoice(3, [LayerChoice.Dense(260, Activation.Tanh), LayerChoice.Dense(130)], new LossChoice(LossChoice.SoftmaxCrossEntropy, 0.1f), IsDouble: false), 70, 7),
        new(new NetworkChoice(40, [LayerChoice.Dense(15, Activation.Sigmoid), LayerChoice.Dense(40, Activation.Softplus), LayerChoice.Dense(15), LayerChoice.Dense(7)], Squares, IsDouble: false), 40, 8), // several weights that are transposed
        new(new NetworkChoice(16, [LayerChoice.Dense(16), LayerChoice.Alone(Activation.ELU), LayerChoice.Alone(Activation.ReLU), LayerChoice.Dense(16, Activation.Softmax)], Squares, InputGradient: false), 12, 9),
    ];

    private static readonly Lazy<EmittedNetworks> Networks = new(() => EmittedNetworks.Compile([.. Stacks.Select(stack => stack.Network)]));

    public static TheoryData<int, string> Cases => [.. Stacks.Select((stack, index) => (index, stack.ToString()))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheyAgreeWithTheInterpreter(int index, string name)
    {
        TestContext.Current.TestOutputHelper!.WriteLine(name);
        StackCheck.Check(Stacks[index], Networks.Value, index);
    }
}
