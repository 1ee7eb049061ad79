using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using static System.FormattableString;

namespace Backprop.Serialization;

/// <summary>
/// Writes a safetensors file piece by piece: first the header, of all tensors that will come, then their values, in that order. The values need not be cut
/// where the tensors are: a buffer of many tensors can be written at once.
/// </summary>
/// <remarks>The texts come before the tensors in the header, which is padded with spaces to a multiple of 8 bytes, as the format's own library does it.</remarks>
internal sealed class SafetensorsWriter
{
    private const int BufferBytes = 1 << 16;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly Stream stream;
    private readonly IReadOnlyList<SafetensorsTensor> tensors;
    private readonly byte[] buffer = new byte[BufferBytes];
    private int current = -1;
    private long remaining;

    /// <summary>Writes the header.</summary>
    /// <param name="stream">Where the file goes; it need not be seekable, and is neither flushed nor closed.</param>
    /// <param name="tensors">All tensors of the file, in the order of their data.</param>
    /// <param name="metadata">The texts of <c>__metadata__</c>, in their order.</param>
    /// <exception cref="ArgumentException">Two tensors or two texts have the same name, a tensor is called <c>__metadata__</c>, a name is no valid Unicode, or the header
    /// would be longer than the format allows.</exception>
    public SafetensorsWriter(Stream stream, IReadOnlyList<SafetensorsTensor> tensors, IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        this.stream = stream;
        this.tensors = tensors;
        byte[] header = StrictUtf8.GetBytes(Header(tensors, metadata ?? []));
        if (header.Length > SafetensorsHeader.MostBytes)
        {
            throw new ArgumentException(Invariant($"The header of these tensors has {header.Length} bytes; at most {SafetensorsHeader.MostBytes} are allowed."), nameof(tensors));
        }

        Span<byte> prefix = stackalloc byte[SafetensorsHeader.PrefixLength];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, header.Length);
        stream.Write(prefix);
        stream.Write(header);
        SkipToNext();
    }

    /// <summary>Writes the next values, converted to the types of their tensors.</summary>
    /// <exception cref="InvalidOperationException">There are more values than the tensors of the header have, or the tensor's type is neither F32 nor F64.</exception>
    /// <exception cref="OverflowException">A finite double of a tensor in F32 is beyond single precision.</exception>
    public void Write<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        while (!values.IsEmpty)
        {
            SafetensorsTensor tensor = Current();
            int size = tensor.Dtype switch
            {
                SafetensorsDtype.F32 => sizeof(float),
                SafetensorsDtype.F64 => sizeof(double),
                _ => throw new InvalidOperationException(Invariant($"{tensor.Name} is {tensor.Dtype}: it takes bytes, not numbers.")),
            };
            int count = (int)Math.Min(remaining / size, Math.Min(values.Length, BufferBytes / size));
            RequireInRange(tensor, values[..count]);
            TensorNumbers.Encode(tensor.Dtype, values[..count], buffer);
            Append(buffer.AsSpan(0, count * size));
            values = values[count..];
        }
    }

    /// <summary>Writes the next bytes, of tensors of any type, as they are.</summary>
    /// <exception cref="InvalidOperationException">There are more bytes than the tensors of the header have.</exception>
    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            _ = Current();
            int count = (int)Math.Min(remaining, bytes.Length);
            Append(bytes[..count]);
            bytes = bytes[count..];
        }
    }

    /// <summary>The end: nothing may be missing.</summary>
    /// <exception cref="InvalidOperationException">Values of the header's tensors have not been written.</exception>
    public void Complete()
    {
        if (current < tensors.Count)
        {
            throw new InvalidOperationException(Invariant($"{remaining} bytes of {tensors[current].Name} have not been written."));
        }
    }

    private static string Header(IReadOnlyList<SafetensorsTensor> tensors, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { SafetensorsHeader.MetadataKey };
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var json = new StringBuilder("{");
        foreach ((string key, string value) in metadata)
        {
            RequireNew(keys, key, nameof(metadata));
            AppendText(json.Append(keys.Count == 1 ? $"\"{SafetensorsHeader.MetadataKey}\":{{" : ","), key);
            AppendText(json.Append(':'), value);
        }

        json.Append(keys.Count > 0 ? "}" : "");
        long begin = 0;
        foreach (SafetensorsTensor tensor in tensors)
        {
            RequireNew(names, tensor.Name, nameof(tensors));
            long end = begin + BytesOf(tensor);
            AppendText(json.Append(json.Length > 1 ? "," : ""), tensor.Name);
            string shape = string.Join(',', tensor.Shape.Select(size => Invariant($"{size}")));
            json.Append(Invariant($":{{\"dtype\":\"{tensor.Dtype}\",\"shape\":[{shape}],\"data_offsets\":[{begin},{end}]}}"));
            begin = end;
        }

        json.Append('}');
        int bytes = SafetensorsHeader.PrefixLength + StrictUtf8.GetByteCount(json.ToString());
        return json.Append(' ', -bytes & 7).ToString();
    }

    private static void RequireNew(HashSet<string> names, string name, string parameter)
    {
        if (!names.Add(name))
        {
            throw new ArgumentException(Invariant($"The name {Quoted.Text(name)} is taken."), parameter);
        }
    }

    /// <summary>A JSON string: only what must be escaped is.</summary>
    private static void AppendText(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (char c in text)
        {
            _ = c is '"' or '\\' ? json.Append('\\').Append(c) : c < ' ' ? json.Append(Invariant($"\\u{(int)c:x4}")) : json.Append(c);
        }

        json.Append('"');
    }

    private static void RequireInRange<T>(SafetensorsTensor tensor, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        if (typeof(T) != typeof(double) || tensor.Dtype != SafetensorsDtype.F32)
        {
            return;
        }

        foreach (double value in MemoryMarshal.Cast<T, double>(values))
        {
            if (double.IsFinite(value) && !float.IsFinite((float)value))
            {
                throw new OverflowException(Invariant($"{tensor.Name} has the value {value}, which is beyond single precision."));
            }
        }
    }

    private static long BytesOf(SafetensorsTensor tensor) => checked(tensor.Count * SafetensorsDtype.BitsOf(tensor.Dtype) / 8);

    private SafetensorsTensor Current() =>
        current < tensors.Count ? tensors[current] : throw new InvalidOperationException("More values come than the tensors of the header have.");

    private void Append(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        remaining -= bytes.Length;
        if (remaining == 0)
        {
            SkipToNext();
        }
    }

    /// <summary>To the next tensor that has any values.</summary>
    private void SkipToNext()
    {
        do
        {
            current++;
            remaining = current < tensors.Count ? BytesOf(tensors[current]) : 0;
        }
        while (current < tensors.Count && remaining == 0);
    }
}
