using System.Numerics;
using System.Runtime.InteropServices;
using Onnx;

namespace Backprop.Onnx.Tests.Cases;

/// <summary>A network, exported, and what it predicts.</summary>
/// <param name="Name">What it is called in reports.</param>
/// <param name="Source">Its declaration.</param>
/// <param name="Bytes">The exported model.</param>
/// <param name="Input">What goes in.</param>
/// <param name="Output">What comes out.</param>
/// <param name="Layouts">Its parameters and running averages.</param>
/// <param name="Batches">Rows with what is predicted for them.</param>
internal sealed record OnnxCase(
    string Name, string Source, byte[] Bytes, OnnxRows Input, OnnxRows Output, IReadOnlyList<ParameterInfo> Layouts, IReadOnlyList<OnnxBatch> Batches)
{
    /// <summary>The rows of the largest batch.</summary>
    public const int MostRows = 17;

    private static readonly int[] BatchSizes = [1, 3, MostRows];

    /// <summary>The exported model as the format's own reader understands it.</summary>
    public ModelProto Model { get; } = ModelProto.Parser.ParseFrom(Bytes);

    /// <summary>Exports a network and predicts.</summary>
    /// <param name="name">What it is called in reports.</param>
    /// <param name="source">Its declaration.</param>
    /// <param name="network">The network, with its weights.</param>
    /// <param name="inputs">So many rows as the largest batch has.</param>
    public static OnnxCase Of<T>(string name, string source, INetwork<T> network, double[] inputs)
        where T : unmanaged, INumber<T>
    {
        NetworkArchitecture architecture = network.Architecture!;
        string type = typeof(T) == typeof(float) ? "float32" : "float64";
        bool hasIndices = architecture.Layers.Any(layer => layer.Attribute is EmbeddingAttribute);
        return new OnnxCase(
            name,
            source,
            Export(network),
            new OnnxRows(hasIndices ? "int64" : type, [.. architecture.Layers[0].Shape]),
            new OnnxRows(type, [.. architecture.Layers[^1].Shape]),
            [.. network.Layout.Parameters, .. network.StateLayout.Parameters],
            [.. BatchSizes.Select(rows => Predict(network, rows, inputs[..(rows * network.InputSize)], hasIndices))]);
    }

    public override string ToString() => Name;

    private static byte[] Export<T>(INetwork<T> network)
        where T : unmanaged
    {
        using var stream = new MemoryStream();
        if (network is INetwork<float> single)
        {
            OnnxExporter.Write(single, stream);
        }
        else
        {
            OnnxExporter.Write((INetwork<double>)network, stream);
        }

        return stream.ToArray();
    }

    private static OnnxBatch Predict<T>(INetwork<T> network, int rows, double[] inputs, bool hasIndices)
        where T : unmanaged, INumber<T>
    {
        T[] given = Array.ConvertAll(inputs, T.CreateChecked), outputs = new T[rows * network.OutputSize];
        network.Predict(given, outputs);
        byte[] bytes = hasIndices ? BytesOf(Array.ConvertAll(inputs, number => (long)number)) : BytesOf(given);
        return new OnnxBatch(rows, bytes, BytesOf(outputs), Array.ConvertAll(outputs, double.CreateChecked));
    }

    private static byte[] BytesOf<T>(T[] numbers)
        where T : unmanaged => MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray();
}

/// <summary>What the rows of an input or an output are.</summary>
/// <param name="Type">The numbers: float32, float64 or int64.</param>
/// <param name="Shape">The shape of a row.</param>
internal sealed record OnnxRows(string Type, int[] Shape);

/// <summary>Rows, and what <c>Predict</c> makes of them.</summary>
internal sealed record OnnxBatch(int Rows, byte[] Inputs, byte[] Outputs, double[] Predictions);
