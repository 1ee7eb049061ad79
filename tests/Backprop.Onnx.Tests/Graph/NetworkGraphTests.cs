using Backprop.Onnx.Tests.Infrastructure;
using Onnx;

namespace Backprop.Onnx.Tests.Graph;

public sealed class NetworkGraphTests
{
    [Fact]
    public void ChannelsAreMovedToTheFrontOnce()
    {
        string[] operators = [.. Exported.Of(new ChannelsFirstNetwork(1)).Operators()];
        Assert.Equal(["Transpose", "Conv", "Conv", "BatchNormalization", "Relu", "Conv", "BatchNormalization", "Add"], operators[..8]);
        Assert.Equal(["Concat", "MaxPool", "Pad", "ReduceMean", "Gemm", "Softmax"], operators[^6..]);
        Assert.Single(operators, one => one == "Transpose");
    }

    [Fact]
    public void NothingIsMovedThatNeedNotBe() => Assert.Equal(
        ["MatMul", "Add", "Mul", "Add", "LayerNormalization", "Div", "Erf", "Add", "Mul", "Mul", "Add", "ReduceMean", "Gemm"], Exported.Of(new ChannelsLastNetwork(1)).Operators());

    [Fact]
    public void AValueIsTransposedOnceForAllItsReaders()
    {
        ModelProto model = Exported.Of(new MixedNetwork(1));
        IEnumerable<string> transposed = model.Graph.Node.Where(node => node.OpType == "Transpose").Select(node => node.Input[0]);
        Assert.Equal(["First/Conv", "Second/Conv", "input"], transposed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void SharedParametersAreThereOnce()
    {
        ModelProto model = Exported.Of(new SharedNetwork(1));
        Assert.Equal(["body.dense1.weight", "body.dense1.bias"], model.Graph.Initializer.Select(tensor => tensor.Name));
        Assert.Equal(3, model.Graph.Node.Count(node => node.Input.Contains("body.dense1.weight")));
        Assert.Equal(["Body[0].Dense1/Gemm", "Body[0].Dense1/Tanh", "Body[1].Dense1/Gemm"], model.Graph.Node.Take(3).Select(node => node.Name));
    }

    [Fact]
    public void ANetworkOfNothingIsItsInput()
    {
        ModelProto model = Exported.Of(new NothingNetwork(1));
        NodeProto node = Assert.Single(model.Graph.Node);
        Assert.Equal(("Identity", "input", "output"), (node.OpType, node.Input[0], node.Output[0]));
    }
}
