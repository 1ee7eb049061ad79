using Backprop.Onnx.Protobuf;

namespace Backprop.Onnx.Model;

/// <summary>An operator of the graph with one result, which bears the node's name.</summary>
/// <param name="Operation">The operator, of the default domain.</param>
/// <param name="Inputs">The names of what it reads.</param>
/// <param name="Attributes">Its settings.</param>
internal sealed record OnnxNode(string Operation, IReadOnlyList<string> Inputs, IReadOnlyList<OnnxAttribute> Attributes)
{
    // NodeProto.
    private const int InputField = 1, OutputField = 2, NameField = 3, OperationField = 4, AttributeField = 5;

    /// <summary>The name of the node.</summary>
    public required string Name { get; init; }

    /// <summary>The name of its result.</summary>
    public required string Output { get; init; }

    public ProtoMessage ToMessage()
    {
        var message = new ProtoMessage();
        foreach (string input in Inputs)
        {
            message.Add(InputField, input);
        }

        return message.Add(OutputField, Output).Add(NameField, Name).Add(OperationField, Operation)
            .Add(AttributeField, Attributes.Select(attribute => attribute.ToMessage()));
    }
}
