using Backprop.Compiler.Tests.Infrastructure;

namespace Backprop.Compiler.Tests.Declaration;

/// <summary>Simple names are kept wherever they mean what they should, and given up wherever they do not.</summary>
public sealed class NameBindingTests
{
    private const string Attributes = "[global::Backprop.Network, global::Backprop.Input(2), global::Backprop.Dense(3)]";

    [Theory]
    [InlineData("NETWORK partial class Net;", "Net")]
    [InlineData("namespace A.B; NETWORK partial class Net;", "A.B.Net")]
    [InlineData("namespace Backprop; NETWORK partial class Net;", "Backprop.Net")]
    [InlineData("namespace Backprop.Numerics; NETWORK partial class Net;", "Backprop.Numerics.Net")]
    [InlineData("namespace System.Models; NETWORK partial class Net;", "System.Models.Net")]
    [InlineData("using System.Reflection; NETWORK partial class Net;", "Net")]
    [InlineData("using Span = System.String; NETWORK partial class Net;", "Net")]
    [InlineData("global using System; global using System.Linq; global using Backprop; global using Backprop.Numerics; NETWORK partial class Net;", "Net")]
    [InlineData("namespace A { class Span<T>; } namespace B { NETWORK partial class Net; }", "B.Net")]
    [InlineData("global using static System.Math; NETWORK partial class Net;", "Net")]
    [InlineData("file class Span; NETWORK partial class Net;", "Net")]
    [InlineData("namespace Lib { class Holder { internal class Span; } } NETWORK partial class Net;", "Net")]
    public void KeepsSimpleNames(string source, string metadataName)
    {
        Assert.False(Qualifies(source, metadataName));
    }

    [Theory]
    [InlineData("class Span; NETWORK partial class Net;", "Net")]
    [InlineData("namespace A { struct Span<T>; NETWORK partial class Net; }", "A.Net")]
    [InlineData("namespace A { interface ILane; namespace B { NETWORK partial class Net; } }", "A.B.Net")]
    [InlineData("NETWORK partial class Span;", "Span")]
    [InlineData("namespace A; NETWORK partial class System;", "A.System")]
    [InlineData("namespace Backprop.System { class X; } namespace Backprop.Models { NETWORK partial class Net; }", "Backprop.Models.Net")]
    [InlineData("namespace A.Backprop; NETWORK partial class Net;", "A.Backprop.Net")]
    [InlineData("partial class Outer { class NetworkGuard; NETWORK public partial class Net; }", "Outer+Net")]
    [InlineData("class Base { protected class Vector512; } partial class Outer : Base { NETWORK public partial class Net; }", "Outer+Net")]
    [InlineData("interface IBase { class Vector512; } partial interface IOuter : IBase { NETWORK public partial class Net; }", "IOuter+Net")]
    [InlineData("NETWORK partial class Net { public int LaneMath => 0; }", "Net")]
    [InlineData("NETWORK partial class Net { void Transpose() { } }", "Net")]
    [InlineData("global using System.Reflection; NETWORK partial class Net;", "Net")]
    [InlineData("global using ILane = System.String; NETWORK partial class Net;", "Net")]
    [InlineData("global using static Lib; static class Lib { public static int Transpose; } NETWORK partial class Net;", "Net")]
    [InlineData("namespace System.Runtime.Intrinsics { class LaneMath; } NETWORK partial class Net;", "Net")]
    public void GivesUpNamesThatAreTaken(string source, string metadataName)
    {
        Assert.True(Qualifies(source, metadataName));
    }

    [Fact]
    public void AGlobalUsingInAnotherFileCounts()
    {
        string network = Attributes + " partial class Net;";

        Assert.False(Parsing.Parse("Net", network, "global using System.Text;").Spec!.QualifyNames);
        Assert.True(Parsing.Parse("Net", network, "global using System.Reflection;").Spec!.QualifyNames);
    }

    private static bool Qualifies(string source, string metadataName) =>
        Parsing.Parse(metadataName, source.Replace("NETWORK", Attributes, StringComparison.Ordinal)).Spec!.QualifyNames;
}
