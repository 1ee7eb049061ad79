using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Layers;

/// <summary><c>[Embedding(vocabulary, width)]</c>, on the network's input.</summary>
internal sealed class EmbeddingLayer : LayerDefinition
{
    /// <summary>The attribute's name; a network with it has no gradient of its inputs.</summary>
    public const string Name = "Embedding";

    private const float DefaultInitializerValue = 1;

    public override string Attribute => Name;

    public override Shape? Check(LayerSite site)
    {
        int? vocabulary = ValueChecks.Size(site, "vocabulary"), width = ValueChecks.Size(site, "width");
        InitializerChecks.Check(site, DefaultInitializerValue, EnumNames.Normal);
        if (site.IsInBlock)
        {
            site.Report(ProblemIds.EmbeddingNotOnInput, null, "it must stand on the network, right below [Input], not in a block, into which anything can come");
            return null;
        }

        if (site.Source is { } source && LayerRegistry.RoleOf(source.Attribute) != LayerRole.Input)
        {
            site.Report(ProblemIds.EmbeddingNotOnInput, null, $"it must stand right below [Input], not behind [{source.Attribute}]; From = \"{LayerWiring.Input}\" starts it there, wherever it stands");
            return null;
        }

        if (site.Input is { Dimensions.Count: > 1 } shape)
        {
            site.Report(ProblemIds.EmbeddingNotOnInput, null, $"that must be a row of them, [Input({shape.Size})], but has the shape {shape.Text}");
            return null;
        }

        return site.Input is { } input && vocabulary is not null && width is { } last ? ValueChecks.Fits(site, "width", Shape.Rows(input.Last, last)) : null;
    }

    public override long ParameterCount(LayerSpec layer, Shape? input)
    {
        int vocabulary = layer.Int("vocabulary"), width = layer.Int("width");
        return vocabulary is < 1 or > ValueChecks.MaxSize || width is < 1 or > ValueChecks.MaxSize ? 0 : (long)vocabulary * width;
    }

    public override void Lower(LayerSpec layer, string name, NetworkBuilder builder)
    {
        int vocabulary = layer.Int("vocabulary"), width = layer.Int("width"), declared = layer.Int("Initializer");
        var start = new WeightStart(
            EnumNames.Initializers[declared == 0 ? EnumNames.Normal : declared], vocabulary, width, layer.Float("InitializerValue", DefaultInitializerValue));
        Node weight = builder.Parameter(name, "weight", Shape.Fixed(vocabulary, width), ParameterRole.Weight, start);
        builder.Apply(new EmbeddingOperator(vocabulary, width), name, weight);
    }
}
