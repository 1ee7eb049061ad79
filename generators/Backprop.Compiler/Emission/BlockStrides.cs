using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Emission;

/// <summary>How far the parameters, and the states, of one repetition of a block are from those of the next.</summary>
internal static class BlockStrides
{
    /// <summary>The names of the constants that say so, by the prefix of the use, the class of offsets and the number.</summary>
    public static IReadOnlyDictionary<(string Prefix, string Base, long Stride), string> Of(EmittedNetwork network)
    {
        var strides = new Dictionary<(string, string, long), string>();
        Add(strides, "Offsets", network.Parameters.Select(parameter => (parameter.Node, parameter.Constant, parameter.Shift)));
        Add(strides, "StateOffsets", network.States.Select(state => (state.Node, state.Constant, state.Shift)));
        return strides;
    }

    // The second repetition of a use, within the first one of all around it, is a stride away from the first.
    private static void Add(Dictionary<(string, string, long), string> strides, string offsets, IEnumerable<(Node Node, string Constant, int Shift)> values)
    {
        foreach ((Node node, _, int shift) in values)
        {
            List<BlockPlace> moved = (node.Place?.Path ?? []).Where(place => place.Index > 0).ToList();
            if (moved.Count == 1 && moved[0].Index == 1)
            {
                strides[(moved[0].Prefix, offsets, shift)] = $"{offsets}.{moved[0].Prefix}Stride";
            }
        }
    }
}
