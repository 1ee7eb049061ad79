using System.Xml.Linq;
using Backprop.Compiler.Emission;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Tests.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Backprop.Compiler.Tests.Emission;

/// <summary>The documentation that IntelliSense shows: XML that can be read, and formulas that survive it.</summary>
public sealed class PlanTextTests
{
    public static TheoryData<Activation> Activations => [.. Enum.GetValues<Activation>().Where(activation => activation != Activation.Softmax)];

    [Theory]
    [MemberData(nameof(Activations))]
    public void ThePlanIsXmlAndSaysEveryFormula(Activation activation)
    {
        foreach (int width in new[] { 3, 40 })
        {
            EmittedNetwork network = Network(activation, width);
            string[] lines = [.. PlanText.Write(network)];
            Assert.All(lines, line => Assert.StartsWith("///", line, StringComparison.Ordinal));
            XElement plan = XElement.Parse(string.Join('\n', lines.Select(line => line[3..])), LoadOptions.PreserveWhitespace);
            string text = Squeezed(plan.Element("code")!.Value);

            Assert.Equal("remarks", plan.Name.LocalName);
            Assert.Equal(network.TrainingSteps.Count, plan.Element("code")!.Value.Trim().Split('\n').Length);
            Assert.All(network.TrainingSteps, node => Assert.Contains(Squeezed($"{node.Layer} {node.Operator.Describe(node).First()}"), text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void ThePlanGoesForwardThroughTheLossAndBack()
    {
        string[] ways = [.. PlanText.Write(Network(Activation.Tanh, 20)).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]).Where(word => word is "forward" or "loss" or "backward")];

        Assert.Equal(["forward", "loss", "backward"], ways.Distinct());
        Assert.Equal(ways.OrderBy(way => Array.IndexOf(["forward", "loss", "backward"], way)), ways);
        Assert.Single(ways, "loss");
    }

    /// <summary>Every member that users see is documented, and every comment is XML.</summary>
    [Fact]
    public void EveryCommentIsXml()
    {
        EmittedFile[] files = [.. Enumerable.Range(0, 20).SelectMany(seed => NetworkEmitter.Emit(Specs.Random(seed)))];
        Assert.All(files, file =>
        {
            SyntaxNode root = CSharpSyntaxTree.ParseText(file.Text, new CSharpParseOptions(documentationMode: DocumentationMode.Parse)).GetRoot();
            Assert.All(root.DescendantNodes(descendIntoTrivia: true).OfType<DocumentationCommentTriviaSyntax>(), comment =>
                XElement.Parse("<doc>" + comment.ToString().Replace("///", "", StringComparison.Ordinal) + "</doc>"));
            Assert.All(root.DescendantNodes().OfType<MemberDeclarationSyntax>().Where(IsVisible), member =>
                Assert.True(member.HasStructuredTrivia, member.ToString()));
        });
    }

    // Public members of a private type are seen by nobody outside.
    private static bool IsVisible(MemberDeclarationSyntax member) => member.Modifiers.Any(SyntaxKind.PublicKeyword)
        && !member.Ancestors().OfType<TypeDeclarationSyntax>().Any(type => type.Modifiers.Any(SyntaxKind.PrivateKeyword));

    private static EmittedNetwork Network(Activation activation, int width)
    {
        var spec = Specs.Network(Specs.Input(5), Specs.Dense(width, activation, ("Slope", -0.5f)), Specs.Activate(activation, ("Slope", 0.5f)), Specs.Dense(3), Specs.Layer("Huber", ("delta", 0.5f)));
        NetworkGraph graph = NetworkCompiler.Compile(spec with { InputGradient = true });
        return new(spec, graph);
    }

    private static string Squeezed(string text) => string.Join(' ', text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
