using Backprop.Onnx.Graph;
using Backprop.Onnx.Model;

namespace Backprop.Onnx.Layers;

/// <summary>A layer at its place in the graph: what it reads, where its weights are, and what it can make of them.</summary>
/// <param name="graph">The graph, to which nodes are appended.</param>
/// <param name="name">What its nodes' names begin with: <c>Body[2].Dense1</c>.</param>
/// <param name="prefix">What its parameters' names begin with: <c>body[2].dense1.</c>; those of a shared block bear that of its first use.</param>
/// <param name="inputs">The values it reads, the one it starts from first.</param>
/// <param name="shape">The shape of a row of its result.</param>
internal sealed class LayerContext(GraphBuilder graph, string name, string prefix, IReadOnlyList<Value> inputs, IReadOnlyList<int> shape)
{
    /// <summary>The value that the layer starts from.</summary>
    public Value Input => inputs[0];

    /// <summary>All values that it reads, the one it starts from first.</summary>
    public IReadOnlyList<Value> Inputs => inputs;

    /// <summary>The shape of a row of its result.</summary>
    public IReadOnlyList<int> Shape => shape;

    /// <summary>Appends a node and returns the name of its result.</summary>
    public string Node(string operation, IReadOnlyList<string> operands, params IReadOnlyList<OnnxAttribute> attributes) => graph.Node(name, operation, operands, attributes);

    /// <summary>Whether a tensor is what a node with this operator makes, transposed or not.</summary>
    public bool IsMadeBy(string tensor, string operation) => graph.IsMadeBy(tensor, operation);

    /// <summary>A number, in the model's precision.</summary>
    public string Scalar(double number) => graph.Scalar(number);

    /// <summary>A list of integers.</summary>
    public string Integers(params IReadOnlyList<int> numbers) => graph.Integers(numbers);

    /// <summary>A parameter of the layer or a running average, as it is.</summary>
    public OnnxTensor Read(string parameter) => graph.Tensors.Read(prefix + parameter);

    /// <summary>A parameter of the layer or a running average as a tensor of the graph, under its own name.</summary>
    public string Parameter(string parameter) => Parameter(parameter, tensor => tensor);

    /// <summary>The same in another form, which must be the same for all uses of that parameter.</summary>
    public string Parameter(string parameter, Func<OnnxTensor, OnnxTensor> change) => graph.Tensor(prefix + parameter, () => change(Read(parameter)));

    /// <summary>Numbers that follow from parameters, under a name of their own.</summary>
    public string Derived(string what, Func<double[]> numbers, params int[] dimensions) =>
        graph.Tensor(prefix + what, () => OnnxTensor.Of(graph.Tensors.Element, dimensions, numbers()));

    /// <summary>As many ones, or whatever number.</summary>
    public string Filled(int count, double number) =>
        graph.Tensor(FormattableString.Invariant($"filled/{count}x{number:R}"), () => OnnxTensor.Of(graph.Tensors.Element, [count], Enumerable.Repeat(number, count).ToArray()));

    /// <summary>The layer's result, from a tensor with this order of axes.</summary>
    public Value Result(string tensor, AxisOrder order) => new(graph, name, shape, tensor, order);

    /// <summary>A value on the way to it.</summary>
    public Value Between(string tensor, AxisOrder order, IReadOnlyList<int> row) => new(graph, name, row, tensor, order);
}
