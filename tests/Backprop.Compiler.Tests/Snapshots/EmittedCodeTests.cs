using Backprop.Compiler.Tests.Infrastructure;
using Backprop.Compiler.Tests.Weights;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Backprop.Compiler.Tests.Snapshots;

/// <summary>The emitted files of a few networks, word for word, so that a change of emitted text is seen in review.</summary>
public sealed class EmittedCodeTests
{
    [Fact]
    public void Spiral() => Verify(
        """
        using Backprop;

        [Network]
        [Input(2)]
        [Dense(128, Activation.ReLU)]
        [Dense(3)]
        [SoftmaxCrossEntropy]
        public sealed partial class SpiralClassifier;
        """);

    [Fact]
    public void Tiny() => Verify(
        """
        using Backprop;

        namespace Gates;

        [Network]
        [Input(2)]
        [Dense(2, Activation.Tanh)]
        [Dense(1)]
        [BinaryCrossEntropy]
        internal partial class Xor;
        """);

    [Fact]
    public void WideWithRemainder() => Verify(
        """
        using Backprop;

        namespace Shapes.Odd;

        [Network]
        [Input(20)]
        [Dense(37, Activation.GELU, Name = "features")]
        [Dense(5, Initializer = Initializer.XavierUniform)]
        [SoftmaxCrossEntropy(LabelSmoothing = 0.1f)]
        public sealed partial class Remainders;
        """);

    [Fact]
    public void Shipped()
    {
        using WeightRun run = new();
        run.Add("gates.safetensors", [("dense1.weight", "F32", [2, 4]), ("dense1.bias", "F32", [4]), ("dense2.weight", "F32", [4, 1]), ("dense2.bias", "F32", [1])]);

        Snapshot.Verify(run.Emit("namespace Gates; [Network] [Input(2)] [Dense(4, Activation.Tanh)] [Dense(1)] [BinaryCrossEntropy] [Weights(\"gates.safetensors\")] public partial class Xor;")
            .Select(file => (file.Key, file.Value)));
    }

    [Fact]
    public void NoLoss() => Verify(
        """
        using Backprop;

        namespace Energy;

        [Network(InputGradient = true)]
        [Input(3)]
        [Dense(64, Activation.SiLU, UseBias = false)]
        [Dense(16, Activation.LeakyReLU, Slope = 0.2f)]
        [Dense(1)]
        public sealed partial class Potential;
        """);

    [Fact]
    public void NestedInDouble() => Verify(
        """
        using Backprop;

        namespace Physics
        {
            public static partial class Models
            {
                internal partial record struct Inner
                {
                    [Network(Precision = Precision.Double)]
                    [Input(4)]
                    [Dense(8, Activation.Tanh)]
                    [Dense(8, Activation.Softplus, Name = "event")]
                    [Dense(2)]
                    [Huber(0.5f)]
                    private sealed partial class @class;
                }
            }
        }
        """);

    [Fact]
    public void Qualified() => Verify(
        """
        using Backprop;

        namespace Taken;

        public sealed class Span;

        [Network]
        [Input(2)]
        [Dense(3, Activation.Sigmoid)]
        [MeanSquaredError]
        public sealed partial class Regression;
        """);

    [Fact]
    public void LeNet() => Verify(
        """
        using Backprop;

        [Network]
        [Input(28, 28, 1)]
        [Conv2D(6, 5, Activation.ReLU, Padding = Padding.Same)]
        [MaxPool2D(2)]
        [Conv2D(16, 5, Activation.ReLU)]
        [MaxPool2D(2)]
        [Flatten]
        [Dense(120, Activation.ReLU)]
        [Dense(84, Activation.ReLU)]
        [Dense(10)]
        [SoftmaxCrossEntropy]
        public sealed partial class LeNet5;
        """);

    [Fact]
    public void ResidualBlock() => Verify(
        """
        using Backprop;

        [Block]
        [Dense(16, Activation.ReLU)]
        [Dense(16)]
        [Add("input")]
        public sealed class Residual;

        [Network]
        [Input(8)]
        [Dense(16, Activation.ReLU, Name = "stem")]
        [Use<Residual>(Repeat = 4, Name = "body")]
        [Dense(3, Name = "head")]
        [SoftmaxCrossEntropy]
        public sealed partial class DeepClassifier;
        """);

    private static void Verify(string source, [System.Runtime.CompilerServices.CallerMemberName] string method = "")
    {
        (GeneratorDriverRunResult result, Compilation output) = TestCompiler.Generate(TestCompiler.Compile(source));
        GeneratorRunResult run = Assert.Single(result.Results);

        Assert.Empty(output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        Assert.Equal(3, run.GeneratedSources.Length);
        Snapshot.Verify(run.GeneratedSources.Select(file => (file.HintName, file.SourceText.ToString())), method: method);
    }
}
