using Backprop.Compiler.Declaration;
using Backprop.Compiler.Layers;
using Backprop.Compiler.Layers.Rules;

namespace Backprop.Compiler.Emission;

/// <summary>The declaration once more, as objects: for files and exporters, which know no attributes on classes. A block in use is one entry, however often it is repeated.</summary>
internal static class ArchitectureEmitter
{
    public static void Emit(EmittedNetwork network, CodeWriter code)
    {
        code.Line("/// <summary>The layers as declared; made anew each time.</summary>");
        code.Line($"public static NetworkArchitecture Architecture => new(\"{Fingerprint.Of(network.Graph.Layers)}\",");
        code.Line("[");
        Write(network.Graph.Layers, code, "    ");
        code.Line("]);");
    }

    private static void Write(IReadOnlyList<LoweredLayer> layers, CodeWriter code, string indent)
    {
        // What is the case where nothing is said.
        int? above = null;
        for (int index = 0; index < layers.Count; index++)
        {
            LoweredLayer layer = layers[index];
            bool isUse = layer.Layer.Block is not null;
            string attribute = isUse ? "null" : New(layer.Layer), head = $"{indent}new(\"{layer.Name}\", {attribute}, [{string.Join(", ", layer.Shape.Dimensions)}])";
            string[] further = [.. Further(layer, above ?? LayerWiring.BlockInput)];
            above = index;
            if (!isUse)
            {
                code.Line(head + (further.Length > 0 ? $" {{ {string.Join(", ", further)} }}" : "") + ",");
                continue;
            }

            code.Line(head);
            code.Line(indent + "{");
            foreach (string property in further)
            {
                code.Line($"{indent}    {property},");
            }

            code.Line($"{indent}    Block =");
            code.Line($"{indent}    [");
            Write(layer.Block, code, indent + "        ");
            code.Line($"{indent}    ],");
            code.Line(indent + "},");
        }
    }

    private static string New(LayerSpec layer)
    {
        string properties = string.Join(", ", layer.Arguments.Where(ArgumentText.IsProperty).Select(ArgumentText.Of));
        IEnumerable<LayerArgument> given = layer.Arguments.Where(argument => !ArgumentText.IsProperty(argument) && argument is not { Name: "activation", Value: 0 });
        return $"new {layer.Attribute}Attribute({string.Join(", ", given.Select(ArgumentText.Of))})"
            + (properties.Length > 0 ? $" {{ {properties} }}" : "");
    }

    private static IEnumerable<string> Further(LoweredLayer layer, int above)
    {
        if (layer.Wiring.Source is { } source && source != above)
        {
            yield return $"From = {Literal.Number(source)}";
        }

        if (layer.Wiring.Others.Count > 0)
        {
            yield return $"Others = [{string.Join(", ", layer.Wiring.Others.OfType<int>().Select(Literal.Number))}]";
        }

        if (layer.Layer.Block is not { } block)
        {
            yield break;
        }

        if (layer.Layer.Int("Repeat", missing: 1) is > 1 and var repeat)
        {
            yield return $"Repeat = {repeat}";
        }

        if (layer.Layer.Bool("Shared", missing: false))
        {
            yield return $"Shared = {Literal.Text(block.FullName)}";
        }
    }
}
