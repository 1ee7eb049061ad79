using Backprop.Gradients.Tests.Infrastructure;
using Backprop.Gradients.Tests.Interpreter;
using Backprop.Gradients.Tests.Interpreter.PlainLayers;

namespace Backprop.Gradients.Tests.Graphs;

/// <summary>A batch for a random graph, with what the interpreter makes of it. All numbers are single-precision ones.</summary>
/// <param name="Problem">Parameters, inputs and targets.</param>
/// <param name="State">The running averages before.</param>
/// <param name="Expected">The interpretation.</param>
/// <param name="Rounded">The interpretation in which everything that a layer makes is rounded to a number of bits.</param>
internal sealed record GraphProblem(Problem Problem, double[] State, GraphInterpretation Expected, GraphInterpretation Rounded)
{
    private const int MostRounds = 300, RoundsPerDraw = 30;

    /// <summary>All forms of targets that a loss takes.</summary>
    public static TargetForm[] FormsOf(LossChoice? loss) => loss?.Name switch
    {
        null => [TargetForm.OutputGradient],
        LossChoice.SoftmaxCrossEntropy => [TargetForm.Labels, TargetForm.Probabilities],
        _ => [TargetForm.Values],
    };

    /// <summary>A batch on which everything stays clear of kinks.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="form">What the targets are.</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="seed">Where the numbers come from.</param>
    /// <param name="margin">How far everything stays from the kinks.</param>
    /// <param name="bits">The bits to round to.</param>
    public static GraphProblem Make(PlainGraph graph, TargetForm form, int rows, int seed, double margin, int bits)
    {
        var maker = new Maker(graph, form, rows, new Random(seed));
        for (int round = 0; round < MostRounds; round++)
        {
            Problem problem = round % RoundsPerDraw == 0 ? maker.DrawAll() : maker.Problem;
            int[] near = [.. graph.OffKinks(problem).Where(one => one.Distance < margin).Select(one => one.Row).Distinct()];
            if (near.Length == 0)
            {
                double[] state = maker.DrawState();
                return new GraphProblem(problem, state, graph.Run(problem, state), graph.Run(problem, state, bits));
            }

            foreach (int row in near)
            {
                maker.DrawRow(row);
            }
        }

        throw new InvalidOperationException($"No batch in {MostRounds} stays {margin} away from every kink.");
    }

    /// <summary>Draws parameters, inputs and targets, all of them or row by row.</summary>
    private sealed class Maker(PlainGraph graph, TargetForm form, int rows, Random random)
    {
        private readonly int inputs = PlainLayer.Size(graph.InputShape), outputs = graph.OutputWidth;

        public Problem Problem { get; } = new(
            rows,
            new double[graph.Parameters.Sum(tensor => tensor.Length)],
            new double[rows * PlainLayer.Size(graph.InputShape)],
            form == TargetForm.Labels ? new int[rows] : null,
            form == TargetForm.Labels ? null : new double[rows * graph.OutputWidth]);

        public Problem DrawAll()
        {
            DrawTensors(graph.Parameters).CopyTo(Problem.Parameters, 0);
            for (int row = 0; row < rows; row++)
            {
                DrawRow(row);
            }

            return Problem;
        }

        public void DrawRow(int row)
        {
            for (int i = row * inputs; i < (row + 1) * inputs; i++)
            {
                Problem.Inputs[i] = graph.Vocabulary is { } vocabulary ? random.Next(vocabulary) : Normal(1.2);
            }

            if (Problem.Labels is { } labels)
            {
                labels[row] = random.Next(outputs);
                return;
            }

            double[] uniforms = [.. Enumerable.Range(0, outputs).Select(_ => random.NextDouble())];
            for (int i = 0; i < outputs; i++)
            {
                Problem.Values![(row * outputs) + i] = form == TargetForm.Probabilities ? (float)(uniforms[i] / uniforms.Sum())
                    : graph.Loss?.Name == LossChoice.BinaryCrossEntropy ? (float)uniforms[i]
                    : Normal(1.2);
            }
        }

        public double[] DrawState() => DrawTensors(graph.State);

        // Running variances stay above zero: their spread is a fifth of what they are around.
        private double[] DrawTensors(IEnumerable<PlainTensor> tensors) =>
            [.. tensors.SelectMany(tensor => Enumerable.Range(0, tensor.Length).Select(_ => (double)(float)(tensor.Center + (tensor.Spread * Math.Clamp(Normal(1), -4, 4)))))];

        // Box and Muller.
        private double Normal(double deviation) =>
            (float)(deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
    }
}
