using System.Collections.Immutable;

namespace Backprop;

/// <summary>What a parameter is to its layer. Weight decay applies to <see cref="Weight"/> only.</summary>
public enum ParameterKind
{
    /// <summary>A weight matrix.</summary>
    Weight,

    /// <summary>A bias vector.</summary>
    Bias,

    /// <summary>The scale of a normalisation: a number per channel that multiplies what has been normalised, and starts at one.</summary>
    Scale,

    /// <summary>No parameter but state, which training updates by itself: a running average.</summary>
    State,
}

/// <summary>One named parameter of a network.</summary>
/// <param name="Name">The layer's name and the parameter's: <c>dense1.weight</c>.</param>
/// <param name="Offset">Where it starts in the flat buffer, in elements.</param>
/// <param name="Shape">Its dimensions; a dense weight is <c>[in, out]</c>, row-major.</param>
/// <param name="Kind">What it does: weight, bias or scale.</param>
public sealed record ParameterInfo(string Name, int Offset, ImmutableArray<int> Shape, ParameterKind Kind)
{
    /// <summary>The number of values.</summary>
    public int Length { get; } = Shape.Aggregate(1, (product, size) => product * size);
}

/// <summary>Where each parameter of a network stands in its flat buffer: declaration order, weights before biases, no padding.</summary>
public sealed class ParameterLayout
{
    /// <summary>A layout of the given parameters, which must follow each other without holes.</summary>
    /// <exception cref="ArgumentException">A parameter does not start where the one before it ends.</exception>
    public ParameterLayout(params ImmutableArray<ParameterInfo> parameters)
    {
        int offset = 0;
        foreach (ParameterInfo parameter in parameters)
        {
            if (parameter.Offset != offset)
            {
                throw new ArgumentException($"{parameter.Name} should start at {offset}, not at {parameter.Offset}.", nameof(parameters));
            }

            offset += parameter.Length;
        }

        Parameters = parameters;
        Count = offset;
    }

    /// <summary>The layout of nothing.</summary>
    public static ParameterLayout Empty { get; } = new();

    /// <summary>The parameters, by offset.</summary>
    public ImmutableArray<ParameterInfo> Parameters { get; }

    /// <summary>The number of values in all parameters together.</summary>
    public int Count { get; }
}
