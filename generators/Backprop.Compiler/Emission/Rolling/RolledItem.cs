using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Emission.Rolling;

/// <summary>A line, or a loop of them.</summary>
internal abstract class RolledItem
{
    /// <summary>Items of equal signature differ in the values of holes only.</summary>
    public abstract string Signature { get; }

    /// <summary>One item of items with equal signature, in ascending order of the index that tells them apart.</summary>
    public abstract RolledItem Merge(IReadOnlyList<RolledItem> items);
}

/// <summary>A line; each hole has a value for every combination of the indexes around it, the innermost one changing fastest.</summary>
internal sealed class RolledLine(string template, IReadOnlyList<(string Base, string Table, IReadOnlyList<long> Values)> holes) : RolledItem
{
    public string Template => template;

    public IReadOnlyList<(string Base, string Table, IReadOnlyList<long> Values)> Holes => holes;

    public override string Signature { get; } = template + "|" + string.Join("|", holes.Select(hole => hole.Base));

    public override RolledItem Merge(IReadOnlyList<RolledItem> items) => new RolledLine(
        template,
        holes.Select((hole, index) => (hole.Base, hole.Table, (IReadOnlyList<long>)items.SelectMany(item => ((RolledLine)item).Holes[index].Values).ToList())).ToList());
}

/// <summary>A loop over repetitions of a block, upwards or downwards.</summary>
internal sealed class RolledLoop(BlockPlace use, int first, int last, IReadOnlyList<RolledItem> body) : RolledItem
{
    public BlockPlace Use => use;

    public int First => first;

    public int Last => last;

    public IReadOnlyList<RolledItem> Body => body;

    public override string Signature { get; } = $"{use.Prefix}[{first}..{last}]{{{string.Join(";", body.Select(item => item.Signature))}}}";

    public override RolledItem Merge(IReadOnlyList<RolledItem> items) => new RolledLoop(
        use, first, last, body.Select((item, index) => item.Merge(items.Select(other => ((RolledLoop)other).Body[index]).ToList())).ToList());
}
