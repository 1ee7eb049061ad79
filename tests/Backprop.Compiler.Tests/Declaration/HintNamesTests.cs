using Backprop.Compiler.Tests.Infrastructure;

namespace Backprop.Compiler.Tests.Declaration;

public sealed class HintNamesTests
{
    private const string Attributes = "[Backprop.Network, Backprop.Input(2), Backprop.Dense(3)]";

    [Theory]
    [InlineData("Net", "{0} partial class Net;", "Net")]
    [InlineData("A.B.Net", "namespace A.B; {0} partial class Net;", "A.B.Net")]
    [InlineData("A.Outer+Inner+Net", "namespace A; partial class Outer {{ partial class Inner {{ {0} partial class Net; }} }}", "A.Outer-Inner-Net")]
    [InlineData("class", "{0} partial class @class;", "class")]
    [InlineData("Größe", "{0} partial class Größe;", "Größe")]
    [InlineData("a\u203Fb", "{0} partial class a\u203Fb;", "a(203F)b")]
    public void FollowsTheFullName(string metadataName, string source, string expected)
    {
        Assert.Equal(expected, HintName(metadataName, Format(source)));
    }

    [Theory]
    [InlineData("{0} partial class Net; {0} partial class net;", "Net", "net")]
    [InlineData("namespace A {{ {0} partial class Net; }} namespace a {{ {0} partial class Net; }}", "A.Net", "a.Net")]
    [InlineData("partial class Outer {{ {0} partial class Net; }} partial class outer {{ {0} partial class Net; }}", "Outer+Net", "outer+Net")]
    [InlineData("namespace A {{ {0} partial class B; }} namespace a {{ class C; {0} partial class b; }}", "A.B", "a.b")]
    public void NamesThatDifferInCaseStayApart(string source, string one, string other)
    {
        string first = HintName(one, Format(source));
        string second = HintName(other, Format(source));

        Assert.NotEqual(first, second, StringComparer.OrdinalIgnoreCase);
        Assert.Equal(first, HintName(one, "class Unrelated;", Format(source)));
    }

    [Fact]
    public void TheHashIsStable()
    {
        // FNV-1a, 64 bits, of the UTF-16 units of "Net", calculated in Python.
        Assert.Equal("Net+3741f219c32abe78", HintName("Net", Format("{0} partial class Net; class NET;")));
    }

    private static string HintName(string metadataName, params string[] sources) => Parsing.Parse(metadataName, sources).Spec!.HintName;

    private static string Format(string source) => string.Format(System.Globalization.CultureInfo.InvariantCulture, source, Attributes);
}
