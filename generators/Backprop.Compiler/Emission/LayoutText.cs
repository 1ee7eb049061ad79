using Backprop.Compiler.Layers.Rules;

namespace Backprop.Compiler.Emission;

/// <summary>The layout of parameters and states, as the elements of a collection: repeated blocks are one element each.</summary>
internal static class LayoutText
{
    public static void WriteParameters(EmittedNetwork network, CodeWriter code) =>
        Write(network, code, ParameterScope<EmittedParameter>.Of(network.Parameters), "Offsets", "    ", "", parameter =>
            [($"{parameter.Operator.Name}\", Offsets.{parameter.Constant}", parameter.Node.Shape.Dimensions, $"{parameter.Operator.Role}")]);

    public static void WriteStates(EmittedNetwork network, CodeWriter code) =>
        Write(network, code, ParameterScope<EmittedState>.Of(network.States), "StateOffsets", "    ", "", state =>
            state.Operator.Parts.Select((part, index) => (
                $"{part.Name}\", StateOffsets.{state.Constant} + {index * state.Operator.PartShape.Width}", (IReadOnlyList<int>)state.Operator.PartShape.Dimensions, "State")));

    /// <param name="indent">The spaces before each line.</param>
    /// <param name="path">The names of the blocks around that are not repeated.</param>
    /// <param name="entries">What a value consists of: its name and offset as code, its shape, its kind.</param>
    private static void Write<T>(
        EmittedNetwork network, CodeWriter code, ParameterScope<T> scope, string offsets, string indent, string path,
        Func<T, IEnumerable<(string NameAndOffset, IReadOnlyList<int> Shape, string Kind)>> entries)
        where T : EmittedValue
    {
        foreach ((IReadOnlyList<T>? layer, ParameterScope<T>? inner) in scope.Items)
        {
            foreach (T value in layer ?? [])
            {
                foreach ((string nameAndOffset, IReadOnlyList<int> shape, string kind) in entries(value))
                {
                    code.Line($"{indent}new ParameterInfo(\"{path}{LayerNaming.Prefix(network.LocalName(value.Node.Layer))}.{nameAndOffset}, [{string.Join(", ", shape)}], ParameterKind.{kind}),");
                }
            }

            if (inner is null)
            {
                continue;
            }

            string own = path + LayerNaming.Prefix(inner.Place!.Name);
            if (inner.Count == 1)
            {
                Write(network, code, inner, offsets, indent, own + ".", entries);
                continue;
            }

            code.Line($"{indent}.. ParameterInfo.Repeat(\"{own}\", {inner.Count}, {offsets}.{inner.Place.Prefix}Stride,");
            code.Line($"{indent}[");
            Write(network, code, inner, offsets, indent + "    ", "", entries);
            code.Line($"{indent}]),");
        }
    }
}
