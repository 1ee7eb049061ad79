using System.Reflection;
using Backprop.Compiler.Declaration;
using Backprop.Compiler.Layers;
using Backprop.Compiler.Tests.Infrastructure;

namespace Backprop.Compiler.Tests.Layers;

/// <summary>Files bear the fingerprint: what makes no difference to inference must not change it, what does must, and a new version of the compiler never may.</summary>
public sealed class FingerprintTests
{
    private const string Network = "[Input(6, 6, 2)] [Conv2D(3, 3, Activation.ReLU)] [BatchNorm] [Flatten] [Dense(5, Activation.Tanh, Name = \"hidden\")] [Dense(2)] [SoftmaxCrossEntropy]";

    [Theory]
    [InlineData("Dense(2)]", "Dense(2, UseBias = true)]")]
    [InlineData("Dense(2)]", "Dense(2, Activation.Linear)]")]
    [InlineData("Dense(2)]", "Dense(2, Initializer = Initializer.Zeros)]")]
    [InlineData("Dense(2)]", "Dense(2, Name = \"logits\")]")]
    [InlineData("Dense(2)]", "Dense(2, From = \"hidden\")]")]
    [InlineData("Name = \"hidden\"", "Name = \"other\"")]
    [InlineData("[Flatten]", "[Flatten] [Dropout(0.5f)]")]
    [InlineData("[Flatten]", "[GaussianNoise(0.1f)] [Flatten]")]
    [InlineData("[BatchNorm]", "[BatchNorm(Momentum = 0.5f)]")]
    [InlineData("[BatchNorm]", "[BatchNorm(Epsilon = 1e-5f, Affine = true)]")]
    [InlineData("[SoftmaxCrossEntropy]", "[MeanSquaredError]")]
    [InlineData("[SoftmaxCrossEntropy]", "")]
    [InlineData("3, 3, Activation.ReLU)", "3, 3, Activation.ReLU, Stride = 1, Groups = 1, Dilation = 1, Padding = Padding.Valid)")]
    public void WhatInferenceDoesNotSeeMakesNoDifference(string from, string to) => Assert.Equal(Of(Network), Of(Network.Replace(from, to, StringComparison.Ordinal)));

    [Theory]
    [InlineData("Dense(2)]", "Dense(3)]")]
    [InlineData("Dense(2)]", "Dense(2, UseBias = false)]")]
    [InlineData("Dense(2)]", "Dense(2, Activation.Sigmoid)]")]
    [InlineData("Dense(5, Activation.Tanh, Name = \"hidden\")] [Dense(2)]", "Dense(5, Activation.Tanh)] [Dense(5)] [Dense(2)]")]
    [InlineData("Activation.Tanh", "Activation.ReLU")]
    [InlineData("[BatchNorm]", "[BatchNorm(Epsilon = 1e-3f)]")]
    [InlineData("[BatchNorm]", "[LayerNorm]")]
    [InlineData("[BatchNorm]", "")]
    [InlineData("3, 3, Activation.ReLU)", "3, 3, Activation.ReLU, Padding = Padding.Same)")]
    [InlineData("3, 3, Activation.ReLU)", "3, 3, Activation.LeakyReLU)")]
    [InlineData("3, 3, Activation.ReLU)", "3, 3, Activation.ReLU, Slope = 0.2f)")]
    [InlineData("[Input(6, 6, 2)]", "[Input(6, 2, 6)] [Reshape(6, 6, 2)]")]
    public void WhatInferenceSeesDoes(string from, string to) => Assert.NotEqual(Of(Network), Of(Network.Replace(from, to, StringComparison.Ordinal)));

    [Fact]
    public void WiringCounts()
    {
        const string Sum = "[Input(4)] [Dense(4, Name = \"a\")] [Dense(4, Name = \"b\")] [Dense(4, Name = \"c\")] [Add(\"OTHER\")]";

        Assert.NotEqual(Of(Sum.Replace("OTHER", "a", StringComparison.Ordinal)), Of(Sum.Replace("OTHER", "b", StringComparison.Ordinal)));
        Assert.NotEqual(
            Of("[Input(4)] [Dense(4, Name = \"a\")] [Dense(4, Name = \"b\")] [Add(\"a\")]"),
            Of("[Input(4)] [Dense(4, Name = \"a\")] [Dense(4, Name = \"b\", From = \"input\")] [Add(\"a\")]"));
    }

