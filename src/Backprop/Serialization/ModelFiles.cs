using System.ComponentModel;
using Backprop.Serialization;

namespace Backprop;

/// <summary>
/// Models as safetensors files (https://github.com/huggingface/safetensors): parameters and state, under the names of the layout.
/// <code>
/// model.Save("spiral.safetensors");
/// model.LoadInto("spiral.safetensors");
/// </code>
/// </summary>
/// <remarks>The file's <c>__metadata__</c> says which architecture it is of and which version of the library wrote it. Files of any program can be loaded whose tensors fit:
/// <see cref="LoadOptions"/> has name maps and PyTorch's shapes.</remarks>
public static class ModelFiles
{
    /// <summary>Writes a model to a file. The file is written beside the old one, flushed to the disk and renamed over it, so there is always a whole one.</summary>
    /// <typeparam name="T">The model's numbers: <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">Shapes, names and precision of the file; by default, everything is as in memory.</param>
    /// <exception cref="ArgumentException">The path is empty, or the options do not fit the model or each other.</exception>
    /// <exception cref="IOException">The file cannot be written. The old one, if any, is still there.</exception>
    /// <exception cref="NotSupportedException">PyTorch's order of the weights cannot be told.</exception>
    /// <exception cref="OverflowException">A finite double is beyond single precision, which was asked for.</exception>
    public static void Save<T>(this INetwork<T> model, string path, SaveOptions? options = null)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream => ModelWriter.Write(model, stream, options ?? new SaveOptions()));
    }

    /// <summary>Writes a model to a stream, from where it stands, and leaves it open.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">The stream; it need not be seekable. If the call throws, some of the file may have been written.</param>
    /// <param name="options">Shapes, names and precision of the file; by default, everything is as in memory.</param>
    /// <exception cref="ArgumentException">The stream cannot be written, or the options do not fit the model or each other.</exception>
    /// <inheritdoc cref="Save{T}(INetwork{T}, string, SaveOptions?)"/>
    public static void Save<T>(this INetwork<T> model, Stream stream, SaveOptions? options = null)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanWrite)
        {
            throw new ArgumentException("The stream cannot be written.", nameof(stream));
        }

        ModelWriter.Write(model, stream, options ?? new SaveOptions());
    }

    /// <summary>Reads a file into a model. The whole file is read and checked first: when it is refused, nothing of the model has changed.</summary>
    /// <typeparam name="T">The model's numbers: <see cref="float"/> or <see cref="double"/>; those of the file are converted.</typeparam>
    /// <param name="model">The model whose parameters and state are replaced. No other thread may use it meanwhile.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">Shapes and names of the file, and what is refused; by default, everything is as in memory.</param>
    /// <exception cref="ModelFileException">The file is no safetensors file, has not exactly the tensors of the model, comes from another architecture, or has a value that is
    /// refused.</exception>
    /// <exception cref="ArgumentException">The path is empty, or the options do not fit the model.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="NotSupportedException">PyTorch's order of the weights cannot be told.</exception>
    public static void LoadInto<T>(this INetwork<T> model, string path, LoadOptions? options = null)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(model);
        using SafetensorsSource file = SafetensorsSource.Open(path);
        ModelReader.Read(model, file, options ?? new LoadOptions());
    }

    /// <summary>Reads a stream into a model, from where it stands to its end, and leaves it open.</summary>
    /// <param name="model">The model whose parameters and state are replaced. No other thread may use it meanwhile.</param>
    /// <param name="stream">The stream; it need not be seekable.</param>
    /// <param name="options">Shapes and names of the file, and what is refused; by default, everything is as in memory.</param>
    /// <param name="name">What messages call the stream.</param>
    /// <exception cref="ArgumentException">The stream cannot be read, or the options do not fit the model.</exception>
    /// <inheritdoc cref="LoadInto{T}(INetwork{T}, string, LoadOptions?)"/>
    public static void LoadInto<T>(this INetwork<T> model, Stream stream, LoadOptions? options = null, string name = "stream")
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(model);
        using SafetensorsSource file = SafetensorsSource.Of(stream, name);
        ModelReader.Read(model, file, options ?? new LoadOptions());
    }

    /// <summary>What the emitted <c>Load</c> calls.</summary>
    /// <param name="fresh">A model, which is returned.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">As for <see cref="LoadInto{T}(INetwork{T}, string, LoadOptions?)"/>.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static TModel Load<TModel, T>(TModel fresh, string path, LoadOptions? options = null)
        where TModel : INetwork<T>
        where T : unmanaged
    {
        fresh.LoadInto(path, options);
        return fresh;
    }
}
