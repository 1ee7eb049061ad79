using Backprop.Compiler.Layers.Rules;

namespace Backprop.Compiler.Emission;

/// <summary>The named views of parameters and gradients: <c>model.Layers.Hidden.Weight</c>, <c>model.Layers.Body[2].Dense1.Weight</c>.</summary>
internal sealed class LayerViewEmitter
{
    private readonly EmittedNetwork network;
    private readonly CodeWriter code;
    private readonly string span;
    private bool hasTypes;

    private LayerViewEmitter(EmittedNetwork network, CodeWriter code)
    {
        this.network = network;
        this.code = code;
        span = network.ParameterSpan;
    }

    public static void Emit(EmittedNetwork network, CodeWriter code)
    {
        var emitter = new LayerViewEmitter(network, code);
        ParameterScope<EmittedParameter> root = ParameterScope<EmittedParameter>.Of(network.Parameters);
        code.Line($"/// <summary>Parameters{(network.Spec.IsInferenceOnly ? "" : " or gradients")} by layer.</summary>");
        code.Block("public readonly ref struct LayerSpans", () =>
        {
            code.Line($"private readonly {emitter.span} values;");
            code.Line();
            code.Line($"internal LayerSpans({emitter.span} values) => this.values = values;");
            emitter.EmitProperties(root);
        });
        code.Line();
        code.Line("/// <summary>The types of the views.</summary>");
        code.Block("public static class LayerViews", () => emitter.EmitTypes(root));
    }

    // A property for each layer and each block of a scope.
    private void EmitProperties(ParameterScope<EmittedParameter> scope)
    {
        string start = scope.Place is null ? "" : ", start";
        foreach ((IReadOnlyList<EmittedParameter>? layer, ParameterScope<EmittedParameter>? inner) in scope.Items)
        {
            code.Line();
            if (inner is null)
            {
                string name = layer![0].Node.Layer;
                code.Line($"/// <summary>{network.LocalName(name)}.</summary>");
                code.Line($"public LayerViews.{name}Layer {network.Declared(network.LocalName(name))} => new(values{start});");
            }
            else
            {
                code.Line($"/// <summary>{inner.Place!.Name}{(inner.Count > 1 ? $", {inner.Count} repetitions" : "")}.</summary>");
                code.Line($"public LayerViews.{inner.Place.Prefix}{(inner.Count > 1 ? "Blocks" : "Block")} {network.Declared(inner.Place.Name)} => new(values, {(start.Length == 0 ? "0" : "start")});");
            }
        }
    }

    private void EmitTypes(ParameterScope<EmittedParameter> scope)
    {
        foreach ((IReadOnlyList<EmittedParameter>? layer, ParameterScope<EmittedParameter>? inner) in scope.Items)
        {
            if (inner is null)
            {
                EmitLayer(layer!, scope.Place is not null);
            }
            else
            {
                EmitBlock(inner);
                EmitTypes(inner);
            }
        }
    }

    private void EmitBlock(ParameterScope<EmittedParameter> scope)
    {
        string name = scope.Place!.Prefix;
        if (scope.Count > 1)
        {
            EmitType($"The repetitions of {name}, from 0.", name + "Blocks", () =>
            {
                code.Line();
                code.Line("/// <summary>How many there are.</summary>");
                code.Line($"public int Count => {scope.Count};");
                code.Line();
                code.Line("/// <summary>One of them.</summary>");
                code.Line("/// <param name=\"index\">Its number, from 0.</param>");
                code.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">There is none of this number.</exception>");
                code.Line($"public {name}Block this[int index] => new(values, start + NetworkGuard.Repetition(index, {scope.Count}) * Offsets.{name}Stride);");
            });
        }

        EmitType($"The layers of {name}.", name + "Block", () => EmitProperties(scope));
    }

    private void EmitLayer(IReadOnlyList<EmittedParameter> layer, bool inBlock)
    {
        string name = layer[0].Node.Layer;
        void Properties()
        {
            foreach (EmittedParameter parameter in layer)
            {
                code.Line();
                code.Line($"/// <summary>{parameter.Node.Shape}{(parameter.Node.Shape.Dimensions.Count > 1 ? ", row-major" : "")}.</summary>");
                code.Line($"public {span} {LayerNaming.Property(parameter.Operator.Name)} => values.Slice({(inBlock ? "start + " : "")}Offsets.{parameter.Constant}, {parameter.Node.Shape.Size});");
            }
        }

        EmitType($"The parameters of {name}{(network.Spec.IsInferenceOnly ? "" : ", or their gradients")}.", name + "Layer", Properties, inBlock);
    }

    private void EmitType(string summary, string name, Action members, bool hasStart = true)
    {
        if (hasTypes)
        {
            code.Line();
        }

        hasTypes = true;
        code.Line($"/// <summary>{summary}</summary>");
        code.Block($"public readonly ref struct {name}", () =>
        {
            code.Line($"private readonly {span} values;");
            if (hasStart)
            {
                code.Line("private readonly int start;");
                code.Line();
                code.Block($"internal {name}({span} values, int start)", () =>
                {
                    code.Line("this.values = values;");
                    code.Line("this.start = start;");
                });
            }
            else
            {
                code.Line();
                code.Line($"internal {name}({span} values) => this.values = values;");
            }

            members();
        });
    }
}
