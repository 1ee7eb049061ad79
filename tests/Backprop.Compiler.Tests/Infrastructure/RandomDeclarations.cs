using System.Globalization;
using System.Text;

namespace Backprop.Compiler.Tests.Infrastructure;

/// <summary>Declarations of networks as users might write them: right, wrong, and with intent to harm. The same seed gives the same ones.
/// Each is one file and bears the marker <c>R</c> and its number in its full name, so that what is emitted can be told apart.</summary>
internal sealed class RandomDeclarations
{
    private static readonly string[] Activations = Enum.GetNames<Activation>();
    private static readonly string[] Initializers = Enum.GetNames<Initializer>();

    private static readonly string[] Losses =
        ["", "[MeanSquaredError]", "[MeanAbsoluteError]", "[Huber]", "[Huber(0.25f)]", "[BinaryCrossEntropy]", "[SoftmaxCrossEntropy]", "[SoftmaxCrossEntropy(LabelSmoothing = 0.1f)]"];

    private static readonly string[] HostileLosses =
        ["[Huber(0)]", "[Huber(float.NaN)]", "[Huber(-1)]", "[Huber(float.MaxValue)]", "[Huber(float.Epsilon)]", "[SoftmaxCrossEntropy(LabelSmoothing = float.NaN)]",
            "[SoftmaxCrossEntropy(LabelSmoothing = 1)]", "[SoftmaxCrossEntropy(LabelSmoothing = -0f)]", "[MeanSquaredError][MeanSquaredError]", "[MeanSquaredError(1)]"];

    private static readonly string[] Sizes = ["1", "2", "3", "7", "15", "16", "17", "31", "33", "64", "sizeof(int)", "'a'"];

    private static readonly string[] HostileSizes =
        ["0", "-1", "int.MinValue", "int.MaxValue", "16777216", "16777217", "unchecked(int.MaxValue + 1)", "65536", "1.5", "\"x\"", "null", "", "Missing", "true"];

    private static readonly string[] Numbers = ["0.01f", "0.2f", "1", "0", "-0.5f", "-0f", "1e-38f", "float.Epsilon", "float.MaxValue"];

    private static readonly string[] HostileNumbers = ["float.NaN", "float.PositiveInfinity", "float.NegativeInfinity", "1e400", "\"x\"", "default", "null"];

    private static readonly string[] LayerNames =
        ["hidden", "Hidden2", "stem", "class", "int", "value", "x", "_x", "__", "日本", "größe", "éa", "rows", "h", "delta", "TLane", "lane", "input", "Output", "targets", "system",
            "span", "float", "Backprop", "Numerics", "dense1Units", "Dense1Weight", "weight", "bias", "This", "get_Item", "Item", "seed", "workspace1", "gradient", "batchSize"];

    private static readonly string[] HostileLayerNames =
        ["", " ", "a b", "1a", "@class", "a-b", "a.b", "a\\u200Db", "\\uD83D\\uDE00", "\\0", "a\\nb", "*/", "\\\"", "{0}", "</summary>", "Equals", "gettype", "getType", "toString",
            "memberwiseClone", "finalize", "layout", "Layers", "Forward", "workspace", "kernels", "layerViews", "dense1", "Dense2", "Activation1", "ﬁ", "ǆ", "\u0130i", "\u212A", "k"];

    private static readonly string[] ClassNames =
        ["Net", "Classifier", "net", "@class", "@record", "@event", "Größe", "日本", "_", "a\u200Db", "System", "Span", "ReadOnlySpan", "Backprop", "ILane", "LaneMath", "NetworkBuffer",
            "NetworkWorkspace", "INetwork", "Vector512", "MethodImpl", "Dense1", "Input", "TLane", "Single", "Int32", "Object", "String", "Exception", "Math", "ParameterKind", "Transpose", "@dynamic"];

    private static readonly string[] HostileClassNames =
        ["Forward", "Workspace", "Layers", "Kernels", "LayerSpans", "parameterBuffer", "Net<T>", "Net<T> where T : unmanaged", "Predict", "Loss"];

