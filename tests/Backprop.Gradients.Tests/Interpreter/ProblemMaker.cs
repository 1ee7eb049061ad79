using Backprop.Gradients.Tests.Infrastructure;

namespace Backprop.Gradients.Tests.Interpreter;

/// <summary>What is given to a network beside its inputs.</summary>
internal enum TargetForm
{
    /// <summary>Rows of values.</summary>
    Values,

    /// <summary>A class per row.</summary>
    Labels,

    /// <summary>Rows of probabilities.</summary>
    Probabilities,

    /// <summary>The gradient of the outputs, where there is no loss.</summary>
    OutputGradient,
}

/// <summary>Makes up problems that stay clear of kinks, row by row. All numbers are single-precision ones, so that both precisions compute the same problem.</summary>
internal sealed class ProblemMaker(NetworkChoice network, int seed)
{
    private const int MostTries = 2000;
    private readonly Random random = new(seed);
    private readonly PlainNetwork plain = new(network);

    /// <summary>How far everything stays from the kinks.</summary>
    public double Margin { get; init; } = 0.04;

    /// <summary>The inputs' standard deviation.</summary>
    public double InputScale { get; init; } = 1.5;

    /// <summary>All forms of targets that a network takes.</summary>
    public static TargetForm[] FormsOf(TargetKind targets) => targets switch
    {
        TargetKind.None => [TargetForm.OutputGradient],
        TargetKind.Values or TargetKind.Binary => [TargetForm.Values],
        TargetKind.Classes => [TargetForm.Labels, TargetForm.Probabilities],
        _ => throw new NotSupportedException($"There are no problems with {targets}: add them."),
    };

    public Problem Make(TargetForm form, int rows)
    {
        double[] parameters = Parameters();
        Problem[] all = [.. Enumerable.Range(0, rows).Select(_ => Row(form, parameters))];
        return new Problem(
            rows,
            parameters,
            [.. all.SelectMany(row => row.Inputs)],
            form == TargetForm.Labels ? [.. all.SelectMany(row => row.Labels!)] : null,
            form == TargetForm.Labels ? null : [.. all.SelectMany(row => row.Values!)]);
    }

    private double[] Parameters()
    {
        var values = new List<double>();
        int width = network.Inputs;
        foreach (LayerChoice layer in network.Layers)
        {
            if (layer.Units is { } units)
            {
                values.AddRange(Normals(width * units, 1.5 / Math.Sqrt(width)));
                values.AddRange(Normals(layer.UseBias ? units : 0, 0.5));
                width = units;
            }
        }

        return [.. values];
    }

    private Problem Row(TargetForm form, double[] parameters)
    {
        for (int i = 0; i < MostTries; i++)
        {
            var row = new Problem(
                1,
                parameters,
                [.. Normals(network.Inputs, InputScale)],
                form == TargetForm.Labels ? [random.Next(network.Outputs)] : null,
                form == TargetForm.Labels ? null : Values(form));
            if (plain.KinkDistance(row) >= Margin)
            {
                return row;
            }
        }

        throw new InvalidOperationException($"{network}: no row in {MostTries} stays {Margin} away from every kink.");
    }

    private double[] Values(TargetForm form)
    {
        if (form == TargetForm.Probabilities)
        {
            double[] shares = [.. Uniforms(network.Outputs)];
            double sum = shares.Sum();
            return Array.ConvertAll(shares, share => Single(share / sum));
        }

        bool isAnyNumber = form == TargetForm.OutputGradient
            || network.Loss?.Name is LossChoice.MeanSquaredError or LossChoice.MeanAbsoluteError or LossChoice.Huber;
        return [.. isAnyNumber ? Normals(network.Outputs, 1.2) : Uniforms(network.Outputs)];
    }

    private IEnumerable<double> Uniforms(int count) => Enumerable.Range(0, count).Select(_ => Single(random.NextDouble()));

    // Box and Muller.
    private IEnumerable<double> Normals(int count, double deviation) => Enumerable.Range(0, count)
        .Select(_ => Single(deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())));

    private static double Single(double value) => (float)value;
}
