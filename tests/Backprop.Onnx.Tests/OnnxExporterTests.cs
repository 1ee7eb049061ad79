using System.Globalization;
using Backprop.Onnx.Tests.Graph;
using Backprop.Onnx.Tests.Infrastructure;
using Google.Protobuf;
using Mnist;
using Onnx;
using Spiral;

namespace Backprop.Onnx.Tests;

public sealed class OnnxExporterTests
{
    [Fact]
    public void TheModelSaysWhatItIs()
    {
        ModelProto model = Exported.Of(new LeNet5(1));
        Assert.Equal(8, model.IrVersion);
        Assert.Equal(("", 17), (Assert.Single(model.OpsetImport).Domain, model.OpsetImport[0].Version));
        Assert.Equal("Backprop.Compiler", model.ProducerName);
        Assert.Matches(@"^\d+\.\d+\.\d+(-[\w.]+)?$", model.ProducerVersion);
        Assert.Equal(("fingerprint", LeNet5.Architecture.Fingerprint), (Assert.Single(model.MetadataProps).Key, model.MetadataProps[0].Value));
        Assert.Equal("LeNet5", model.Graph.Name);
        Assert.Equal("input: rows of 28×28×1, channels last; output: rows of 10, as Predict computes them.", model.Graph.DocString);
        Assert.Equal("batch 28 28 1", model.Graph.Input[0].Dimensions());
        Assert.Equal("batch 10", model.Graph.Output[0].Dimensions());
    }

    /// <summary>One transposition on the way into the convolutions, one on the way out.</summary>
    [Fact]
    public void TheOperatorsAreThoseThatAnEditorWouldShow()
    {
        ModelProto model = Exported.Of(new LeNet5(1));
        Assert.Equal(
            ["Transpose", "Conv", "Relu", "MaxPool", "Conv", "Relu", "MaxPool", "Transpose", "Flatten", "Gemm", "Relu", "Gemm", "Relu", "Gemm", "Softmax"], model.Operators());
        Assert.Equal("Conv2D1/Conv", model.Graph.Node[1].Name);
        Assert.Equal(
            ["conv2D1.weight", "conv2D1.bias", "conv2D2.weight", "conv2D2.bias", "dense1.weight", "dense1.bias", "dense2.weight", "dense2.bias", "dense3.weight", "dense3.bias"],
            model.Graph.Initializer.Select(tensor => tensor.Name));
    }

    [Fact]
    public void WeightsAreInOnnxsOrder()
    {
        var network = new LeNet5(3);
        ModelProto model = Exported.Of(network);
        TensorProto kernel = model.Tensor("conv2D2.weight");
        Assert.Equal([16, 6, 5, 5], kernel.Dims);
        float[] exported = kernel.Floats(), own = network.Layers.Conv2D2.Weight.ToArray();
        for (int i = 0; i < own.Length; i++)
        {
            int filter = i % 16, channel = i / 16 % 6, x = i / 96 % 5, y = i / 480;
            Assert.Equal(own[i], exported[(((((filter * 6) + channel) * 5) + y) * 5) + x]);
        }

        TensorProto dense = model.Tensor("dense1.weight");
        Assert.Equal([400, 120], dense.Dims);
        Assert.Equal(network.Layers.Dense1.Weight.ToArray(), dense.Floats());
    }

    [Fact]
    public void TheSameNetworkGivesTheSameBytesInAnyCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        byte[] first = Exported.Of(new ChannelsLastNetwork(5)).ToByteArray();
        try
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (culture.NumberFormat.NegativeSign, culture.NumberFormat.NumberDecimalSeparator) = ("~", ",");
            CultureInfo.CurrentCulture = culture;
            Assert.Equal(first, Exported.Of(new ChannelsLastNetwork(5)).ToByteArray());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void AFileHoldsWhatAStreamGetsAndReplacesTheOldOne()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("spiral.onnx");
        File.WriteAllBytes(path, new byte[100_000]);
        var network = new SpiralClassifier(1);
        using var stream = new MemoryStream();
        OnnxExporter.Write(network, stream);
        OnnxExporter.Write(network, path);
        Assert.True(stream.CanWrite);
        Assert.Equal(stream.ToArray(), File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    public void ANumberThatIsNotFiniteIsRefusedAndTheFileStays(float number, string shown)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("spiral.onnx");
        File.WriteAllText(path, "what was there");
        var network = new SpiralClassifier(1);
        network.Layers.Dense2.Bias[1] = number;
        ArgumentException exception = Assert.Throws<ArgumentException>("model", () => OnnxExporter.Write(network, path));
        Assert.StartsWith($"dense2.bias holds {shown} at index 1: a model is exported only if all of its numbers are finite.", exception.Message, StringComparison.Ordinal);
        Assert.Equal("what was there", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder.Path));
        using var stream = new MemoryStream();
        Assert.Throws<ArgumentException>("model", () => OnnxExporter.Write(network, stream));
        Assert.Equal(0, stream.Length);
    }

    [Fact]
    public void AFileThatCannotBeReplacedLeavesNothingBehind()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("taken");
        Directory.CreateDirectory(path);
        Assert.ThrowsAny<Exception>(() => OnnxExporter.Write(new SpiralClassifier(1), path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
        Assert.Throws<DirectoryNotFoundException>(() => OnnxExporter.Write(new SpiralClassifier(1), folder.File("missing/spiral.onnx")));
    }

    [Fact]
    public void ANetworkThatWasNotEmittedIsRefused()
    {
        using var stream = new MemoryStream();
        ArgumentException exception = Assert.Throws<ArgumentException>("model", () => OnnxExporter.Write(new HandWritten(), stream));
        Assert.StartsWith("HandWritten does not say what layers it has: only networks that the compiler emitted can be exported.", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Before any of its numbers is copied.</summary>
    [Fact]
    public void AModelOfMoreThanTwoGigabytesIsRefused()
    {
        var network = new HandWritten(new NetworkArchitecture("", new LayerDeclaration("Input", new InputAttribute(30_000), [30_000])), 30_000, 20_000);
        NotSupportedException exception = Assert.Throws<NotSupportedException>(() => OnnxExporter.Write(network, Stream.Null));
        Assert.Equal("The model would take 2,400,000,000 bytes; an ONNX file holds at most 2,147,483,647.", exception.Message);
    }

    [Fact]
    public void ArgumentsAreChecked()
    {
        var network = new SpiralClassifier(1);
        Assert.Throws<ArgumentNullException>("model", () => OnnxExporter.Write((IPredictor<float>)null!, "a.onnx"));
        Assert.Throws<ArgumentNullException>("model", () => OnnxExporter.Write((IPredictor<double>)null!, Stream.Null));
        Assert.Throws<ArgumentNullException>("path", () => OnnxExporter.Write(network, (string)null!));
        Assert.Throws<ArgumentException>("path", () => OnnxExporter.Write(network, ""));
        Assert.Throws<ArgumentNullException>("stream", () => OnnxExporter.Write(network, (Stream)null!));
        using var stream = new MemoryStream([], writable: false);
        Assert.Throws<ArgumentException>("stream", () => OnnxExporter.Write(network, stream));
    }
}
