using System.Globalization;
using Backprop.Onnx.Model;

namespace Backprop.Onnx.Graph;

/// <summary>Collects the nodes of a graph, in the order in which they can be computed, and its tensors. All names are unique.</summary>
internal sealed class GraphBuilder(IModelTensors tensors)
{
    private readonly List<OnnxNode> nodes = [];
    private readonly List<KeyValuePair<string, OnnxTensor>> initializers = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);

    /// <summary>The weights of the model.</summary>
    public IModelTensors Tensors => tensors;

    public IReadOnlyList<OnnxNode> Nodes => nodes;

    public IReadOnlyList<KeyValuePair<string, OnnxTensor>> Initializers => initializers;

    /// <summary>Appends a node and returns the name of its result.</summary>
    /// <param name="scope">The layer, with which its name begins.</param>
    /// <param name="operation">The operator.</param>
    /// <param name="inputs">What it reads.</param>
    /// <param name="attributes">Its settings.</param>
    public string Node(string scope, string operation, IReadOnlyList<string> inputs, params IReadOnlyList<OnnxAttribute> attributes)
    {
        string name = Unique($"{scope}/{operation}");
        nodes.Add(new OnnxNode(operation, inputs, attributes) { Name = name, Output = name });
        return name;
    }

    /// <summary>Whether a tensor is what a node with this operator makes, transposed or not.</summary>
    public bool IsMadeBy(string tensor, string operation)
    {
        OnnxNode? maker = nodes.FindLast(node => node.Output == tensor);
        return maker is { Operation: "Transpose" } ? IsMadeBy(maker.Inputs[0], operation) : maker?.Operation == operation;
    }

    /// <summary>A tensor by its name; one that is there already is used again.</summary>
    /// <param name="key">The name, which says all about it.</param>
    /// <param name="make">The tensor.</param>
    public string Tensor(string key, Func<OnnxTensor> make)
    {
        if (!known.TryGetValue(key, out string? name))
        {
            name = Unique(key);
            initializers.Add(new(name, make()));
            known.Add(key, name);
        }

        return name;
    }

    /// <summary>A number, in the model's precision.</summary>
    public string Scalar(double number) =>
        Tensor("scalar/" + number.ToString("R", CultureInfo.InvariantCulture), () => OnnxTensor.Of(tensors.Element, [], number));

    /// <summary>A list of integers.</summary>
    public string Integers(params IReadOnlyList<int> numbers)
    {
        string key = "integers/" + string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));
        return Tensor(key, () => OnnxTensor.Of([numbers.Count], [.. numbers.Select(number => (long)number)]));
    }

    /// <summary>A name that nothing has yet: this one or, if it is taken, with a number behind it.</summary>
    public string Unique(string name)
    {
        string unique = name;
        for (int number = 2; !names.Add(unique); number++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{name}_{number}");
        }

        return unique;
    }

    /// <summary>Gives the result of a node another name, everywhere.</summary>
    public void RenameResult(string from, string to)
    {
        for (int i = 0; i < nodes.Count; i++)
        {
            OnnxNode node = nodes[i];
            nodes[i] = node with { Output = node.Output == from ? to : node.Output, Inputs = [.. node.Inputs.Select(input => input == from ? to : input)] };
        }
    }
}
