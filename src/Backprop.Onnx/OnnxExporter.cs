using System.Numerics;
using System.Reflection;
using Backprop.Onnx.Graph;
using Backprop.Onnx.Model;
using Backprop.Onnx.Protobuf;
using Backprop.Serialization;
using Google.Protobuf;
using static System.FormattableString;

namespace Backprop.Onnx;

/// <summary>Writes networks as ONNX models, which compute what <c>Predict</c> does: inference, with the softmax or sigmoid that belongs to a cross-entropy.
/// The models use operator set 17 (IR version 8) and hold the weights.</summary>
/// <remarks>
/// <para>The input is called <c>input</c> and has the shape of <c>[Input]</c> behind the batch, <c>[batch, 28, 28, 1]</c>, the output is called <c>output</c>: in memory both are
/// the rows that <c>Predict</c> takes and makes, channels last, any number of them. A network with an <c>[Embedding]</c> takes 64-bit integers. What a runtime does with an
/// index that is not in the vocabulary is its own affair: ONNX Runtime counts negative ones from the end and refuses all others.</para>
/// <para>Weights bear the names they have in the network's layout (<c>dense1.weight</c>); those of convolutions are in ONNX's order, [filters, channels / groups, …]. Nodes begin
/// with the layer's name. The model's metadata has the architecture's <see cref="NetworkArchitecture.Fingerprint"/>.</para>
/// <para>A network in <see cref="Precision.Double"/> becomes a model in double precision. Not every runtime has all operators in it: ONNX Runtime's processors convolve and pool
/// in single precision only.</para>
/// </remarks>
public static class OnnxExporter
{
    private const string Producer = "Backprop.Compiler", FingerprintKey = "fingerprint";

    /// <summary>Writes a file. It is written as <c>path.tmp</c>, flushed to disk and renamed: there is never half a file, and one that was there stays if anything
    /// fails.</summary>
    /// <param name="model">The network, as the compiler emitted it: with parameters of its own, or with those that lie in the assembly.</param>
    /// <param name="path">The file, by custom <c>*.onnx</c>.</param>
    /// <exception cref="ArgumentException">The network was not emitted by the compiler, or one of its numbers is not finite.</exception>
    /// <exception cref="NotSupportedException">The model would be larger than 2 GB, the most that the format holds in one file.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(IPredictor<float> model, string path) => WriteFile(model, path);

    /// <inheritdoc cref="Write(IPredictor{float}, string)"/>
    public static void Write(IPredictor<double> model, string path) => WriteFile(model, path);

    /// <summary>Writes to a stream, which stays open. Nothing has been written to it if the network is refused.</summary>
    /// <param name="model">The network, as the compiler emitted it: with parameters of its own, or with those that lie in the assembly.</param>
    /// <param name="stream">Where the bytes go.</param>
    /// <exception cref="ArgumentException">The network was not emitted by the compiler, one of its numbers is not finite, or the stream cannot be written to.</exception>
    /// <exception cref="NotSupportedException">The model would be larger than 2 GB, the most that the format holds in one file.</exception>
    public static void Write(IPredictor<float> model, Stream stream) => WriteStream(model, stream);

    /// <inheritdoc cref="Write(IPredictor{float}, Stream)"/>
    public static void Write(IPredictor<double> model, Stream stream) => WriteStream(model, stream);

    private static void WriteFile<T>(IPredictor<T> model, string path)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ProtoMessage message = Convert(model);
        AtomicFile.Write(path, stream => WriteTo(message, stream));
    }

    private static void WriteStream<T>(IPredictor<T> model, Stream stream)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanWrite)
        {
            throw new ArgumentException("The stream cannot be written to.", nameof(stream));
        }

        WriteTo(Convert(model), stream);
    }

    private static void WriteTo(ProtoMessage message, Stream stream)
    {
        using var output = new CodedOutputStream(stream, leaveOpen: true);
        message.WriteTo(output);
    }

    private static ProtoMessage Convert<T>(IPredictor<T> model)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        NetworkArchitecture architecture = model.Architecture ?? throw new ArgumentException(
            $"{model.GetType().Name} does not say what layers it has: only networks that the compiler emitted can be exported.", nameof(model));
        var tensors = new ModelTensors<T>(model);
        Demand(tensors.Size);
        OnnxGraph graph = NetworkGraph.Of(architecture, tensors, model.GetType().Name);
        var metadata = new Dictionary<string, string> { [FingerprintKey] = architecture.Fingerprint };
        ProtoMessage message = new OnnxModel(graph, Producer, Version(), metadata).ToMessage();
        Demand(message.Size);
        return message;
    }

    private static void Demand(long size)
    {
        if (size > int.MaxValue)
        {
            throw new NotSupportedException(Invariant($"The model would take {size:N0} bytes; an ONNX file holds at most {int.MaxValue:N0}."));
        }
    }

    // Without the commit that builds may append.
    private static string Version() =>
        typeof(OnnxExporter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";
}
