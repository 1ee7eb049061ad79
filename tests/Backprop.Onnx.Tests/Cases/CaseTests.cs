namespace Backprop.Onnx.Tests.Cases;

/// <summary>All exported models. With BACKPROP_ONNX_CASES set to a folder, they are left there for onnxruntime/compare.mjs.</summary>
public sealed class CaseTests
{
    [Fact]
    public void TheCasesAreWritten()
    {
        string? kept = Environment.GetEnvironmentVariable("BACKPROP_ONNX_CASES");
        string folder = kept is { Length: > 0 } ? kept : Directory.CreateTempSubdirectory("onnx").FullName;
        CaseFolder.Write(folder, AllCases.List);
        Assert.Equal((2 * AllCases.List.Count) + 1, Directory.GetFiles(folder).Length);
        if (kept is not { Length: > 0 })
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
