using Backprop.Compiler.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Backprop.Compiler.Tests.Weights;

/// <summary>What is wrong with the file of <c>[Weights]</c> is said on the attribute, all at once.</summary>
public sealed class WeightsDiagnosticTests : IDisposable
{
    private readonly WeightRun run = new();

    public void Dispose() => run.Dispose();

    [Fact]
    public void NoFile()
    {
        run.Add("other.safetensors", WeightRun.Fitting);

        Assert.Equal(
            ["BPC050 \"model.safetensors\": No additional file of the project is called 'model.safetensors': add <AdditionalFiles Include=\"model.safetensors\" /> to the project file"],
            Report());
    }

    [Fact]
    public void AFileThatIsGone()
    {
        run.Add("model.safetensors", WeightRun.Fitting);
        File.Delete(run.PathOf("model.safetensors"));

        Assert.StartsWith("BPC052 \"model.safetensors\": 'model.safetensors' cannot be read as a safetensors file: ", Assert.Single(Report()), StringComparison.Ordinal);
    }

    [Fact]
    public void SeveralFiles()
    {
        run.Add("a/model.safetensors", WeightRun.Fitting);
        run.Add("b/model.safetensors", WeightRun.Fitting);

        string message = Assert.Single(Report());

        Assert.StartsWith("BPC051 \"model.safetensors\": 'model.safetensors' may be any of '", message, StringComparison.Ordinal);
        Assert.EndsWith("/b/model.safetensors': write more of the path", message, StringComparison.Ordinal);
        Assert.Empty(ReportOf(WeightRun.Network.Replace("model.", "b/model.", StringComparison.Ordinal), hasCode: true));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no file of this kind, but long enough for a header")]
    [InlineData("\u0002\0\0\0\0\0\0\0[]")]
    public void NoFileOfItsKind(string text)
    {
        run.AddBytes("model.safetensors", System.Text.Encoding.Latin1.GetBytes(text));

        Assert.StartsWith("BPC052 \"model.safetensors\": 'model.safetensors' cannot be read as a safetensors file: The ", Assert.Single(Report()), StringComparison.Ordinal);
    }

    [Fact]
    public void TensorsThatDoNotFit()
    {
        run.Add("model.safetensors", [("dense1.weight", "F32", [3, 4]), ("dense2.bias", "F32", [3]), ("dense1.steps", "I64", [1])]);

        Assert.Equal(
            [
                "BPC053 \"model.safetensors\": 'model.safetensors' does not fit 'Net': 'dense1.weight' should be [4×3], but is [3×4]",
                "BPC053 \"model.safetensors\": 'model.safetensors' does not fit 'Net': it has no tensor 'dense1.bias'",
                "BPC053 \"model.safetensors\": 'model.safetensors' does not fit 'Net': no layer of 'Net' has the tensor \"dense1.steps\"",
                "BPC053 \"model.safetensors\": 'model.safetensors' does not fit 'Net': no layer of 'Net' has the tensor \"dense2.bias\"",
            ],
            Report().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ATypeThatIsNotRead()
    {
        run.Add("model.safetensors", [("dense1.weight", "F32", [4, 3]), ("dense1.bias", "I64", [3])]);

        Assert.Equal(["BPC053 \"model.safetensors\": 'model.safetensors' does not fit 'Net': 'dense1.bias' is of type I64, but must be of F64, F32, F16 and BF16"], Report());
    }

    [Fact]
    public void AnotherArchitecture()
    {
        run.Add("model.safetensors", WeightRun.Fitting, new() { ["backprop.architecture"] = "0123456789abcdef" });

        string message = Assert.Single(Report());

        Assert.StartsWith("BPC053 ", message, StringComparison.Ordinal);
        Assert.Contains("it comes from other layers than these (fingerprint \"0123456789abcdef\", not \"", message, StringComparison.Ordinal);
    }

    [Fact]
    public void TooMuchToWriteOut()
    {
        run.Add("model.safetensors", [("dense1.weight", "F32", [400, 400]), ("dense1.bias", "F32", [400])]);

        Assert.StartsWith(
            "BPC054 \"model.safetensors\": 'model.safetensors' has 160400 numbers, too many to write them out in code",
            Assert.Single(ReportOf("[Network] [Input(400)] [Dense(400)] [Weights(\"model.safetensors\")] partial class Net;")),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "F32", "\"dense1.bias\" lies where 'dense1.weight' belongs")]
    [InlineData(false, "F16", "\"dense1.weight\" is of type F16, not F32")]
    public void AResourceThatCannotBeReadInPlace(bool reversed, string dtype, string why)
    {
        (string, string, int[])[] tensors = [.. WeightRun.Fitting.Select(tensor => (tensor.Name, dtype, tensor.Shape))];
        run.Add("model.safetensors", reversed ? tensors.Reverse() : tensors, resource: "model");

        Assert.Equal(
            [$"BPC055 \"model.safetensors\": 'model.safetensors' is embedded, and is read where it lies, but {why}: load it into a model of these layers and save that"],
            Report());
    }

    [Theory]
    [InlineData("[Weights(\"model.safetensors\")] class Net;")]
    [InlineData("[Weights(\"model.safetensors\")] [Block] [Dense(3)] class Net;")]
    public async Task WeightsOfNoNetwork(string source)
    {
        Reported report = Assert.Single(await TestCompiler.AnalyzeAsync("using Backprop; " + source));

        Assert.Equal(("BPC011", "Weights(\"model.safetensors\")"), (report.Id, report.Text));
    }

    [Fact]
    public void NamesOfFilesDoNotBreakTheCode()
    {
        run.Add("a&b\u2028c.safetensors", WeightRun.Fitting);

        Dictionary<string, string> files = run.Emit(WeightRun.Network.Replace("model.", "a&b\\u2028c.", StringComparison.Ordinal));

        Assert.Contains("// a?b?c.safetensors, as the compiler found it.", files["Net.Weights.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void OtherProblemsComeFirst()
    {
        Assert.Equal(["BPC023"], ReportOf(WeightRun.Network.Replace("Dense(3)", "Dense(0)", StringComparison.Ordinal)).Select(message => message[..6]));
    }

    private string[] Report() => ReportOf(WeightRun.Network);

    // ID, the text it stands on, message.
    private string[] ReportOf(string source, bool hasCode = false)
    {
        if (hasCode)
        {
            run.Emit(source);
            return [];
        }

        return [.. run.Report(source).Select(diagnostic =>
            $"{diagnostic.Id} {diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}")];
    }
}
