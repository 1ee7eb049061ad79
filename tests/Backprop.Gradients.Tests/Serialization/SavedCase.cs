using System.Text.Json;
using Backprop.Serialization;

namespace Backprop.Gradients.Tests.Serialization;

/// <summary>A module of PyTorch, the file with its weights, and the network that is the same.</summary>
internal sealed record SavedCase(string File, INetwork<float> Network, TensorNames Names)
{
    private static readonly JsonDocument Outputs = JsonDocument.Parse(System.IO.File.ReadAllText(PathOf("outputs.json")));

    private static readonly TensorNames ImageNames =
        TensorNames.InOrder("conv", "bn", "depthwise", "grouped", "flat", "hidden", "head");

    private static readonly TensorNames DeepNames = TensorNames.InOrder("0", "2", "4", "6", "8", "10");

    private static readonly TensorNames ResidualNames =
        TensorNames.Pattern(("body.*.dense1.*", "blocks.*.one.*"), ("body.*.dense2.*", "blocks.*.two.*"));

    /// <summary>All modules, each with a fresh network whose weights are others.</summary>
    public static SavedCase[] All =>
    [
        new("Image", new SavedImage(seed: 1), ImageNames),
        new("Branches", new SavedBranches(seed: 1), TensorNames.AsTheyAre),
        new("Sequence", new SavedSequence(seed: 1), TensorNames.AsTheyAre),
        new("Words", new SavedWords(seed: 1), TensorNames.AsTheyAre),
        new("Deep", new SavedDeep(seed: 1), DeepNames),
        new("Residual", new SavedResidual(seed: 1), ResidualNames),
        new("DeepF16", new SavedDeep(seed: 1), DeepNames),
        new("DeepBF16", new SavedDeep(seed: 1), DeepNames),
        new("DeepF64", new SavedDeep(seed: 1), DeepNames),
    ];

    /// <summary>The path of the file.</summary>
    public string FilePath => PathOf(File + ".safetensors");

    /// <summary>What goes into the module, channels last.</summary>
    public double[] Inputs => Numbers("inputs");

    /// <summary>What comes out in PyTorch.</summary>
    public double[] Expected => Numbers("outputs");

    /// <summary>How the file is read.</summary>
    public LoadOptions Loading => new() { Convention = WeightConvention.PyTorch, Names = Names };

    /// <summary>How the same file is written.</summary>
    public SaveOptions Saving => new() { Convention = WeightConvention.PyTorch, Names = Names };

    /// <summary>The case of a file.</summary>
    public static SavedCase Of(string file) => All.Single(saved => saved.File == file);

    /// <summary>Where a reference is.</summary>
    public static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Serialization", "Reference", file);

    /// <summary>The network's predictions for the inputs.</summary>
    public double[] Predictions()
    {
        float[] outputs = new float[Expected.Length];
        Network.Predict([.. Inputs.Select(value => (float)value)], outputs);
        return [.. outputs.Select(value => (double)value)];
    }

    public override string ToString() => File;

    private double[] Numbers(string key) => [.. Outputs.RootElement.GetProperty(File).GetProperty(key).EnumerateArray().Select(value => value.GetDouble())];
}