    private static readonly string[] Members =
        ["public int Number;", "private void Helper() { }", "public override string ToString() => \"\";", "class Span;", "class ILane;", "struct NetworkGuard;", "int Dense1 => 0;", "int rows;",
            "public int this[int i] => i;", "static CLASS() { }", "~CLASS() { }", "public CLASS(int a, int b) : this(a + b) { }", "public CLASS() : this(1) { }", "enum Kind { A }",
            "public static CLASS Make() => new CLASS(seed: 42);", "int LaneMath => 1;", "class System;", "class Backprop;", "public const int InputUnits = 3;", "delegate void Done();",
            "int value; public int Value { get => value; set => this.value = value; }", "public string? Title { get; init; }", "class TLane;", "interface Single;", "class Int32;",
            "public int Count() => Parameters.Length + ParameterCount + Layout.Count;"];

    private static readonly string[] HostileMembers =
        ["public void Forward() { }", "int Layout;", "class Workspace;", "public CLASS(long seed) { }", "event System.Action Loss;", "int get_Parameters() => 0;", "int Backprop.INetwork<float>.InputSize => 1;",
            "void Broken(", "int ParameterCount { get; }", "#error no", "static int Predict(int x) => x;", "class LayerViews;", "class CLASS;",
            "public CLASS() { }", "public CLASS(int seed) { }", "private CLASS(object a) : base() { }", "CLASS(int seed, int b) => System.GC.Collect();"];

    private static readonly string[] Keywords = ["partial class", "sealed partial class", "public sealed partial class", "internal partial class", "unsafe partial class", "public partial class"];

    private static readonly string[] HostileKeywords =
        ["class", "static partial class", "abstract partial class", "partial struct", "partial record", "partial record struct", "file partial class", "partial interface", "enum", "readonly partial struct",
            "sealed class", "partial record class", "ref partial struct"];

    private static readonly string[] Outers =
        ["partial class Outer", "static partial class Outer", "readonly partial struct Outer", "ref partial struct Outer", "partial record Outer(int A)", "partial record struct Outer", "partial interface Outer",
            "partial class @event", "partial class Span", "abstract partial class System"];

    private static readonly string[] HostileOuters = ["class Outer", "partial class Outer<T>", "struct Outer", "file partial class Outer", "record Outer", "partial class Outer<T> where T : unmanaged"];

    private static readonly string[] Bases = [" : System.IDisposable", " : System.Collections.ArrayList", " : Backprop.INetwork<float>", " : Missing", "(int size)", "(long seed)", " : object"];

    private readonly Random random;

    private RandomDeclarations(int seed)
    {
        random = new Random(seed);
    }

    /// <summary>As many sources: the first ones all pairs of an activation and a loss, in both precisions; then a third right, the others not.</summary>
    public static IReadOnlyList<string> Generate(int seed, int count)
    {
        RandomDeclarations generator = new(seed);
        return [.. Pairs().Prepend(Widest).Take(count / 8).Concat(RandomBlocks.All.Where((_, index) => (index + seed) % 8 == 0)).Concat(Enumerable.Range(0, count).Select(generator.Next)).Take(count).Select(Number)];
    }

