using System.Text;
using Backprop.Benchmarks.Scratch;

namespace Backprop.Benchmarks.Sweep;

/// <summary>Writes a program that measures training steps of shapes: FIRST COUNT SECONDS.</summary>
internal static class SweepProgram
{
    /// <summary>What it takes from this project.</summary>
    public static IReadOnlyList<string> Sources { get; } = ["Measuring/*.cs", "Workloads/TrainingStep.cs"];

    public static void Write(ScratchProject project, IReadOnlyList<Shape> shapes)
    {
        string[] networks = [.. shapes.Select(shape => shape.Network).Distinct()];
        foreach (string network in networks)
        {
            Shape shape = shapes.First(shape => shape.Network == network);
            project.Write($"{ClassName(shape)}.cs", Network(shape));
        }

        project.Write("Program.cs", Program(shapes));
    }

    private static string ClassName(Shape shape) => "Network_" + shape.Network.Replace('-', '_');

    private static string Network(Shape shape)
    {
        var text = new StringBuilder();
        text.AppendLine("using Backprop;").AppendLine("[Network]").AppendLine(CultureInfo.InvariantCulture, $"[Input({shape.Sizes[0]})]");
        foreach (int hidden in shape.Sizes.Skip(1).SkipLast(1))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"[Dense({hidden}, Activation.ReLU)]");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"[Dense({shape.Sizes[^1]})]").AppendLine("[SoftmaxCrossEntropy]");
        return text.AppendLine(CultureInfo.InvariantCulture, $"internal sealed partial class {ClassName(shape)};").ToString();
    }

    private static string Program(IReadOnlyList<Shape> shapes)
    {
        var steps = new StringBuilder();
        foreach (Shape shape in shapes)
        {
            steps.AppendLine(CultureInfo.InvariantCulture, $"""    ("{shape.Name}", () => new TrainingStep(new {ClassName(shape)}(seed: 1), new Sgd(1e-3f), {shape.Batch})),""");
        }

        return $$"""
            using Backprop;
            using Backprop.Benchmarks.Measuring;
            using Backprop.Benchmarks.Workloads;

            (string Name, Func<IWork> Create)[] steps =
            [
            {{steps}}
            ];

            int first = int.Parse(args[0], CultureInfo.InvariantCulture), count = int.Parse(args[1], CultureInfo.InvariantCulture);
            double seconds = double.Parse(args[2], CultureInfo.InvariantCulture);
            (string Name, IWork Work)[] created = [.. steps.Skip(first).Take(count).Select(step => (step.Name, step.Create()))];
            Meter.Settle([.. created.Select(step => step.Work)]);
            foreach ((string name, IWork work) in created)
            {
                Sample.Print(name, "", Meter.Measure(work, seconds, warmup: 0.02, fewestRepeats: 5));
            }
            """;
    }
}
