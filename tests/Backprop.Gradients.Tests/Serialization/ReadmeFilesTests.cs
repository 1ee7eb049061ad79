using Backprop.Compiler.Tests.Infrastructure;
using Backprop.Gradients.Tests.Networks;
using Backprop.Serialization;

namespace Backprop.Gradients.Tests.Serialization;

/// <summary>What README.md shows of files is what comes out.</summary>
public sealed class ReadmeFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName, path;

    public ReadmeFilesTests()
    {
        path = Path.Combine(folder, "spiral.safetensors");
        new SpiralClassifier(seed: 42).Save(path);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void AssertShown(string line) =>
        Assert.Contains("\n" + line + "\n", File.ReadAllText(Path.Combine(Repository.Root, "README.md")).Replace("\r\n", "\n", StringComparison.Ordinal), StringComparison.Ordinal);

    [Fact]
    public void The_tensors()
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);

        Assert.Equal(4, file.Tensors.Length);
        Assert.All(file.Tensors, tensor => AssertShown($"{tensor.Name}: {tensor.Dtype} [{string.Join(", ", tensor.Shape)}]"));
    }

    [Fact]
    public void The_refusals()
    {
        AssertRefusalIsShown(new SmallerSpiral());
        AssertRefusalIsShown(new BentSpiral());
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..1000]);
        AssertRefusalIsShown(new SpiralClassifier());
    }

    private void AssertRefusalIsShown(INetwork<float> network) =>
        AssertShown(Assert.Throws<ModelFileException>(() => network.LoadInto(path)).Message.Replace(path, "spiral.safetensors", StringComparison.Ordinal));
}

/// <summary>The spirals' network with half of the units.</summary>
[Network]
[Input(2)]
[Dense(64, Activation.ReLU)]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class SmallerSpiral;

/// <summary>The spirals' network with another activation.</summary>
[Network]
[Input(2)]
[Dense(128, Activation.Tanh)]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class BentSpiral;