    /// <summary>The number that a file, or the name of an emitted one, bears.</summary>
    public static int NumberIn(string text) => int.Parse(
        System.Text.RegularExpressions.Regex.Match(text, @"R(\d+)").Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Number(string source, int number) => source.Replace("MARKER", "R" + number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>Its offsets come close to the largest number, so that a sum of two exceeds it.</summary>
    private const string Widest = "using Backprop; namespace MARKER; [Network, Input(1), Dense(16777216), Dense(15), Dense(15), Dense(16777216), Dense(15), Dense(16777216), Dense(15)] partial class Net;";

    private static IEnumerable<string> Pairs()
    {
        foreach (string loss in Losses)
        {
            foreach (string activation in Activations)
            {
                string precision = activation.Length % 2 == loss.Length % 2 ? "Precision = Precision.Double" : "InputGradient = true";
                string inner = activation == "Softmax" ? "" : $"[Dense(17, Activation.{activation})] ";
                yield return $"using Backprop; namespace MARKER; [Network({precision})] [Input(3)] {inner}[Dense(2)] [Activation(Activation.{activation})] {loss} public partial class Net;";
            }
        }
    }

    private string Next(int index)
    {
        // Each declaration draws how likely each of its choices is to be a bad one: mostly none, or a few, or many.
        double harm = (index % 3) switch { 0 => 0, 1 => 0.06, _ => 0.3 };
        string name = Pick(harm, ClassNames, HostileClassNames);
        bool isGlobal = Chance(0.1);
        StringBuilder source = new("using Backprop;\n");
        int open = 0;
        if (!isGlobal)
        {
            source.Append("namespace ").Append(Pick("MARKER", "MARKER", "MARKER", "A.MARKER.B", "MARKER.@event.@class", "Backprop.MARKER", "System.MARKER", "MARKER.Backprop.System", "Backprop.Numerics.MARKER"))
                .Append("\n{\n");
            open++;
        }

        if (Chance(0.2) && !isGlobal)
        {
            source.Append(Pick(harm, Outers, HostileOuters)).Append("\n{\n");
            open++;
        }

        if (isGlobal)
        {
            name = name.Contains('<', StringComparison.Ordinal) ? name.Replace("<", "_MARKER<", StringComparison.Ordinal) : name + "_MARKER";
        }

        AppendClass(source, name, harm);
        if (Chance(0.05))
        {
            AppendClass(source, SwapCase(name), harm);
        }

        if (Chance(0.1))
        {
            source.Append(Chance(harm) ? "[Dense(3)] " : "").Append("partial class ").Append(name).Append(" { }\n");
        }

        return source.Append('}', open).Append('\n').ToString();
    }

    private void AppendClass(StringBuilder source, string name, double harm)
    {
        List<string> attributes = [];
        int size = random.Next(2);
        attributes.Add(Chance(harm / 4) ? Pick("", "[Input(2)] [Input(3)]", "[Input(1000000)] [Dense(100000)]") : $"[Input({(Chance(0.2) ? Image(harm) : Pick(harm, Sizes, HostileSizes))})]");
        if (Chance(0.08))
        {
            attributes.Add($"[Embedding({Pick(harm, Sizes, HostileSizes)}, {Pick(harm, ["1", "2", "16", "17", "33"], HostileSizes)}{(Chance(0.3) ? $", InitializerValue = {Pick(harm, ["1", "0.02f"], HostileNumbers)}" : "")})]");
        }

        int layers = Chance(harm / 4) ? 0 : 1 + random.Next(4);
        attributes.AddRange(Chance(0.03) ? HugeLayers() : Enumerable.Range(0, layers).Select(i => Layer(harm, isLast: i == layers - 1)));

        attributes.Add(Pick(harm / 2, Losses, HostileLosses));
        if (Chance(harm / 3))
        {
            (int a, int b) = (random.Next(attributes.Count), random.Next(attributes.Count));
            (attributes[a], attributes[b]) = (attributes[b], attributes[a]);
        }

        string network = Chance(harm / 8) ? "" : Pick("[Network]", "[Network]", "[Network]", "[Network(Precision = Precision.Double)]", "[Network(InputGradient = true)]",
            Chance(harm) ? "[Network(Precision = (Precision)5)]" : "[Network]", Chance(harm) ? "[Network][Network]" : "[Network]");
        attributes.Insert(size == 0 ? 0 : random.Next(attributes.Count + 1), network);

        source.Append(string.Join('\n', attributes)).Append('\n')
            .Append(Pick(harm / 2, Keywords, HostileKeywords)).Append(' ').Append(name)
            .Append(Chance(harm / 3) ? Pick(Bases) : "");
        string bare = name.Split('<')[0];
        string[] members = [.. Enumerable.Range(0, Chance(0.4) ? 1 + random.Next(2) : 0).Select(_ => Pick(harm, Members, HostileMembers).Replace("CLASS", bare, StringComparison.Ordinal))];
        source.Append(members.Length == 0 ? Pick(";", " { }") : "\n{\n" + string.Join('\n', members.Distinct()) + "\n}").Append('\n');
    }

    /// <summary>The widest layers there are, next to narrow ones: up to four of them stay below the largest number of parameters.</summary>
    private List<string> HugeLayers()
    {
        List<string> layers = [];
        for (int huge = 1 + random.Next(4); huge > 0; huge--)
        {
            layers.Add($"[Dense({Pick("16777216", "16777216", "16777215", "16777201")}, Activation.{Pick(Activations[..^1])})]");
            layers.AddRange(Enumerable.Range(0, 1 + random.Next(2)).Select(_ => $"[Dense({Pick("1", "2", "15")})]"));
        }

        return layers;
    }

    private string Layer(double harm, bool isLast)
    {
        if (Chance(0.1))
        {
            return Combination(harm);
        }

        if (Chance(0.15))
        {
            return Spatial(harm);
        }

        if (Chance(0.1))
        {
            return Norm(harm);
        }

        bool isDense = Chance(0.75);
        string activation = Chance(harm) ? Pick("(Activation)99", "(Activation)(-1)", "(Activation)int.MinValue", "Activation.Softmax", "Activation.Missing")
            : "Activation." + Pick(isLast ? Activations : Activations[..^1]);
        List<string> arguments = [];
        if (isDense)
        {
            arguments.Add(Pick(harm, Sizes, HostileSizes));
        }

        if (!isDense || Chance(0.6))
        {
            arguments.Add(activation);
        }

        Add(0.2, () => isDense ? "UseBias = " + Pick("true", "false") : null);
        Add(0.2, () => isDense ? "Initializer = " + (Chance(harm) ? "(Initializer)77" : "Initializer." + Pick(Initializers)) : null);
        Add(0.15, () => isDense ? "InitializerValue = " + (Chance(harm) ? Pick(HostileNumbers) : Pick(Numbers)) : null);
        Add(0.15, () => "Slope = " + Pick(harm, Numbers, HostileNumbers));
        Add(0.05, () => $"From = \"{LayerAbove(harm)}\"");
        Add(0.3, () => $"Name = \"{Pick(harm, LayerNames, HostileLayerNames)}\"");
        return $"[{(isDense ? "Dense" : "Activation")}({string.Join(", ", arguments)})]";

        void Add(double chance, Func<string?> argument)
        {
            if (Chance(chance) && argument() is { } text)
            {
                arguments.Add(text);
            }
        }
    }

    /// <summary>The dimensions of an image, mostly.</summary>
    private string Image(double harm) => string.Join(", ", Enumerable.Range(0, Chance(harm) ? 1 + random.Next(9) : 3).Select(_ => Pick(harm / 2, ["1", "2", "5", "8", "9"], HostileSizes)));

    /// <summary>A layer over images; the image itself, where one is needed.</summary>
    private string Spatial(double harm)
    {
        string[] amounts = ["0", "1", "2", "3"];
        string List(int count, string[] good) => string.Join(", ", Enumerable.Range(0, count).Select(_ => Pick(harm, good, HostileSizes)));
        string value = Chance(0.3) ? $", Value = {(Chance(harm) ? Pick(HostileNumbers) : Pick(Numbers))}" : "";
        if (Chance(0.5))
        {
            return Convolution(harm);
        }

        return Pick(
            "[Flatten]",
            "[GlobalAveragePool]",
            Pool(harm),
            Pool(harm),
            $"[Embedding({Pick(harm, Sizes, HostileSizes)}, 3{(Chance(0.7) ? ", From = \"input\"" : "")})]",
            $"[Reshape({Image(harm)})]",
            "[Transpose]",
            $"[Transpose({Pick("0", "1, 0", "2, 0, 1", "1, 2, 0", "0, 2, 1", Chance(harm) ? List(3, amounts) : "0, 1, 2")})]",
            $"[Pad({List(Chance(harm) ? random.Next(6) : 1 + random.Next(2), amounts)}{value})]");
    }

    private string Pool(double harm)
    {
        string Number(params string[] good) => Pick(harm, good, HostileSizes);
        string[] options =
        [
            .. new[] { $"Stride = {Number("1", "2", "3")}", $"StrideHeight = {Number("1", "4")}", $"StrideWidth = {Number("1", "4")}", $"Padding = {Pick(harm, ["Padding.Same", "Padding.Valid"], ["(Padding)3", "Padding.Missing"])}",
                $"Pads = new[] {{ {Pick("0", "1", "1, 0", "0, 1, 1, 0", Chance(harm) ? "-1" : "1", Chance(harm) ? "5, 9" : "1", Chance(harm) ? "16777216" : "0")} }}" }.Where(_ => Chance(0.2)),
        ];
        string[] size = Chance(0.5) ? [Number("1", "2", "2", "3")] : [Number("1", "2"), Number("1", "2", "3")];
        return $"[{Pick("MaxPool2D", "AveragePool2D")}({string.Join(", ", size.Concat(options))})]";
    }

    private string Norm(double harm)
    {
        string[] options = [.. new[] { $"Epsilon = {Pick(harm, ["1e-3f", "1e-12f", "1"], HostileNumbers)}", $"Affine = {Pick("true", "false")}", $"Name = \"{Pick(harm, LayerNames, HostileLayerNames)}\"" }.Where(_ => Chance(0.3))];
        string groups = Pick(harm, ["1", "1", "1", "2", "3", "17"], HostileSizes);
        string momentum = $"Momentum = {Pick(harm, ["0.1f", "1", "0"], HostileNumbers)}";
        return Pick($"[BatchNorm({string.Join(", ", options.Append(momentum))})]", $"[LayerNorm({string.Join(", ", options)})]", $"[RmsNorm({string.Join(", ", options)})]", $"[GroupNorm({string.Join(", ", options.Prepend(groups))})]");
    }

    private string Convolution(double harm)
    {
        string[] small = ["1", "2", "3"];
        string name = Pick("Conv2D", "Conv2D", "Conv1D", "DepthwiseConv2D");
        List<string> arguments = [.. name == "DepthwiseConv2D" ? [] : new[] { Pick(harm, ["1", "2", "6", "16", "20"], HostileSizes) }, Pick(harm, small, HostileSizes)];
        if (name != "Conv1D" && Chance(0.2))
        {
            arguments.Add(Pick(harm, small, HostileSizes));
        }

        if (Chance(0.5))
        {
            arguments.Add("Activation." + Pick(harm, Activations[..^1], Activations));
        }

        foreach (string setting in new[] { "Stride", "Dilation", "StrideHeight", "DilationWidth", name == "DepthwiseConv2D" ? "Multiplier" : "Groups" })
        {
            if (Chance(0.12) && (name != "Conv1D" || setting is "Stride" or "Dilation" or "Groups"))
            {
                arguments.Add($"{setting} = {Pick(harm, ["1", "2"], HostileSizes)}");
            }
        }

        if (Chance(0.4))
        {
            arguments.Add(Chance(harm) ? "Padding = (Padding)7" : "Padding = Padding." + Pick("Valid", "Same"));
        }

        if (Chance(arguments[^1].StartsWith("Padding", StringComparison.Ordinal) ? harm : 0.2))
        {
            arguments.Add(Chance(harm) ? Pick("Pads = null", "Pads = new int[0]", "Pads = new[] { -1, 2 }", "Pads = new[] { 1, 2, 3 }", "Pads = new[] { 16777216 }", "Pads = new[] { int.MaxValue, 1 }") : $"Pads = new[] {{ {Pick("1", "0, 2", "2, 1")} }}");
        }

        return $"[{name}({string.Join(", ", arguments)})]";
    }

    private string Combination(double harm)
    {
        string[] names = [.. Enumerable.Range(0, Chance(harm / 2) ? 0 : 1 + random.Next(2)).Select(_ => $"\"{LayerAbove(harm)}\"")];
        return $"[{Pick("Add", "Multiply", "Concat")}({(Chance(harm / 4) ? Pick("null", "new string[0]", "\"dense1\", null") : string.Join(", ", names))})]";
    }

    private string LayerAbove(double harm) => Chance(harm) ? Pick("nowhere", "", "Dense9", "dense3", "a b") : Pick("input", "dense1", "Dense1", "dense2", Pick(LayerNames));

    private static string SwapCase(string name) => string.Concat(name.Select(character => char.IsAsciiLetterLower(character) ? char.ToUpperInvariant(character) : char.ToLowerInvariant(character)))
        .Replace("marker", "MARKER", StringComparison.Ordinal);

    private bool Chance(double probability) => random.NextDouble() < probability;

    private string Pick(params string[] items) => items[random.Next(items.Length)];

    private string Pick(double harm, string[] good, string[] bad) => Chance(harm) ? Pick(bad) : Pick(good);
}