    [Fact]
    public void BlocksCount()
    {
        const string Use = "[Input(4)] [Use<B>(Repeat = 2)] [Dense(2)]";

        Assert.Equal(Of("[Input(4)] [Use<B>] [Dense(2)]"), Of("[Input(4)] [Use<B>(Repeat = 1, Shared = false)] [Dense(2)]"));
        Assert.NotEqual(Of(Use), Of("[Input(4)] [Use<B>(Repeat = 3)] [Dense(2)]"));
        Assert.NotEqual(Of(Use), Of("[Input(4)] [Use<B>(Repeat = 2, Shared = true)] [Dense(2)]"));
        Assert.NotEqual(Of(Use), Of(Use, "[Block, Dense(4, Activation.Tanh)] class B;"));
    }

    /// <summary>The number is the FNV-1a of the lines, 64 bits, over their UTF-16 units, computed by ten lines of Python: it stands in users' files.</summary>
    [Fact]
    public void TheLinesAreWhatTheyWere()
    {
        NetworkSpec spec = Parse(Network, "");

        string[] lines = [.. Fingerprint.Lines(NetworkCompiler.Compile(spec).Layers)];

        Assert.Equal(
            [
                "Input([6, 6, 2]) -1 → 6×6×2",
                "Conv2D(3, 3, Activation.ReLU) 0 → 4×4×3",
                "BatchNorm() 1 → 4×4×3",
                "Flatten() 2 → 48",
                "Dense(5, Activation.Tanh) 3 → 5",
                "Dense(2, Activation.Linear) 4 → 2",
            ],
            lines);
        Assert.Equal("2586ce744979ee09", Of(Network));
    }

    [Fact]
    public void TheDefaultsAreTheLibrarys()
    {
        IEnumerable<Type> attributes = typeof(NetworkAttribute).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && (type.IsSubclassOf(typeof(LayerAttribute)) || type.IsSubclassOf(typeof(LossAttribute))));
        string[] derived = ["StrideHeight", "StrideWidth", "DilationHeight", "DilationWidth"]; // what they are depends on another property
        int properties = 0;
        Assert.All(attributes, generic =>
        {
            Type type = generic.IsGenericType ? generic.MakeGenericType(typeof(object)) : generic;
            ConstructorInfo constructor = type.GetConstructors().MinBy(one => one.GetParameters().Length)!;
            object attribute = constructor.Invoke([.. constructor.GetParameters().Select(parameter => parameter.ParameterType.IsArray
                ? Array.CreateInstance(parameter.ParameterType.GetElementType()!, 0)
                : Activator.CreateInstance(parameter.ParameterType))]);
            Assert.All(type.GetProperties().Where(property => property.CanWrite && !derived.Contains(property.Name)), property =>
            {
                object? value = property.GetValue(attribute);
                properties++;
                string[] start = ["Initializer", "InitializerValue", "Momentum"]; // no part of a fingerprint
                Assert.True(start.Contains(property.Name) || ArgumentDefaults.IsDefault(type.Name.Split('`')[0][..^"Attribute".Length], new(property.Name, value is Enum ? (int)value : value)), $"{type.Name}.{property.Name} is {value}");
            });
        });
        Assert.InRange(properties, 50, 500);
    }

    private static string Of(string layers, string block = "[Block, Dense(4)] class B;") => Fingerprint.Of(NetworkCompiler.Compile(Parse(layers, block)).Layers);

    private static NetworkSpec Parse(string layers, string block)
    {
        ParsedNetwork parsed = Parsing.Parse("Net", $"using Backprop; {block} [Network] {layers} partial class Net;");
        Assert.Empty(parsed.Problems);
        return parsed.Spec!;
    }
}
