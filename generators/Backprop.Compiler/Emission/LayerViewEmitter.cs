using Backprop.Compiler.Layers.Rules;

namespace Backprop.Compiler.Emission;

/// <summary>The named views of parameters and gradients: <c>model.Layers.Hidden.Weight</c>.</summary>
internal static class LayerViewEmitter
{
    public static void Emit(EmittedNetwork network, CodeWriter code)
    {
        string span = $"Span<{network.Element}>";
        code.Line("/// <summary>Parameters or gradients by layer.</summary>");
        code.Block("public readonly ref struct LayerSpans", () =>
        {
            code.Line($"private readonly {span} values;");
            code.Line();
            code.Line($"internal LayerSpans({span} values) => this.values = values;");
            foreach (var layer in network.ParametersByLayer)
            {
                code.Line();
                code.Line($"/// <summary>{layer.Key}.</summary>");
                code.Line($"public LayerViews.{layer.Key}Layer {network.Declared(layer.Key)} => new(values);");
            }
        });
        code.Line();
        code.Line("/// <summary>The types of the views.</summary>");
        code.Block("public static class LayerViews", () =>
        {
            bool first = true;
            foreach (var layer in network.ParametersByLayer)
            {
                if (!first)
                {
                    code.Line();
                }

                first = false;
                EmitView(network, code, span, layer);
            }
        });
    }

    private static void EmitView(EmittedNetwork network, CodeWriter code, string span, IGrouping<string, EmittedParameter> layer)
    {
        code.Line($"/// <summary>The parameters of {layer.Key}, or their gradients.</summary>");
        code.Block($"public readonly ref struct {layer.Key}Layer", () =>
        {
            code.Line($"private readonly {span} values;");
            code.Line();
            code.Line($"internal {layer.Key}Layer({span} values) => this.values = values;");
            foreach (EmittedParameter parameter in layer)
            {
                string name = parameter.Operator.Name;
                code.Line();
                code.Line($"/// <summary>{parameter.Node.Shape}{(parameter.Node.Shape.Dimensions.Count > 1 ? ", row-major" : "")}.</summary>");
                code.Line($"public {span} {LayerNaming.Property(name)} => values.Slice(Offsets.{parameter.Constant}, {parameter.Node.Shape.Size});");
            }
        });
    }
}
