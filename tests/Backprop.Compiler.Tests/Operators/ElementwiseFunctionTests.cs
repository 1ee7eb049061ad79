using System.Text.RegularExpressions;
using Backprop.Compiler.Operators;
using Backprop.Compiler.Operators.Elementwise;

namespace Backprop.Compiler.Tests.Operators;

/// <summary>What every elementwise function must say of itself.</summary>
public sealed class ElementwiseFunctionTests
{
    public static TheoryData<string> Names => [.. ElementwiseRegistry.Names.Where(name => name != ElementwiseRegistry.Softmax)];

    [Fact]
    public void TheRegistryIsTheLibrarysEnum()
    {
        Assert.Equal(Enum.GetNames<Activation>(), ElementwiseRegistry.Names);
        Assert.Equal(nameof(Activation.Softmax), ElementwiseRegistry.Softmax);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void IsOneFileNamedAfterIt(string name)
    {
        Assert.Equal(name, Create(name).GetType().Name);
        Assert.True(File.Exists(Path.Combine(Infrastructure.Repository.Root, "generators", "Backprop.Compiler", "Operators", "Elementwise", name + ".cs")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void DocumentsFormulaAndDerivative(string name)
    {
        ElementwiseFunction function = Create(name);

        Assert.Matches("[xˣ]", function.Formula);
        Assert.StartsWith(function.Symbol + "′ = ", function.DerivativeFormula, StringComparison.Ordinal);
        Assert.DoesNotMatch("[\r\n\t]", function.Formula + function.DerivativeFormula);
        Assert.Matches("^[A-Z][A-Za-z]*$", function.MethodName);
    }

    /// <summary>The derivative is computed from what it says it saves, and from nothing else.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void ReadsWhatItSaves(string name)
    {
        ElementwiseFunction function = Create(name);
        string forward = string.Join('\n', function.ForwardBody.Select(WithoutComment)), backward = string.Join('\n', function.BackwardBody.Select(WithoutComment));
        string other = function.Saves == SavedValue.Input ? "y" : "x";

        Assert.Matches(@"\bx\b", forward);
        Assert.DoesNotMatch(@"\b[dy]\b", forward);
        Assert.Matches(@"\bd\b", backward);
        Assert.DoesNotMatch($@"\b{other}\b", backward);
        Assert.Equal(function.Saves == SavedValue.Input ? "x" : "y", function.SavedSymbol);
        Assert.All(new[] { function.ForwardBody, function.BackwardBody }, body => Assert.StartsWith("return ", body[^1], StringComparison.Ordinal));
    }

    [Fact]
    public void NamesAndSymbolsAreUnique()
    {
        ElementwiseFunction[] functions = [.. Names.Select(row => Create(row.Data)), ElementwiseRegistry.Create("LeakyReLU", -1)];

        Assert.Equal(functions.Length, functions.Select(function => function.MethodName).Distinct().Count());
        Assert.Equal(functions.Length - 1, functions.Select(function => function.Symbol).Distinct().Count());
    }

    [Fact]
    public void ConstantsAreShownAndAreLiterals()
    {
        ElementwiseFunction leaky = ElementwiseRegistry.Create("LeakyReLU", 0.2f);

        Assert.Equal(("slope", "0.2"), leaky.Constant);
        Assert.Equal("leakyRelu[slope 0.2]", leaky.Described);
        Assert.Equal("tanh", Create("Tanh").Described);
    }

    /// <summary>With a slope below zero both sides of the function have the same sign; the input alone tells them apart.</summary>
    [Theory]
    [InlineData(0.3f, "y")]
    [InlineData(0f, "y")]
    [InlineData(-0.3f, "x")]
    public void LeakyReluSavesWhatTellsItsSidesApart(float slope, string saved)
    {
        Assert.Equal(saved, ElementwiseRegistry.Create("LeakyReLU", slope).SavedSymbol);
    }

    private static string WithoutComment(string line) => Regex.Replace(line, "//.*", "");

    private static ElementwiseFunction Create(string name) => ElementwiseRegistry.Create(name, 0.01f);
}
