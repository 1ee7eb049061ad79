using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Backprop.Onnx.Protobuf;

namespace Backprop.Onnx.Model;

/// <summary>Numbers with a shape: a weight or a constant of the graph.</summary>
/// <param name="Element">What the numbers are.</param>
/// <param name="Shape">The dimensions; none of a single number.</param>
/// <param name="Data">The numbers, row-major and little-endian.</param>
internal sealed record OnnxTensor(OnnxElement Element, IReadOnlyList<int> Shape, byte[] Data)
{
    // TensorProto.
    private const int DimensionField = 1, TypeField = 2, NameField = 8, RawField = 9;

    /// <summary>Integers.</summary>
    public static OnnxTensor Of(IReadOnlyList<int> shape, params ReadOnlySpan<long> numbers)
    {
        byte[] data = new byte[numbers.Length * sizeof(long)];
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(data.AsSpan(i * sizeof(long)), numbers[i]);
        }

        return new OnnxTensor(OnnxElement.Int64, shape, data);
    }

    /// <summary>Numbers, rounded to single precision where the element is.</summary>
    public static OnnxTensor Of(OnnxElement element, IReadOnlyList<int> shape, params ReadOnlySpan<double> numbers)
    {
        int size = SizeOf(element);
        byte[] data = new byte[numbers.Length * size];
        for (int i = 0; i < numbers.Length; i++)
        {
            Write(data.AsSpan(i * size), element, numbers[i]);
        }

        return new OnnxTensor(element, shape, data);
    }

    /// <summary>The same numbers in another shape of as many.</summary>
    public OnnxTensor Reshape(params int[] shape) => this with { Shape = shape };

    /// <summary>The axes in another order: axis i of the result is axis <c>axes[i]</c> of this.</summary>
    public OnnxTensor Transpose(params int[] axes)
    {
        int[] shape = [.. axes.Select(axis => Shape[axis])];
        int[] strides = new int[axes.Length];
        for (int axis = axes.Length - 1, stride = 1; axis >= 0; stride *= Shape[axis], axis--)
        {
            strides[axis] = stride;
        }

        byte[] data = new byte[Data.Length];
        int[] steps = [.. axes.Select(axis => strides[axis])];
        if (SizeOf(Element) == sizeof(float))
        {
            Gather<int>(MemoryMarshal.Cast<byte, int>(Data.AsSpan()), MemoryMarshal.Cast<byte, int>(data.AsSpan()), shape, steps);
        }
        else
        {
            Gather<long>(MemoryMarshal.Cast<byte, long>(Data.AsSpan()), MemoryMarshal.Cast<byte, long>(data.AsSpan()), shape, steps);
        }

        return new OnnxTensor(Element, shape, data);
    }

    /// <summary>The numbers of a tensor in single or double precision.</summary>
    public double[] ToNumbers()
    {
        double[] numbers = new double[Data.Length / SizeOf(Element)];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Element == OnnxElement.Float
                ? BinaryPrimitives.ReadSingleLittleEndian(Data.AsSpan(i * sizeof(float)))
                : BinaryPrimitives.ReadDoubleLittleEndian(Data.AsSpan(i * sizeof(double)));
        }

        return numbers;
    }

    public ProtoMessage ToMessage(string name)
    {
        var message = new ProtoMessage();
        foreach (int size in Shape)
        {
            message.Add(DimensionField, size);
        }

        return message.Add(TypeField, (long)Element).Add(NameField, name).Add(RawField, Data);
    }

    /// <summary>Writes a number of a tensor.</summary>
    public static void Write(Span<byte> data, OnnxElement element, double number)
    {
        if (element == OnnxElement.Float)
        {
            BinaryPrimitives.WriteSingleLittleEndian(data, (float)number);
        }
        else
        {
            BinaryPrimitives.WriteDoubleLittleEndian(data, number);
        }
    }

    /// <summary>The bytes of a number.</summary>
    public static int SizeOf(OnnxElement element) => element == OnnxElement.Float ? sizeof(float) : sizeof(double);

    // Counts through the places of the result like an odometer.
    private static void Gather<T>(ReadOnlySpan<T> from, Span<T> to, int[] shape, int[] steps)
    {
        int[] place = new int[shape.Length];
        for (int i = 0, at = 0; i < to.Length; i++)
        {
            to[i] = from[at];
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                at += steps[axis];
                if (++place[axis] < shape[axis])
                {
                    break;
                }

                at -= steps[axis] * shape[axis];
                place[axis] = 0;
            }
        }
    }
}
