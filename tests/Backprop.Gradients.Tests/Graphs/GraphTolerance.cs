using System.Numerics;
using Backprop.Gradients.Tests.Infrastructure;
using Backprop.Gradients.Tests.Interpreter;

namespace Backprop.Gradients.Tests.Graphs;

/// <summary>How close an emitted network must come to the interpreter, norm-wise, for each tensor: to 1e-5 of its norm in single precision and to 1e-12 in
/// double (of a thousandth of that of all gradients together, where a gradient is smaller).</summary>
/// <remarks>Some results are badly conditioned, and no arithmetic of that precision can be asked to find them: the gradient of a bias that batch norm
/// takes away again is nothing but what rounding leaves of a sum that is zero. What they are is measured: the interpreter computes
/// everything again with the results of each layer rounded to the 24 bits of single precision. An emitted network, which rounds each addition, may be ten
/// times as far off as that. Double precision has 53 bits: there, results are rounded to 40, and the network may be 2⁻¹³ of ten times as far off.
/// A problem on which this allows more than 1e-5 for the outputs, the loss or all gradients together is not checked in single precision, see
/// <see cref="IsWellConditioned"/>.</remarks>
internal sealed class GraphTolerance
{
    private const int SingleBits = 24, DoubleBits = 53, FewerBits = 40;
    private const double MostInSingle = 1e9, SingleTolerance = 1e-5, DoubleTolerance = 1e-12, Slack = 10;
    private readonly GraphProblem problem;
    private readonly double relative, rounding;

    private GraphTolerance(GraphProblem problem, bool isDouble)
    {
        this.problem = problem;
        (relative, rounding) = isDouble ? (DoubleTolerance, Slack * Math.ScaleB(1, FewerBits - DoubleBits)) : (SingleTolerance, Slack);
    }

    /// <summary>The norm below which no gradient is held to its own.</summary>
    public double GradientFloor => Norms.Norm(AllGradients(problem.Expected)) / 1000;

    /// <summary>How many bits the results of a problem are rounded to.</summary>
    public static int BitsFor(bool isDouble) => isDouble ? FewerBits : SingleBits;

    public static GraphTolerance Of<T>(GraphProblem problem)
        where T : unmanaged => new(problem, typeof(T) == typeof(double));

    /// <summary>Whether rounding leaves so much of the problem that single precision can be asked for 1e-5, and its numbers are not too large for that: powers
    /// of powers can leave its range on the way.</summary>
    public static bool IsWellConditioned(GraphProblem problem)
    {
        return new[] { problem.Expected.Outputs, problem.Expected.Inference, AllGradients(problem.Expected) }.All(part => part.All(value => Math.Abs(value) <= MostInSingle))
            && Survives(result => result.Outputs) && Survives(result => result.Inference) && Survives(result => [result.Loss, 1e-2]) && Survives(AllGradients);

        bool Survives(Func<GraphInterpretation, double[]> part) =>
            Slack * Norms.Distance(part(problem.Expected), part(problem.Rounded)) <= SingleTolerance * Norms.Norm(part(problem.Expected));
    }

    /// <summary>Fails unless a part of the result is as close as it must be.</summary>
    public void AssertClose<T>(string what, Func<GraphInterpretation, double[]> part, T[] actual, double floor = 0)
        where T : unmanaged, INumber<T>
    {
        double[] expected = part(problem.Expected);
        double distance = Norms.Distance(expected, Norms.ToDouble<T>(actual)), scale = Math.Max(Norms.Norm(expected), floor);
        double allowed = Math.Max(relative * scale, rounding * Norms.Distance(expected, part(problem.Rounded)));
        Assert.True(distance <= allowed, $"{what}: off by {distance}, {distance / scale} of {scale}; allowed is {allowed}.");
    }

    private static double[] AllGradients(GraphInterpretation result) => [.. result.Gradients, .. result.InputGradient];
}
