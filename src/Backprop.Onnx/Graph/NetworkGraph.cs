using Backprop.Onnx.Layers;
using Backprop.Onnx.Model;

namespace Backprop.Onnx.Graph;

/// <summary>Turns the layers of a network into a graph, one after the other.</summary>
internal sealed class NetworkGraph
{
    private const string InputName = "input", OutputName = "output";

    private readonly NetworkArchitecture architecture;
    private readonly GraphBuilder builder;
    private readonly List<Value> values = [];
    private readonly OnnxElement inputElement;
    private readonly Value input;
    private Value? inputAsNumbers;

    private NetworkGraph(NetworkArchitecture architecture, IModelTensors tensors)
    {
        this.architecture = architecture;
        builder = new GraphBuilder(tensors);
        builder.Unique(OutputName);
        input = new Value(builder, InputName, architecture.Layers[0].Shape, builder.Unique(InputName), AxisOrder.ChannelsLast);
        bool hasIndices = architecture.Layers.Any(layer => layer.Attribute is LayerAttribute attribute && LayerConverters.For(attribute).TakesIndices);
        inputElement = hasIndices ? OnnxElement.Int64 : tensors.Element;
    }

    /// <summary>The graph of a network, which computes what <c>Predict</c> does.</summary>
    /// <param name="architecture">The layers.</param>
    /// <param name="tensors">Their weights.</param>
    /// <param name="name">What the graph is called.</param>
    public static OnnxGraph Of(NetworkArchitecture architecture, IModelTensors tensors, string name) => new NetworkGraph(architecture, tensors).Build(name);

    private OnnxGraph Build(string name)
    {
        foreach (ArchitectureLayer layer in architecture.Layers)
        {
            values.Add(layer.Attribute switch
            {
                InputAttribute => input,
                LayerAttribute attribute => Append(layer, attribute),
                LossAttribute loss => Activations.Apply(At(layer, [values[layer.Inputs[0]]]), values[layer.Inputs[0]], LossLinks.For(loss), slope: 0),
                Attribute other => throw new NotSupportedException($"{layer.Name} is neither a layer nor a loss: {other.GetType().Name}."),
            });
        }

        Value output = values[^1] == input ? Numbers() : values[^1];
        string result = output.In(AxisOrder.ChannelsLast);
        builder.RenameResult(result == InputName ? builder.Node(OutputName, "Identity", [result]) : result, OutputName);
        return new OnnxGraph(
            name,
            Describe(output),
            new OnnxValueInfo(InputName, inputElement, input.Shape),
            new OnnxValueInfo(OutputName, builder.Tensors.Element, output.Shape),
            builder.Nodes,
            builder.Initializers);
    }

    private Value Append(ArchitectureLayer layer, LayerAttribute attribute)
    {
        LayerConverter converter = LayerConverters.For(attribute);
        return converter.Convert(attribute, At(layer, [.. layer.Inputs.Select(index => values[index] == input && !converter.TakesIndices ? Numbers() : values[index])]));
    }

    private LayerContext At(ArchitectureLayer layer, IReadOnlyList<Value> inputs) => new(builder, layer.Name, layer.ParameterPrefix, inputs, layer.Shape);

    // Of integers, which only embeddings take as they are, numbers are made once for all others.
    private Value Numbers() => inputElement == builder.Tensors.Element ? input : inputAsNumbers ??= new Value(
        builder, InputName, input.Shape, builder.Node(InputName, "Cast", [InputName], new OnnxAttribute("to", (long)builder.Tensors.Element)), AxisOrder.ChannelsLast);

    private string Describe(Value output)
    {
        string kind = inputElement == OnnxElement.Int64 ? "indices" : "rows";
        return $"{InputName}: {kind} of {string.Join('×', input.Shape)}, channels last; {OutputName}: rows of {string.Join('×', output.Shape)}, as Predict computes them.";
    }
}
