using System.Diagnostics;
using System.Text.Json;
using Backprop.Serialization;

namespace Backprop.Gradients.Tests.Serialization;

/// <summary>What PyTorch saved predicts here what it predicts there, and what is saved here is, number by number, what PyTorch saved.</summary>
public class PyTorchFileTests
{
    private const double Tolerance = 1e-5;

    public static TheoryData<string> Files => [.. SavedCase.All.Select(saved => saved.File)];

    public static TheoryData<string> SinglePrecision => [.. SavedCase.All.Where(saved => saved.File is not ("DeepF16" or "DeepBF16" or "DeepF64")).Select(saved => saved.File)];

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance * Math.Max(1, Math.Abs(expected[i])), $"Output {i} is {actual[i]}, PyTorch's is {expected[i]}.");
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_state_dict_predicts_the_same_here(string file)
    {
        SavedCase saved = SavedCase.Of(file);

        saved.Network.LoadInto(saved.FilePath, saved.Loading);

        AssertClose(saved.Expected, saved.Predictions());
    }

    [Fact]
    public void A_double_network_takes_it_too()
    {
        SavedCase saved = SavedCase.Of("Image");
        var network = new SavedImageDouble(seed: 1);
        double[] outputs = new double[saved.Expected.Length];

        network.LoadInto(saved.FilePath, saved.Loading);
        network.Predict(saved.Inputs, outputs);

        AssertClose(saved.Expected, outputs);
    }

    [Theory]
    [MemberData(nameof(SinglePrecision))]
    public void What_is_saved_has_the_same_tensors(string file)
    {
        SavedCase saved = SavedCase.Of(file);
        saved.Network.LoadInto(saved.FilePath, saved.Loading);
        var stream = new MemoryStream();

        saved.Network.Save(stream, saved.Saving);
        stream.Position = 0;
        using SafetensorsFile ours = SafetensorsFile.Open(stream), theirs = SafetensorsFile.Open(saved.FilePath);

        Assert.Equal("pt", ours.Metadata["format"]);
        Assert.Equal(
            theirs.Tensors.Where(tensor => tensor.Dtype == "F32").Select(Describe).Order(StringComparer.Ordinal), ours.Tensors.Select(Describe).Order(StringComparer.Ordinal));
        foreach (SafetensorsTensor tensor in ours.Tensors)
        {
            float[] own = new float[tensor.Count], other = new float[tensor.Count];
            ours.Read(tensor.Name, own);
            theirs.Read(tensor.Name, other);
            Assert.Equal(other, own);
        }
    }

    [Fact]
    public void The_modules_of_a_Sequential_are_found_by_their_numbers()
    {
        SavedCase saved = SavedCase.Of("Deep");

        saved.Network.LoadInto(saved.FilePath, new LoadOptions { Convention = WeightConvention.PyTorch, Names = TensorNames.InOrder() });

        AssertClose(saved.Expected, saved.Predictions());
    }

    /// <summary>Needs PyTorch, which not every machine has. The weights are fresh ones, which PyTorch never saw.</summary>
    [Fact]
    public void PyTorch_predicts_the_same_from_what_is_saved_here()
    {
        string? python = Python();
        Assert.SkipWhen(python is null, "No python3 with torch: apt install python3-torch.");
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            SavedCase[] cases = [.. SavedCase.All.Where(saved => SinglePrecision.Any(row => row.Data == saved.File))];
            foreach (SavedCase saved in cases)
            {
                saved.Network.Save(Path.Combine(folder, saved.File), saved.Saving);
            }

            (string output, _) = Run(python, [SavedCase.PathOf("state_dicts.py"), .. cases.SelectMany(saved => new[] { saved.File, Path.Combine(folder, saved.File) })]);
            double[][] theirs = JsonSerializer.Deserialize<double[][]>(output)!;

            Assert.All(cases.Zip(theirs), pair => AssertClose(pair.Second, pair.First.Predictions()));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Describe(SafetensorsTensor tensor) => $"{tensor.Name} {tensor.Dtype} [{string.Join(',', tensor.Shape)}]";

    private static string? Python() =>
        new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(python => Run(python, "-c", "import torch, numpy").ExitCode == 0);

    private static (string Output, int ExitCode) Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0 || arguments[0] == "-c", errors.Result);
            return (output, process.ExitCode);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return ("", -1);
        }
    }
}
