using Microsoft.CodeAnalysis;

namespace Backprop.Compiler.Tests.Weights;

/// <summary><c>[Weights]</c>: what is emitted, and when anew.</summary>
public sealed class WeightsTests : IDisposable
{
    private readonly WeightRun run = new();

    public void Dispose() => run.Dispose();

    [Fact]
    public void SmallFilesAreWrittenOut()
    {
        run.Add("model.safetensors", WeightRun.Fitting);

        Dictionary<string, string> files = run.Emit();

        Assert.Equal(["Net.Forward.g.cs", "Net.Weights.g.cs", "Net.g.cs"], files.Keys.Order(StringComparer.Ordinal));
        Assert.Contains(
            """
                        // dense1.weight [4×3]
                        1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f,
                        9f, 10f, 11f, 12f,
                        // dense1.bias [3]
                        13f, 14f, 15f,
            """,
            files["Net.Weights.g.cs"].ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[BatchNorm]")]
    [InlineData("[LayerNorm]")]
    [InlineData("")]
    public void NormsCompileToo(string norm)
    {
        List<(string, string, int[])> tensors = [("dense1.weight", "F32", [4, 20]), ("dense1.bias", "F32", [20]), ("dense2.weight", "F32", [20, 3]), ("dense2.bias", "F32", [3])];
        if (norm.Length > 0)
        {
            string name = norm == "[BatchNorm]" ? "batchNorm1" : "layerNorm1";
            tensors.AddRange([(name + ".weight", "F32", [20]), (name + ".bias", "F32", [20])]);
        }

        if (norm == "[BatchNorm]")
        {
            tensors.AddRange([("batchNorm1.runningMean", "F32", [20]), ("batchNorm1.runningVariance", "F32", [20])]);
        }

        run.Add("model.safetensors", tensors);
        run.Emit($"[Network] [Input(4)] [Dense(20)] {norm} [Dense(3)] [Weights(\"model.safetensors\")] partial class Net;");
    }

    [Theory]
    [InlineData("F64")]
    [InlineData("F32")]
    [InlineData("F16")]
    [InlineData("BF16")]
    public void TypesAreConverted(string dtype)
    {
        run.Add("model.safetensors", [.. WeightRun.Fitting.Select(tensor => (tensor.Name, dtype, tensor.Shape)).Reverse()]);

        Assert.Contains("4f, 5f, 6f, 7f, 8f, 9f, 10f, 11f,", run.Emit()["Net.Weights.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void EmbeddedFilesAreNamed()
    {
        run.Add("model.safetensors", WeightRun.Fitting, resource: "Weights/model");

        string emitted = run.Emit()["Net.Weights.g.cs"];

        Assert.Contains("typeof(Net), \"Weights/model\", headerLength: ", emitted, StringComparison.Ordinal);
        Assert.DoesNotContain("13f", emitted, StringComparison.Ordinal);
    }

    [Fact]
    public void AClassThatCanBeTrainedHasAllItsCode()
    {
        run.Add("model.safetensors", WeightRun.Fitting);

        Dictionary<string, string> files = run.Emit(WeightRun.Network.Replace("\")]", "\", Training = true)]", StringComparison.Ordinal));

        Assert.Equal(["Net.Backward.g.cs", "Net.Forward.g.cs", "Net.Weights.g.cs", "Net.g.cs"], files.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("public static Net Pretrained()", files["Net.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void OnlyTheNetworkOfAFileThatChangesIsEmittedAnew()
    {
        AdditionalText model = run.Add("model.safetensors", WeightRun.Fitting);
        run.Add("other.safetensors", WeightRun.Fitting);
        const string Other = "[Network] [Input(4)] [Dense(3)] [Weights(\"other.safetensors\")] partial class Other; [Network] [Input(4)] [Dense(3)] partial class Plain;";
        Compilation compilation = WeightRun.Compile(WeightRun.Network + Other);
        GeneratorDriver driver = run.Driver().RunGenerators(compilation);

        AdditionalText changed = run.Add("model.safetensors", WeightRun.Fitting, first: 100);
        driver = driver.ReplaceAdditionalText(model, changed).RunGenerators(compilation);

        GeneratorRunResult result = Assert.Single(driver.GetRunResult().Results);
        IncrementalStepRunReason[] emitted = [.. result.TrackedSteps[BackpropGenerator.EmitStep].SelectMany(step => step.Outputs).Select(output => output.Reason).Order()];
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached], emitted.OrderBy(reason => reason == IncrementalStepRunReason.Modified ? 0 : 1));
        Assert.Contains(result.GeneratedSources, file => file.SourceText.ToString().Contains("112f, 113f, 114f,", StringComparison.Ordinal));
    }

    [Fact]
    public void TheSameFileAgainChangesNothing()
    {
        AdditionalText model = run.Add("model.safetensors", WeightRun.Fitting);
        Compilation compilation = WeightRun.Compile(WeightRun.Network);
        GeneratorDriver driver = run.Driver().RunGenerators(compilation);

        driver = driver.ReplaceAdditionalText(model, run.Add("model.safetensors", WeightRun.Fitting)).RunGenerators(compilation);

        GeneratorRunResult result = Assert.Single(driver.GetRunResult().Results);
        Assert.All(result.TrackedSteps[BackpropGenerator.EmitStep].SelectMany(step => step.Outputs), output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Fact]
    public void AnEditElsewhereChangesNothing()
    {
        run.Add("model.safetensors", WeightRun.Fitting);
        var compilation = WeightRun.Compile(WeightRun.Network);
        GeneratorDriver driver = run.Driver().RunGenerators(compilation);

        driver = driver.RunGenerators(compilation.AddSyntaxTrees(Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText("class Elsewhere;", (Microsoft.CodeAnalysis.CSharp.CSharpParseOptions)compilation.SyntaxTrees[0].Options, "Elsewhere.cs")));

        GeneratorRunResult result = Assert.Single(driver.GetRunResult().Results);
        Assert.All(
            new[] { BackpropGenerator.ParseStep, BackpropGenerator.EmitStep }.SelectMany(step => result.TrackedSteps[step]).SelectMany(step => step.Outputs),
            output => Assert.True(output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
    }
}
