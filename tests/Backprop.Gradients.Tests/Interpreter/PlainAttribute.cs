using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Backprop.Gradients.Tests.Interpreter;

/// <summary>An attribute as it is written: its name, and its arguments as whole numbers, real numbers, truth values, texts, names of enum members, and
/// arrays of whole numbers. A real number is the decimal that stands there: 0.1f is 0.1.</summary>
internal sealed record PlainAttribute(string Name, IReadOnlyList<object> Positional, IReadOnlyDictionary<string, object> Named)
{
    /// <summary>The attributes of a declaration, in source order.</summary>
    public static IEnumerable<PlainAttribute> Parse(string declaration) =>
        SyntaxFactory.ParseCompilationUnit(declaration).DescendantNodes().OfType<AttributeSyntax>().Select(Read);

    /// <summary>The attributes of each class, by its name.</summary>
    public static Dictionary<string, PlainAttribute[]> ParseClasses(string declaration) => SyntaxFactory.ParseCompilationUnit(declaration)
        .DescendantNodes().OfType<ClassDeclarationSyntax>()
        .ToDictionary(one => one.Identifier.ValueText, one => one.AttributeLists.SelectMany(list => list.Attributes).Select(Read).ToArray());

    /// <summary>The block that a <c>Use</c> names; null for other layers.</summary>
    public string? BlockName => Name.StartsWith("Use<", StringComparison.Ordinal) ? Name[4..^1] : null;

    /// <summary>The positional whole numbers.</summary>
    public int[] Numbers => [.. Positional.OfType<int>()];

    /// <summary>The positional texts: the names of other layers.</summary>
    public string[] Texts => [.. Positional.OfType<Text>().Select(text => text.Value)];

    /// <summary>The activation, linear if there is none.</summary>
    public Activation Activation => Positional.OfType<string>().Select(Enum.Parse<Activation>).SingleOrDefault(Activation.Linear);

    public T Get<T>(string name, T otherwise) => Named.TryGetValue(name, out object? value) ? (T)value : otherwise;

    public string? Find(string name) => Named.TryGetValue(name, out object? value) ? ((Text)value).Value : null;

    private static PlainAttribute Read(AttributeSyntax attribute)
    {
        AttributeArgumentSyntax[] arguments = [.. attribute.ArgumentList?.Arguments ?? []];
        ILookup<string?, object> values = arguments.ToLookup(argument => argument.NameEquals?.Name.ToString(), argument => Value(argument.Expression));
        return new PlainAttribute(
            attribute.Name.ToString(), [.. values[null]], values.Where(group => group.Key is not null).ToDictionary(group => group.Key!, group => group.Single()));
    }

    private static object Value(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax { Token.Value: string text } => new Text(text),
        LiteralExpressionSyntax { Token.Value: bool truth } => truth,
        LiteralExpressionSyntax { Token.Value: int number } => number,
        LiteralExpressionSyntax { Token.Value: float } literal => double.Parse(literal.Token.Text.TrimEnd('f'), CultureInfo.InvariantCulture),
        PrefixUnaryExpressionSyntax { OperatorToken.RawKind: (int)SyntaxKind.MinusToken } minus => Negative(Value(minus.Operand)),
        MemberAccessExpressionSyntax member => member.Name.ToString(),
        ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions.Select(element => (int)Value(element)).ToArray(),
        _ => throw new NotSupportedException($"The interpreter does not understand {expression}."),
    };

    private static object Negative(object value) => value is int number ? -number : -(double)value;

    /// <summary>A text in quotation marks, as opposed to the name of an enum's member.</summary>
    private sealed record Text(string Value);
}
