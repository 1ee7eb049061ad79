namespace Backprop.Compiler.Operators.Elementwise;

/// <summary>The elementwise activations by their name in <c>Backprop.Activation</c>, in the enum's order.</summary>
internal static class ElementwiseRegistry
{
    /// <summary>The name of the activation that is no elementwise function.</summary>
    public const string Softmax = "Softmax";

    private static readonly (string Name, Func<float, ElementwiseFunction> Create)[] Functions =
    [
        ("Linear", _ => new Linear()),
        ("ReLU", _ => new ReLU()),
        ("LeakyReLU", slope => new LeakyReLU(slope)),
        ("ELU", _ => new ELU()),
        ("SELU", _ => new SELU()),
        ("GELU", _ => new GELU()),
        ("GELUTanh", _ => new GELUTanh()),
        ("SiLU", _ => new SiLU()),
        ("Mish", _ => new Mish()),
        ("Softplus", _ => new Softplus()),
        ("Softsign", _ => new Softsign()),
        ("HardSigmoid", _ => new HardSigmoid()),
        ("HardSwish", _ => new HardSwish()),
        ("Sigmoid", _ => new Sigmoid()),
        ("Tanh", _ => new Tanh()),
    ];

    /// <summary>The names of <c>Backprop.Activation</c> by number.</summary>
    public static IReadOnlyList<string> Names { get; } = Functions.Select(function => function.Name).Append(Softmax).ToArray();

    public static ElementwiseFunction Create(string name, float slope) => Functions.First(function => function.Name == name).Create(slope);
}
