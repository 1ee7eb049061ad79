using Onnx;

namespace Backprop.Onnx.Tests.Infrastructure;

/// <summary>What holds for every exported model.</summary>
internal static class OnnxRules
{
    /// <summary>Fails unless the graph can be computed in the order in which it stands, has nothing that it does not use, and no name twice.</summary>
    public static void Check(ModelProto model, string what)
    {
        GraphProto graph = model.Graph;
        var known = new HashSet<string>(StringComparer.Ordinal) { Assert.Single(graph.Input).Name };
        var read = new HashSet<string>(StringComparer.Ordinal) { Assert.Single(graph.Output).Name };
        foreach (TensorProto tensor in graph.Initializer)
        {
            Assert.True(known.Add(tensor.Name), $"{what}: two tensors are called {tensor.Name}.");
            CheckTensor(tensor, what);
        }

        foreach (NodeProto node in graph.Node)
        {
            Assert.Empty(node.Input.Except(known).Select(name => $"{what}: {node.Name} reads {name} before it is there."));
            Assert.True(known.Add(Assert.Single(node.Output)), $"{what}: {node.Output[0]} is made twice.");
            read.UnionWith(node.Input);
        }

        Assert.Equal(graph.Node.Count, graph.Node.Select(node => node.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Contains(graph.Output[0].Name, known);
        Assert.Empty(known.Except(read).Select(name => $"{what}: nothing reads {name}."));
    }

    private static void CheckTensor(TensorProto tensor, string what)
    {
        int size = (TensorProto.Types.DataType)tensor.DataType == TensorProto.Types.DataType.Float ? 4 : 8;
        long expected = tensor.Dims.Aggregate((long)size, (product, dimension) => product * dimension);
        Assert.True(expected == tensor.RawData.Length, $"{what}: {tensor.Name} has {tensor.RawData.Length} bytes, not {expected}.");
    }
}
