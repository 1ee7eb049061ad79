namespace Backprop.Onnx.Tests.Cases;

/// <summary>Networks with blocks; NAME is the network's class.</summary>
internal static class BlockDeclarations
{
    /// <summary>Their sources.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        """
        [Block] [Dense(20, Activation.ReLU)] [Dense(12, Name = "out")] [Add("input")] [Activation(Activation.Tanh)] public sealed class NAMEResidual;
        [Network] [Input(5)] [Dense(12, Activation.SiLU, Name = "stem")] [Use<NAMEResidual>(Repeat = 4, Name = "body")] [Dense(3)] [SoftmaxCrossEntropy]
        public sealed partial class NAME;
        """,
        """
        [Block] [Dense(20, Activation.ReLU)] [Dense(12, Name = "out")] [Add("input")] [Activation(Activation.Tanh)] public sealed class NAMEResidual;
        [Network] [Input(12)] [Use<NAMEResidual>(Repeat = 3, Shared = true, Name = "body")] [Dense(12, Activation.Tanh)] [Use<NAMEResidual>(Shared = true, Name = "tail")]
        public sealed partial class NAME;
        """,
        """
        [Block] [Dense(12, Activation.Tanh)] [Add("input")] public sealed class NAMEInner;
        [Block] [Use<NAMEInner>(Repeat = 3, Name = "inner")] [Dense(12, Activation.GELU)] [Dropout(0.3f)] [Use<NAMEInner>(Shared = true)] [Use<NAMEInner>(Shared = true)]
        public sealed class NAMEStage;
        [Network] [Input(12)] [Use<NAMEStage>(Repeat = 2, Name = "stages")] [Use<NAMEInner>(Name = "last")] public sealed partial class NAME;
        """,
        """
        [Block] [Conv2D(6, 3, Padding = Padding.Same, UseBias = false)] [BatchNorm] [Activation(Activation.ReLU)] [Conv2D(6, 3, Padding = Padding.Same, UseBias = false)]
        [BatchNorm] [Add("input")] [Activation(Activation.ReLU)] public sealed class NAMEResidual;
        [Network] [Input(9, 9, 2)] [Conv2D(6, 3, Activation.ReLU, Stride = 2, Padding = Padding.Same)] [Use<NAMEResidual>(Repeat = 3, Name = "body")] [GlobalAveragePool]
        [Dropout(0.1f)] [Dense(4)] [SoftmaxCrossEntropy] public sealed partial class NAME;
        """,
        """
        [Block] [BatchNorm] [GroupNorm(2)] [Dense(4)] [Add("input")] public sealed class NAMEMixed;
        [Network] [Input(5, 4)] [Use<NAMEMixed>(Shared = true)] [Conv1D(4, 1)] [Use<NAMEMixed>(Repeat = 2, Shared = true)] public sealed partial class NAME;
        """,
    ];
}
