namespace Backprop.Gradients.Tests.Interpreter;

/// <summary>The activations and their derivatives, in double, straight from their definitions and all from x: nothing is shared with the compiler.</summary>
internal static class PlainActivation
{
    private const double Lambda = 1.0507009873554804934193349852946, Alpha = 1.6732632423543772848170429916717;
    private static readonly double RootTwoOverPi = Math.Sqrt(2 / Math.PI);

    /// <summary>f(x); softmax is no function of one number.</summary>
    public static double Value(Activation kind, double slope, double x) => kind switch
    {
        Activation.Linear => x,
        Activation.ReLU => x > 0 ? x : 0,
        Activation.LeakyReLU => x > 0 ? x : slope * x,
        Activation.ELU => x > 0 ? x : Math.Exp(x) - 1,
        Activation.SELU => Lambda * (x > 0 ? x : Alpha * (Math.Exp(x) - 1)),
        Activation.GELU => x * NormalArea(x),
        Activation.GELUTanh => 0.5 * x * (1 + Math.Tanh(RootTwoOverPi * (x + (0.044715 * x * x * x)))),
        Activation.SiLU => x * Sigmoid(x),
        Activation.Mish => x * Math.Tanh(Softplus(x)),
        Activation.Softplus => Softplus(x),
        Activation.Softsign => x / (1 + Math.Abs(x)),
        Activation.HardSigmoid => Math.Clamp(x + 3, 0, 6) / 6,
        Activation.HardSwish => x * Math.Clamp(x + 3, 0, 6) / 6,
        Activation.Sigmoid => Sigmoid(x),
        Activation.Tanh => Math.Tanh(x),
        _ => throw new NotSupportedException($"The interpreter has no formula for {kind}: add it."),
    };

    /// <summary>f′(x), at kinks as the library documents it.</summary>
    public static double Derivative(Activation kind, double slope, double x) => kind switch
    {
        Activation.Linear => 1,
        Activation.ReLU => x > 0 ? 1 : 0,
        Activation.LeakyReLU => x > 0 ? 1 : slope,
        Activation.ELU => x > 0 ? 1 : Math.Exp(x),
        Activation.SELU => x > 0 ? Lambda : Lambda * Alpha * Math.Exp(x),
        Activation.GELU => NormalArea(x) + (x * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI)),
        Activation.GELUTanh => TanhGeluDerivative(x),
        Activation.SiLU => Sigmoid(x) * (1 + (x * (1 - Sigmoid(x)))),
        Activation.Mish => MishDerivative(x),
        Activation.Softplus => Sigmoid(x),
        Activation.Softsign => 1 / ((1 + Math.Abs(x)) * (1 + Math.Abs(x))),
        Activation.HardSigmoid => x > -3 && x < 3 ? 1.0 / 6 : 0,
        Activation.HardSwish => x <= -3 ? 0 : x <= 3 ? ((2 * x) + 3) / 6 : 1,
        Activation.Sigmoid => Sigmoid(x) * (1 - Sigmoid(x)),
        Activation.Tanh => 1 - (Math.Tanh(x) * Math.Tanh(x)),
        _ => throw new NotSupportedException($"The interpreter has no derivative of {kind}: add it."),
    };

    /// <summary>Where f′ or f″ jumps: no finite difference may reach across.</summary>
    public static ReadOnlySpan<double> Kinks(Activation kind) => kind switch
    {
        Activation.ReLU or Activation.LeakyReLU or Activation.ELU or Activation.SELU or Activation.Softsign => [0.0],
        Activation.HardSigmoid or Activation.HardSwish => [-3.0, 3.0],
        _ => [],
    };

    public static double Sigmoid(double x) => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x));

    private static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    private static double MishDerivative(double x)
    {
        double t = Math.Tanh(Softplus(x));
        return t + (x * (1 - (t * t)) * Sigmoid(x));
    }

    private static double TanhGeluDerivative(double x)
    {
        double t = Math.Tanh(RootTwoOverPi * (x + (0.044715 * x * x * x)));
        return (0.5 * (1 + t)) + (0.5 * x * (1 - (t * t)) * RootTwoOverPi * (1 + (3 * 0.044715 * x * x)));
    }

    // Φ(x) = ½ + φ(x)·(x + x³/3 + x⁵/(3·5) + …), Abramowitz and Stegun 26.2.11; far out, the continued fraction 26.2.14.
    private static double NormalArea(double x)
    {
        double density = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
        if (Math.Abs(x) < 4)
        {
            double term = x, sum = 0;
            for (int n = 1; sum + term != sum; n++)
            {
                sum += term;
                term *= x * x / ((2 * n) + 1);
            }

            return 0.5 + (density * sum);
        }

        double fraction = 0;
        for (int n = 100; n > 0; n--)
        {
            fraction = n / (Math.Abs(x) + fraction);
        }

        double tail = density / (Math.Abs(x) + fraction);
        return x > 0 ? 1 - tail : tail;
    }
}
