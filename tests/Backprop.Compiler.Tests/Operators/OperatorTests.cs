using System.Reflection;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Operators;
using Backprop.Compiler.Tests.Graph;

namespace Backprop.Compiler.Tests.Operators;

/// <summary>What holds for every operator that a compiled network is made of.</summary>
public sealed class OperatorTests
{
    private static readonly Node[] Nodes = [.. Enumerable.Range(0, 300).Select(Specs.Random).Append(Specs.FoldedNorm).Append(Specs.FewInputs).Append(Specs.LongLines).SelectMany(spec => NetworkCompiler.Compile(spec).Nodes)];

    /// <summary>The two cross-entropies of probabilities and the bare bias always fuse.</summary>
    private static readonly string[] NeverLeft = ["AddBiasOperator", "BinaryCrossEntropyOfProbabilities", "CrossEntropyOfProbabilities"];

    [Fact]
    public void RandomNetworksCoverEveryOperator()
    {
        IEnumerable<string> all = typeof(Operator).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Operator)) && !type.IsAbstract).Select(type => type.Name);

        Assert.Equal(
            all.Except(NeverLeft).Order(StringComparer.Ordinal),
            Nodes.Select(node => node.Operator.GetType().Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryInputHasAName()
    {
        Assert.All(Nodes.Where(node => node.Operator is { IsLeaf: false, IsView: false, HasMethod: true }), node =>
        {
            Assert.Equal(node.Inputs.Count, node.Operator.InputNames.Count);
            Assert.Distinct(node.Operator.InputNames.Append(node.Operator.ResultName));
        });
    }

    [Fact]
    public void TheFirstLineSaysFormulaAndShape()
    {
        Assert.All(Nodes.Where(node => !node.Operator.IsLeaf), node =>
        {
            string[] lines = [.. node.Operator.Describe(node)];
            string shape = node.Operator is LossOperator ? node.Inputs[0].Shape.ToString() : node.Shape.ToString();

            Assert.Contains(shape, lines[0], StringComparison.Ordinal);
            Assert.All(lines, line => Assert.DoesNotMatch("[\r\n\t]|  +$", line));
            Assert.Matches(node.Operator is TransposeOperator ? "^transposed   .* → " : " = ", lines[0]);
        });
    }

    /// <summary>An operator that may work in place is elementwise: the result has its first input's shape.</summary>
    [Fact]
    public void InPlaceKeepsTheShape()
    {
        Assert.All(Nodes.Where(node => node.Operator.WorksInPlace), node => Assert.Equal(node.Inputs[0].Shape, node.Shape));
    }

    [Fact]
    public void OperatorsHoldNoGraph()
    {
        // Describe and Emit get the node; an operator that kept one would tie two networks together.
        Assert.All(
            typeof(Operator).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Operator))),
            type => Assert.DoesNotContain(
                type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public), field => field.FieldType == typeof(Node) || field.FieldType == typeof(NetworkGraph)));
    }
}
