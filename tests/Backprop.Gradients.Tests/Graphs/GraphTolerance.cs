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
/// One such run is one throw of the dice, though: where a sum cancels, as that of such a bias, its error can come out as near to zero as chance will have it.
/// A parameter's gradient may therefore be ten times as far off as is to be expected of that sum at least: of n terms tᵢ with partial sums sₖ, each
/// rounded, the error is Σ δᵢ·tᵢ + Σ εₖ·sₖ with |δ|, |ε| ≤ u, of either sign and unrelated, and so about u·√(Σ tᵢ² + Σ sₖ²); the result, which may be
/// zero, does not occur in it (Higham, "Accuracy and stability of numerical algorithms", 4.2; Higham and Mary, 2019).
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
    /// <param name="what">What the part is called in the message.</param>
    /// <param name="part">The part.</param>
    /// <param name="actual">What the emitted network makes of it.</param>
    /// <param name="floor">The norm below which the part is not held to its own.</param>
    /// <param name="sums">Where the part consists of sums: what rounding these can be expected to do to each.</param>
    public void AssertClose<T>(string what, Func<GraphInterpretation, double[]> part, T[] actual, double floor = 0, Func<GraphInterpretation, double[]>? sums = null)
        where T : unmanaged, INumber<T>
    {
        double[] expected = part(problem.Expected);
        double distance = Norms.Distance(expected, Norms.ToDouble<T>(actual)), scale = Math.Max(Norms.Norm(expected), floor);
        double conditioning = Math.Max(Norms.Distance(expected, part(problem.Rounded)), Norms.Norm(sums?.Invoke(problem.Rounded) ?? []));
        double allowed = Math.Max(relative * scale, rounding * conditioning);
        Assert.True(distance <= allowed, $"{what}: off by {distance}, {distance / scale} of {scale}; allowed is {allowed}.");
    }

    private static double[] AllGradients(GraphInterpretation result) => [.. result.Gradients, .. result.InputGradient];
}
