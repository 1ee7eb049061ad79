using Backprop.Gradients.Tests.Infrastructure;
using Backprop.Gradients.Tests.Interpreter;
using Backprop.Gradients.Tests.Interpreter.PlainLayers;
using static System.FormattableString;

namespace Backprop.Gradients.Tests.Graphs;

/// <summary>Writes a valid declaration, layer by layer: every layer fits the value it starts from, and every value is used.</summary>
internal sealed class GraphBuilder
{
    /// <summary>The most numbers that a row of a value has.</summary>
    private const int MostNumbers = 650;

    /// <summary>What the names of blocks begin with.</summary>
    public const string BlockPrefix = "Block_";

    /// <summary>How deep blocks stand in blocks, and the widest value that a block comes back to by a dense layer.</summary>
    private const int Deepest = 2, MostRestored = 48;

    private readonly List<GraphBlock> blocks = [];
    private readonly int rows, depth;
    private readonly bool vectorsOnly, hasIndices;
    private readonly List<string> lines = [];
    private readonly List<Value> values = [];
    private readonly Dictionary<string, int> counts = [];

    public GraphBuilder(int seed, int rows, bool vectorsOnly)
    {
        (this.rows, this.vectorsOnly) = (rows, vectorsOnly);
        var random = new Random(seed);
        hasIndices = !vectorsOnly && random.Next(10) == 0;
        int[] shape = hasIndices ? [random.Next(1, 9)] : vectorsOnly ? [random.Next(1, 20)] : Input(random);
        lines.Add($"[Input({string.Join(", ", shape.Select(size => Invariant($"{size}")))})]");
        values.Add(new Value("input", shape));
        if (hasIndices)
        {
            Append(random, GraphLayers.Embedding(random), Current);
        }
    }

    /// <summary>Starts a block.</summary>
    private GraphBuilder(GraphBuilder around, int[] input)
    {
        (rows, vectorsOnly, depth, blocks) = (around.rows, around.vectorsOnly, around.depth + 1, around.blocks);
        values.Add(new Value("input", input));
    }

    /// <summary>The blocks; each uses earlier ones only.</summary>
    public IReadOnlyList<GraphBlock> Blocks => blocks;

    /// <summary>The attributes, in order.</summary>
    public IReadOnlyList<string> Lines => lines;

    /// <summary>Whether the inputs are numbers, of which there is a gradient.</summary>
    public bool HasInputGradient => !hasIndices;

    /// <summary>How many layers read the value that most layers read.</summary>
    public int MostReaders => values.Max(value => value.Readers);

    private Value Current => values[^1];

    /// <summary>A layer on the current value, the start of a branch, or the end of one or several.</summary>
    public void Step(int seed)
    {
        var random = new Random(seed);
        int choice = random.Next(8);
        if (choice == 0)
        {
            Branch(random);
        }
        else if (choice == 7 && depth < Deepest)
        {
            Use(random);
        }
        else if (choice > 2 || !Join(random))
        {
            AppendAny(random, Current);
        }
    }

    /// <summary>Joins the values that nothing has read, and ends with the loss, or without.</summary>
    public void Finish(int seed)
    {
        var random = new Random(seed);
        JoinLoose(random);
        LossChoice?[] losses = [.. Registry.Losses, .. Registry.LossVariants];
        if (random.Next(2) == 0)
        {
            AppendFlat(random, Current);
            Append(random, GraphLayers.Dense(random, Current.Shape, rows), Current);
        }

        End(random, losses[random.Next(losses.Length)]);
    }

    private void JoinLoose(Random random)
    {
        while (values.SkipLast(1).FirstOrDefault(value => value.Readers == 0) is { } loose)
        {
            if (!Match(random, loose))
            {
                FlattenBoth(random, loose);
            }
        }
    }

