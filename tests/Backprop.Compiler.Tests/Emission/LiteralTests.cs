using Backprop.Compiler.Emission;
using Backprop.Compiler.Tests.Generator;
using Backprop.Compiler.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Backprop.Compiler.Tests.Emission;

/// <summary>A literal, read back by the C# compiler, is the number it was written for, bit by bit.</summary>
public sealed class LiteralTests
{
    private static readonly float[] Special =
    [
        0f, -0f, 1f, -1f, 0.1f, 0.01f, 1f / 3, -1234.5f, 1e10f, 1e-10f, 16777216f, 16777217f, 123456789f, float.MaxValue, float.MinValue, float.Epsilon, -float.Epsilon,
        1.17549435e-38f, 1.17549421e-38f, 9.99999e-41f, MathF.PI, MathF.BitIncrement(1f), MathF.BitDecrement(1f), float.NaN, float.PositiveInfinity, float.NegativeInfinity,
    ];

    [Theory]
    [InlineData(0.01f, "0.01f", "0.01")]
    [InlineData(-0.125f, "-0.125f", "-0.125")]
    [InlineData(1f, "1f", "1")]
    [InlineData(-0f, "-0.0f", "-0.0")]
    [InlineData(float.NaN, "float.NaN", "double.NaN")]
    [InlineData(float.PositiveInfinity, "float.PositiveInfinity", "double.PositiveInfinity")]
    [InlineData(float.NegativeInfinity, "float.NegativeInfinity", "double.NegativeInfinity")]
    [InlineData(float.Epsilon, "1E-45f", "1E-45")]
    [InlineData(float.MaxValue, "3.4028235E+38f", "3.4028235E+38")]
    public void IsTheShortestText(float value, string single, string number)
    {
        Assert.Equal(single, Literal.Single(value));
        Assert.Equal(number, Literal.Number(value));
    }

    [Fact]
    public void ReadsBackAsTheSameBits()
    {
        Random random = new(5);
        float[] values = [.. Special, .. Enumerable.Range(0, 2000).Select(_ => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)))];
        object[] singles = Constants("float", [.. values.Select(Literal.Single)]), numbers = Constants("double", [.. values.Select(Literal.Number)]);

        for (int index = 0; index < values.Length; index++)
        {
            Assert.Equal(Bits(values[index]), Bits((float)singles[index]));
            Assert.Equal(Bits(values[index]), Bits((float)(double)numbers[index]));
            Assert.Equal(float.IsNegative(values[index]) && values[index] == 0, double.IsNegative((double)numbers[index]) && (double)numbers[index] == 0);
        }
    }

    [Fact]
    public void IsTheSameInEveryCulture()
    {
        Assert.All(HandMadeCulture.All, culture => Assert.All(Special, value =>
        {
            Assert.Equal(Literal.Single(value), HandMadeCulture.Run(culture, () => Literal.Single(value)));
            Assert.Equal(Literal.Number(value), HandMadeCulture.Run(culture, () => Literal.Number(value)));
        }));
    }

    private static int Bits(float value) => float.IsNaN(value) ? BitConverter.SingleToInt32Bits(float.NaN) : BitConverter.SingleToInt32Bits(value);

    private static object[] Constants(string type, string[] literals)
    {
        Compilation compilation = TestCompiler.Compile(
            $"class C {{ {string.Concat(literals.Select((literal, index) => $"public const {type} V{index} = {literal};\n"))} }}");
        Assert.Empty(compilation.GetDiagnostics());
        INamedTypeSymbol holder = compilation.GetTypeByMetadataName("C")!;
        return [.. literals.Select((_, index) => ((IFieldSymbol)holder.GetMembers($"V{index}").Single()).ConstantValue!)];
    }
}
