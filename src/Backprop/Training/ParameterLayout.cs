using System.Collections.Immutable;
using static System.FormattableString;

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

    /// <summary>The parameters of a repeated block: <c>dense1.weight</c> becomes <c>body[0].dense1.weight</c>, <c>body[1].dense1.weight</c>, …</summary>
    /// <param name="name">The block's name.</param>
    /// <param name="count">The repetitions.</param>
    /// <param name="stride">What lies between the offsets of two repetitions.</param>
    /// <param name="first">The parameters of the first repetition, without the block's name.</param>
    public static IEnumerable<ParameterInfo> Repeat(string name, int count, int stride, params ImmutableArray<ParameterInfo> first)
    {
        for (int index = 0; index < count; index++)
        {
            foreach (ParameterInfo parameter in first)
            {
                yield return new ParameterInfo(Invariant($"{name}[{index}].{parameter.Name}"), parameter.Offset + (index * stride), parameter.Shape, parameter.Kind);
            }
        }
    }
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