    /// <summary>A block on the current value: a new one, or one that is there already.</summary>
    private void Use(Random random)
    {
        GraphBlock[] known = [.. blocks.Where(block => block.Input.AsSpan().SequenceEqual(Current.Shape))];
        GraphBlock block = known.Length > 0 && random.Next(3) > 0 ? known[random.Next(known.Length)] : MakeBlock(random);
        bool repeats = block.Output.AsSpan().SequenceEqual(block.Input) && random.Next(4) > 0;
        string[] arguments = [.. repeats ? [Invariant($"Repeat = {random.Next(1, 5)}")] : Array.Empty<string>(), .. random.Next(2) == 0 ? ["Shared = true"] : Array.Empty<string>()];
        string layer = $"Use<{block.Name}>" + (arguments.Length == 0 ? "" : $"({string.Join(", ", arguments)})");
        Append(random, layer, Current, block.Output, block.Activation);
    }

    private GraphBlock MakeBlock(Random random)
    {
        var inside = new GraphBuilder(this, Current.Shape);
        for (int steps = random.Next(1, 4); steps > 0; steps--)
        {
            inside.Step(random.Next());
        }

        if (inside.depth < Deepest && random.Next(3) == 0)
        {
            inside.Use(random);
        }

        inside.JoinLoose(random);
        if (random.Next(4) > 0 && inside.Restore(random) && random.Next(4) > 0)
        {
            inside.Combine(random, "Add", [inside.values[0]]);
        }

        var block = new GraphBlock(Invariant($"{BlockPrefix}{blocks.Count}"), inside.lines, Current.Shape, inside.Current.Shape, inside.Current.Activation);
        blocks.Add(block);
        return block;
    }

    /// <summary>Comes back to the shape that came in, if that is not too wide.</summary>
    private bool Restore(Random random)
    {
        int[] shape = values[0].Shape;
        if (Current.Shape.AsSpan().SequenceEqual(shape))
        {
            return true;
        }

        if (FitsBeside(values[0], Current))
        {
            Append(random, GraphLayers.Channels(random, Current.Shape, shape[^1]), Current);
            return true;
        }

        if (PlainLayer.Size(shape) > MostRestored)
        {
            return false;
        }

        AppendFlat(random, Current);
        Append(random, Invariant($"Dense({PlainLayer.Size(shape)})"), Current);
        Append(random, $"Reshape({string.Join(", ", shape.Select(size => Invariant($"{size}")))})", Current);
        return true;
    }

    private void End(Random random, LossChoice? loss)
    {
        if (loss?.Name == LossChoice.SoftmaxCrossEntropy)
        {
            AppendFlat(random, Current);
        }

        bool isLogit = loss?.Name is LossChoice.SoftmaxCrossEntropy or LossChoice.BinaryCrossEntropy;
        if ((isLogit && Current.Activation != Activation.Linear) || (loss?.Name == LossChoice.SoftmaxCrossEntropy && PlainLayer.Size(Current.Shape) < 2))
        {
            Append(random, Invariant($"Dense({random.Next(2, 8)})"), Current);
        }

        if (!isLogit && Current.Shape is [> 1] && random.Next(6) == 0)
        {
            Append(random, "Activation(Activation.Softmax)", Current);
        }

        lines.AddRange(loss is null ? [] : [loss.Attribute]);
    }

    private static int[] Input(Random random) => random.Next(6) switch
    {
        0 => [random.Next(1, 20)],
        1 => [random.Next(1, 13), random.Next(1, 7)],
        _ => [random.Next(1, 10), random.Next(1, 10), random.Next(1, 6)],
    };

    /// <summary>A layer that starts from an earlier value, often from one that others have read already.</summary>
    private void Branch(Random random)
    {
        Value[] earlier = [.. values.Skip(hasIndices ? 1 : 0).SkipLast(1)];
        if (earlier.Length == 0)
        {
            AppendAny(random, Current);
            return;
        }

        Value from = random.Next(2) == 0 ? earlier.MaxBy(value => value.Readers)! : earlier[random.Next(earlier.Length)];
        AppendAny(random, from);
    }

    /// <summary>Joins the current value with one or two of the earlier ones, if there are any that fit or can be made to.</summary>
    private bool Join(Random random)
    {
        Value[] earlier = [.. values.Skip(hasIndices ? 1 : 0).SkipLast(1)];
        Value[] same = [.. earlier.Where(value => value.Shape.AsSpan().SequenceEqual(Current.Shape))];
        Value[] besides = [.. earlier.Where(value => FitsBeside(value, Current) && PlainLayer.Size(value.Shape) + PlainLayer.Size(Current.Shape) <= MostNumbers)];
        if (same.Length > 0 && random.Next(3) > 0)
        {
            Combine(random, random.Next(3) == 0 ? "Multiply" : "Add", [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => same[random.Next(same.Length)])]);
            return true;
        }

