using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;

namespace Backprop.Compiler.Layers;

/// <summary><c>[Use&lt;TBlock&gt;]</c>: the layers of a block, in a row as often as it says.</summary>
internal sealed class UseLayer : LayerDefinition
{
    private const int MaxRepeat = 4096;

    public override string Attribute => "Use";

    public override Shape? Check(LayerSite site)
    {
        BlockSpec block = site.Layer.Block!;
        int repeat = Repeat(site.Layer);
        if (repeat is < 1 or > MaxRepeat)
        {
            ValueChecks.OutOfRange(site, "Repeat", $"from 1 to {ValueChecks.Number(MaxRepeat)}", ValueChecks.Number(repeat));
        }

        if (block.Fault != BlockFault.None)
        {
            site.Report(block.Fault == BlockFault.UsesItself ? ProblemIds.BlockUsesItself : ProblemIds.NotABlock, null, block.Name);
            return null;
        }

        Shape? output = CheckBlock(site, block);
        if (repeat > 1 && site.Input is { } input && output is not null && output != input)
        {
            site.Report(ProblemIds.RepeatChangesShape, "Repeat", block.Name, input.Text, output.Text);
        }

        CheckShared(site, block);
        return output;
    }

    public override long ParameterCount(LayerSpec layer, Shape? input)
    {
        BlockSpec block = layer.Block!;
        if (block.Fault != BlockFault.None || input is null)
        {
            return 0;
        }

        long count = BlockRules.ParameterCount(block, input), repeat = IsShared(layer) ? 1 : Math.Max(1, Repeat(layer));
        return count > long.MaxValue / repeat ? long.MaxValue : count * repeat;
    }

    public override int? OutputActivation(LayerSpec layer)
    {
        LayerSpec? last = layer.Block!.Layers.LastOrDefault();
        return last is null ? null : LayerRegistry.Find(last.Attribute)?.OutputActivation(last);
    }

    public override void Lower(LayerSpec layer, string name, NetworkBuilder builder)
    {
        int repeat = Repeat(layer);
        for (int index = 0; index < repeat; index++)
        {
            builder.Enter(name, index, repeat, IsShared(layer) ? layer.Block!.FullName : null);
            IReadOnlyList<LoweredLayer> layers = LayerLowering.Lower(new LayerList(layer.Block!), builder);
            builder.Leave(layers);
        }
    }

    private static int Repeat(LayerSpec layer) => layer.Int("Repeat", missing: 1);

    private static bool IsShared(LayerSpec layer) => layer.Bool("Shared", missing: false);

    // What is wrong whatever comes in is the block's own problem.
    private static Shape? CheckBlock(LayerSite site, BlockSpec block)
    {
        IReadOnlyList<Problem> own = BlockRules.Check(block, null).Problems;
        (IReadOnlyList<Problem> problems, Shape? output) = BlockRules.Check(block, site.Input);
        site.Problems.AddRange(problems.Select(problem => problem with
        {
            Layer = site.Index,
            Inner = problem.Layer == Problem.OnClass ? EquatableArray<int>.Empty : new([problem.Layer, .. problem.Inner]),
            OfBlock = own.Contains(problem),
        }));
        return output;
    }

    private static void CheckShared(LayerSite site, BlockSpec block)
    {
        if (!IsShared(site.Layer) || site.Input is not { } input)
        {
            return;
        }

        if (!site.SharedInputs.TryGetValue(block.FullName, out Shape first))
        {
            site.SharedInputs.Add(block.FullName, input);
        }
        else if (first != input)
        {
            site.Report(ProblemIds.SharedShapesDiffer, "Shared", block.Name, input.Text, first.Text);
        }
    }
}
