using Backprop.Onnx.Layers;
using Backprop.Onnx.Tests.Infrastructure;
using Google.Protobuf;
using Onnx;

namespace Backprop.Onnx.Tests.Cases;

/// <summary>All exported models. With BACKPROP_ONNX_CASES set to a folder, they are left there for onnxruntime/compare.mjs.</summary>
public sealed class CaseTests
{
    [Fact]
    public void TheCasesAreWritten()
    {
        string? kept = Environment.GetEnvironmentVariable("BACKPROP_ONNX_CASES");
        using TemporaryFolder temporary = new();
        string folder = kept is { Length: > 0 } ? kept : temporary.Path;
        CaseFolder.Write(folder, AllCases.List);
        Assert.Equal((2 * AllCases.List.Count) + 1, Directory.GetFiles(folder).Length);
    }

    /// <summary>ONNX's own checker, where Python has it: the operators exist in this set, their types and the shapes that follow are those that the model says.</summary>
    [Fact]
    public void TheCheckerOfOnnxAcceptsThem()
    {
        Assert.SkipUnless(PythonChecker.IsThere, "There is no Python with the onnx package.");
        using TemporaryFolder folder = new();
        CaseFolder.Write(folder.Path, AllCases.List);
        Assert.Equal(FormattableString.Invariant($"{AllCases.List.Count}"), PythonChecker.Check(folder.Path));
    }

    [Fact]
    public void EveryGraphIsSound() => Assert.All(AllCases.List, one => OnnxRules.Check(one.Model, one.Name));

    /// <summary>What protoc's classes read and write again is the same to the byte.</summary>
    [Fact]
    public void TheEncodingIsThatOfProtoc() => Assert.All(AllCases.List, one => Assert.Equal(one.Bytes, one.Model.ToByteArray()));

    [Fact]
    public void InputsAndOutputsAreThoseOfTheNetwork() => Assert.All(AllCases.List, one =>
    {
        ValueInfoProto input = one.Model.Graph.Input.Single(), output = one.Model.Graph.Output.Single();
        Assert.Equal(("input", "output"), (input.Name, output.Name));
        Assert.Equal("batch " + string.Join(' ', one.Input.Shape), input.Dimensions());
        Assert.Equal("batch " + string.Join(' ', one.Output.Shape), output.Dimensions());
    });

    /// <summary>Each parameter once, under its name; running averages may have become what follows from them.</summary>
    [Fact]
    public void EveryParameterIsThereOnce() => Assert.All(AllCases.List, one =>
    {
        Dictionary<string, TensorProto> tensors = one.Model.Graph.Initializer.ToDictionary(tensor => tensor.Name);
        foreach (ParameterInfo parameter in one.Layouts)
        {
            string layer = parameter.Name[..parameter.Name.LastIndexOf('.')];
            if (tensors.TryGetValue(parameter.Name, out TensorProto? tensor))
            {
                Assert.Equal(parameter.Length, tensor.Dims.Aggregate(1L, (product, size) => product * size));
            }
            else
            {
                Assert.Contains($"{layer}.scale", tensors.Keys);
                Assert.Contains($"{layer}.shift", tensors.Keys);
            }
        }
    });

    /// <summary>Comparing with these outputs means something.</summary>
    [Fact]
    public void PredictionsAreFiniteAndDiffer() => Assert.All(AllCases.List, one =>
    {
        double[] predictions = one.Batches[^1].Predictions;
        Assert.All(predictions, number => Assert.True(double.IsFinite(number) || one.Source.Contains("Infinity", StringComparison.Ordinal)));
        Assert.True(predictions.Distinct().Count() > 1, $"{one.Source} predicts the same everywhere.");
    });

    [Fact]
    public void EveryLayerOccurs()
    {
        string sources = string.Concat(AllCases.List.Select(one => one.Source));
        Assert.All(LayerConverters.Layers, layer => Assert.Contains($"[{layer.Name[..^"Attribute".Length]}", sources, StringComparison.Ordinal));
        Assert.All(LossLinks.Losses, loss => Assert.Contains($"[{loss.Name[..^"Attribute".Length]}", sources, StringComparison.Ordinal));
        Assert.All(Enum.GetValues<Activation>(), kind => Assert.Contains($"Activation.{kind}", sources, StringComparison.Ordinal));
    }

    /// <summary>Few of the random networks are too badly conditioned to be compared.</summary>
    [Fact]
    public void MostRandomGraphsAreCompared() =>
        Assert.InRange(AllCases.List.Count(one => one.Name.StartsWith("random", StringComparison.Ordinal)), 0.6 * RandomGraphCases.Count, RandomGraphCases.Count);
}
