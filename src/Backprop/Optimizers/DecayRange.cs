namespace Backprop;

/// <summary>Neighbouring parameters that decay alike: weights, or biases and scales. A step makes one pass over each.</summary>
/// <param name="Offset">Where it starts among all parameters.</param>
/// <param name="Length">How many there are.</param>
/// <param name="Decays">Whether weight decay applies.</param>
internal readonly record struct DecayRange(int Offset, int Length, bool Decays)
{
    /// <summary>The ranges of a layout, by offset: as few as there can be.</summary>
    public static DecayRange[] Of(ParameterLayout layout)
    {
        List<DecayRange> ranges = [];
        foreach (ParameterInfo parameter in layout.Parameters)
        {
            bool decays = parameter.Kind == ParameterKind.Weight;
            if (ranges.Count > 0 && ranges[^1].Decays == decays)
            {
                ranges[^1] = ranges[^1] with { Length = ranges[^1].Length + parameter.Length };
            }
            else
            {
                ranges.Add(new DecayRange(parameter.Offset, parameter.Length, decays));
            }
        }

        return [.. ranges];
    }
}
