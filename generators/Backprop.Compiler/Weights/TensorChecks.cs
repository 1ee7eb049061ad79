using Backprop.Serialization;

namespace Backprop.Compiler.Weights;

/// <summary>The tensors of a file against those of a network.</summary>
internal static class TensorChecks
{
    /// <summary>What does not fit: names, shapes and types.</summary>
    public static IEnumerable<string> Differences(IReadOnlyCollection<NetworkTensor> tensors, SafetensorsHeader header, string network)
    {
        Dictionary<string, SafetensorsEntry> entries = header.Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        foreach (NetworkTensor tensor in tensors)
        {
            if (!entries.TryGetValue(tensor.Name, out SafetensorsEntry entry))
            {
                yield return $"it has no tensor '{tensor.Name}'";
                continue;
            }

            if (!entry.Shape.SequenceEqual(tensor.Shape.Select(size => (long)size)))
            {
                yield return $"'{tensor.Name}' should be [{string.Join("×", tensor.Shape)}], but is {Quoted.Shape(entry.Shape)}";
            }

            if (!SafetensorsDtype.IsReadable(entry.Dtype))
            {
                yield return $"'{tensor.Name}' is of type {entry.Dtype}, but must be of {SafetensorsDtype.Readable}";
            }
        }

        HashSet<string> known = new(tensors.Select(tensor => tensor.Name), StringComparer.Ordinal);
        foreach (SafetensorsEntry surplus in header.Entries.Where(entry => !known.Contains(entry.Name)))
        {
            yield return $"no layer of '{network}' has the tensor {Quoted.Text(surplus.Name)}";
        }
    }

    /// <summary>Why the numbers could not be read where they lie in the file; null if they can: in the layout's order, in the network's precision.</summary>
    public static string? WhyNotInPlace(IReadOnlyCollection<NetworkTensor> tensors, SafetensorsHeader header, bool isDouble)
    {
        string dtype = isDouble ? SafetensorsDtype.F64 : SafetensorsDtype.F32;
        SafetensorsEntry[] inOrder = header.Entries.Where(entry => entry.Count > 0).OrderBy(entry => entry.Begin).ToArray();
        foreach ((SafetensorsEntry entry, NetworkTensor tensor) in inOrder.Zip(tensors, (entry, tensor) => (entry, tensor)))
        {
            if (entry.Dtype != dtype)
            {
                return $"{Quoted.Text(entry.Name)} is of type {entry.Dtype}, not {dtype}";
            }

            if (entry.Name != tensor.Name)
            {
                return $"{Quoted.Text(entry.Name)} lies where '{tensor.Name}' belongs";
            }
        }

        return null;
    }
}
