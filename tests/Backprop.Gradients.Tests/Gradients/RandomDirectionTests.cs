using Backprop.Gradients.Tests.Infrastructure;
using Backprop.Gradients.Tests.Interpreter;
using Backprop.Gradients.Tests.Reference;

namespace Backprop.Gradients.Tests.Gradients;

/// <summary>Whole networks at once: the derivative of the loss along a random direction in all parameters and inputs is the inner product with the gradient.</summary>
public sealed class RandomDirectionTests
{
    private const int Directions = 5;

    public static TheoryData<int, string> Networks => [.. ReferenceNetwork.All.Select((network, index) => (index, network.Name))];

    [Theory]
    [MemberData(nameof(Networks))]
    public void TheDerivativeAlongADirectionIsTheInnerProduct(int index, string name)
    {
        ReferenceNetwork reference = ReferenceNetwork.All[index];
        var line = new Line(reference, new EmittedModel<double>(EmittedReferenceNetworks.CreateDouble(index), reference.Problem), new Random(index));
        for (int i = 0; i < Directions; i++)
        {
            (double numeric, double analytic, double scale) = line.Next();

            Assert.True(Math.Abs(numeric - analytic) <= 1e-7 * scale, $"{name}: {numeric} along the direction, but the inner product is {analytic}.");
        }
    }

    /// <summary>Lines through a problem, along which its parameters and inputs move.</summary>
    private sealed class Line
    {
        private const double Step = 1.0 / 2048;
        private readonly Random random;
        private readonly EmittedModel<double> model;
        private readonly Problem start;
        private readonly PlainNetwork plain;
        private readonly int[] regions;
        private readonly double[] gradient;

        public Line(ReferenceNetwork reference, EmittedModel<double> model, Random random)
        {
            this.random = random;
            this.model = model;
            start = reference.Problem;
            plain = new PlainNetwork(reference.Choice(isDouble: true));
            regions = plain.Regions(start);
            model.EvaluateWithGradients();
            gradient = [.. model.Workspace.Gradients, .. model.InputGradient!];
        }

        /// <summary>The derivative by differences (fourth order), the inner product, and the size that a random inner product has: ‖g‖, for a direction of length √n.
        /// The direction is one along which no kink is crossed.</summary>
        public (double Numeric, double Analytic, double Scale) Next()
        {
            for (int tries = 0; tries < 10_000; tries++)
            {
                double[] direction = [.. gradient.Select(_ => random.Next(2) == 0 ? 1.0 : -1.0)];
                double unit = 8 / Math.Sqrt(direction.Length);
                if (regions.AsSpan().SequenceEqual(plain.Regions(At(direction, 2 * Step * unit))) && regions.AsSpan().SequenceEqual(plain.Regions(At(direction, -2 * Step * unit))))
                {
                    double h = Step * unit;
                    double near = Loss(direction, h) - Loss(direction, -h), far = Loss(direction, 2 * h) - Loss(direction, -2 * h);
                    return (((8 * near) - far) / (12 * h), gradient.Zip(direction, (g, d) => g * d).Sum(), Norms.Norm(gradient));
                }
            }

            throw new InvalidOperationException("Every direction crosses a kink.");
        }

        private Problem At(double[] direction, double distance)
        {
            int parameters = start.Parameters.Length;
            return start with
            {
                Parameters = [.. start.Parameters.Select((value, i) => value + (distance * direction[i]))],
                Inputs = [.. start.Inputs.Select((value, i) => value + (distance * direction[parameters + i]))],
            };
        }

        private double Loss(double[] direction, double distance)
        {
            Problem problem = At(direction, distance);
            problem.Parameters.CopyTo(model.Network.Parameters);
            problem.Inputs.CopyTo(model.Inputs, 0);
            return model.Evaluate();
        }
    }
}