        if (besides.Length > 0 && random.Next(2) == 0)
        {
            Combine(random, "Concat", [besides[random.Next(besides.Length)]]);
            return true;
        }

        return besides.Length > 0 && Match(random, besides[random.Next(besides.Length)]);
    }

    /// <summary>Joins the current value with another of the same shape but for the channels; false if they differ in more.</summary>
    private bool Match(Random random, Value other)
    {
        if (!FitsBeside(other, Current))
        {
            return false;
        }

        if (other.Shape[^1] != Current.Shape[^1])
        {
            Append(random, GraphLayers.Channels(random, Current.Shape, other.Shape[^1]), Current);
        }

        Combine(random, random.Next(3) == 0 ? "Multiply" : "Add", [other]);
        return true;
    }

    private void FlattenBoth(Random random, Value other)
    {
        AppendFlat(random, Current);
        Value first = Current;
        AppendFlat(random, other);
        Combine(random, "Concat", [ReferenceEquals(Current, first) ? other : first]);
    }

    /// <summary>Makes a vector of a value, if it is none.</summary>
    private void AppendFlat(Random random, Value from)
    {
        if (from.Shape.Length > 1)
        {
            Append(random, random.Next(2) == 0 ? "Flatten" : "GlobalAveragePool", from);
        }
    }

    private static bool FitsBeside(Value left, Value right) => left.Shape.AsSpan()[..^1].SequenceEqual(right.Shape.AsSpan()[..^1]);

    private void Combine(Random random, string kind, Value[] others)
    {
        string names = string.Join(", ", others.Select(other => $"\"{other.Name}\""));
        foreach (Value other in others)
        {
            other.Readers++;
        }

        Append(random, $"{kind}({names})", Current, others);
        if (kind == "Multiply" && depth > 0)
        {
            // Repeated, it would be a power of powers.
            Append(random, "Activation(Activation.Tanh)", Current);
        }
    }

    /// <summary>Appends a random layer that fits.</summary>
    private void AppendAny(Random random, Value from)
    {
        string layer = GraphLayers.Any(random, from.Shape, rows, vectorsOnly);
        while (Create(layer, [from])?.Shape.Any(size => size < 1) == true || (Create(layer, [from])?.Width ?? 0) > MostNumbers)
        {
            layer = GraphLayers.Any(random, from.Shape, rows, vectorsOnly);
        }

        Append(random, layer, from);
    }

    private void Append(Random random, string layer, Value from, params Value[] others)
    {
        PlainAttribute attribute = PlainAttribute.Parse($"[{layer}] class Net;").Single();
        Append(random, layer, from, Create(layer, [from, .. others])?.Shape ?? from.Shape, attribute.Activation);
    }

    private void Append(Random random, string layer, Value from, int[] shape, Activation activation)
    {
        string kind = layer.Split('(', '<')[0];
        int number = counts[kind] = counts.GetValueOrDefault(kind) + 1;
        string name = random.Next(4) == 0 ? Invariant($"value{values.Count}") : Invariant($"{char.ToLowerInvariant(kind[0])}{kind[1..]}{number}");
        string links = (name.StartsWith("value", StringComparison.Ordinal) ? $", Name = \"{name}\"" : "")
            + (ReferenceEquals(from, Current) ? "" : $", From = \"{from.Name}\"");
        lines.Add(links.Length == 0 ? $"[{layer}]" : layer.EndsWith(')') ? $"[{layer[..^1]}{links})]" : $"[{layer}({links[2..]})]");
        from.Readers++;
        values.Add(new Value(name, shape) { Activation = activation });
    }

    /// <summary>The layer, for its shape; null for an activation of its own.</summary>
    private static PlainLayer? Create(string layer, Value[] inputs) =>
        PlainLayerTable.Create(PlainAttribute.Parse($"[{layer}] class Net;").Single(), [.. inputs.Select(input => input.Shape)]);

    private sealed record Value(string Name, int[] Shape)
    {
        public int Readers { get; set; }

        public Activation Activation { get; init; }
    }
}
