using System.Text.RegularExpressions;
using Backprop.Compiler.Operators.Elementwise;
using Backprop.Gradients.Tests.Infrastructure;

namespace Backprop.Gradients.Tests.Mutation;

/// <summary>A network one of whose adjoint rules is wrong on purpose.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Network">The network.</param>
/// <param name="Method">Which emitted methods of the way back are changed: a pattern on their names.</param>
/// <param name="Pattern">What is replaced in them.</param>
/// <param name="Replacement">By what.</param>
internal sealed record Mutant(string Name, NetworkChoice Network, string Method, string Pattern, string Replacement)
{
    private const string AddProduct = @"\.AddProduct\(ref (\w+), ";

    private const string Product = @"=>\s+(Tiles<TLane, \w+>\.\w+.*\bref (\w+), .*;)";

    /// <summary>Every derivative of an activation with its sign flipped, and every other adjoint rule likewise.</summary>
    public static IReadOnlyList<Mutant> All { get; } = [.. OfActivations(), .. OfProducts(), .. OfLosses()];

    /// <summary>The emitted file with the rule broken.</summary>
    public string Mutate(string source) => Mutate(source, Name, Method, Pattern, Replacement);

    /// <summary>An emitted file with what the pattern finds in some of its methods replaced.</summary>
    public static string Mutate(string source, string name, string method, string pattern, string replacement)
    {
        int changes = 0;
        string[] methods = Regex.Split(source, @"(?=^ *(?:internal|private|public) .*\()", RegexOptions.Multiline);
        for (int i = 0; i < methods.Length; i++)
        {
            if (Regex.IsMatch(methods[i], $@"static \w+ ({method})\("))
            {
                methods[i] = Regex.Replace(methods[i], pattern, match =>
                {
                    changes++;
                    return match.Result(replacement);
                });
            }
        }

        Assert.True(changes > 0, $"{name}: no emitted method {method} has {pattern} any more; give the mutant another pattern.");
        return string.Concat(methods);
    }

    private static IEnumerable<Mutant> OfActivations()
    {
        foreach (ActivationChoice activation in Registry.Activations.Where(activation => activation.Kind is not (Activation.Linear or Activation.Softmax)))
        {
            string method = ElementwiseRegistry.Create(activation.Kind.ToString(), activation.Slope).MethodName + "Backward";
            var network = new NetworkChoice(3, [LayerChoice.Dense(4, activation.Kind, slope: activation.Slope)], new LossChoice(LossChoice.MeanSquaredError));
            yield return new Mutant($"{activation}′", network, method, @"(return|=>) (.*);", "$1 -($2);");
        }

        yield return new Mutant("softmax′", new NetworkChoice(3, [LayerChoice.Dense(4, Activation.Softmax)], null), @"\w*SoftmaxGradient", "- dot", "+ dot");
    }

    // The product, and then its result with the other sign.
    private static string Negated(string count) =>
        $"{{ $1 foreach (ref double value in global::System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref $2, {count})) {{ value = -value; }} }}";

    private static IEnumerable<Mutant> OfProducts()
    {
        var network = new NetworkChoice(3, [LayerChoice.Dense(9), LayerChoice.Dense(10)], null);
        yield return new Mutant("dW = xᵀ·δ", network, @"Dense1WeightGradient", Product, Negated("3 * 9"));
        yield return new Mutant("dx = δ·Wᵀ", network, @"Dense2InputGradient", Product, Negated("rows * 9"));
        yield return new Mutant("∂L/∂inputs = δ·Wᵀ", network, @"Dense1InputGradient\w*", AddProduct, ".AddProduct(ref $1, -");
        yield return new Mutant("db = Σ δ", network, @"Dense2BiasGradient", Product, Negated("10"));

        const string HiddenGradients = @"Dense2HiddenGradients\w*";
        var few = new NetworkChoice(2, [LayerChoice.Dense(16, Activation.ReLU), LayerChoice.Dense(3)], new LossChoice(LossChoice.MeanSquaredError), InputGradient: false);
        yield return new Mutant("dW of hidden values that are not kept", few, HiddenGradients, @"\.AddProduct\(ref (dw\d+), ", ".AddProduct(ref $1, -");
        yield return new Mutant("dW₂ of hidden values that are not kept", few, HiddenGradients, @"\.AddProduct\(ref (dv\d+), ", ".AddProduct(ref $1, -");
        yield return new Mutant("db of hidden values that are not kept", few, HiddenGradients, @"(db\d) \+=", "$1 -=");
        yield return new Mutant("δ of hidden values that are not kept", few, HiddenGradients, @"(TLane e\d = TLane\.MultiplyAdd\()", "$1-");
    }

    private static IEnumerable<Mutant> OfLosses()
    {
        foreach (string name in new[] { LossChoice.MeanSquaredError, LossChoice.MeanAbsoluteError, LossChoice.Huber, LossChoice.BinaryCrossEntropy })
        {
            yield return new Mutant(name, new NetworkChoice(3, [LayerChoice.Dense(4)], new LossChoice(name)), name, @"slope \* scale", "-slope * scale");
        }

        yield return new Mutant("softmax(z) − t", new NetworkChoice(3, [LayerChoice.Dense(4)], new LossChoice(LossChoice.SoftmaxCrossEntropy)), LossChoice.SoftmaxCrossEntropy, @"\[own\] -=", "[own] +=");
    }
}
