using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Backprop;

namespace ShippedModel;

/// <summary>Reads a digit of 28 × 28 pixels, 0 for paper and 1 for ink.</summary>
/// <remarks>The weights are made by the sample that trains, from the files of MNIST's test set, of which the last 2,000 digits are left out:
/// <code>dotnet run -c Release --project samples/Mnist -- --model compact --data FOLDER --augment --epochs 60 --seed 1 --save samples/ShippedModel/digits.safetensors</code></remarks>
[Network]
[Input(28, 28, 1)]
[Conv2D(8, 5, Activation.ReLU)]
[MaxPool2D(2)]
[Conv2D(16, 5, Activation.ReLU)]
[MaxPool2D(2)]
[Flatten]
[Dense(10)]
[SoftmaxCrossEntropy]
public sealed partial class DigitRecognizer
{
    /// <summary>The network with the weights that are inside this program.</summary>
    public static DigitRecognizer LoadShipped()
    {
        using Stream resource = typeof(DigitRecognizer).Assembly.GetManifestResourceStream("digits.safetensors")!;
        byte[] file = new byte[resource.Length];
        resource.ReadExactly(file);

        // The file is the program's own: its tensors are known to lie as the parameters do, behind the header.
        var model = new DigitRecognizer(seed: 0);
        int header = sizeof(ulong) + (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        MemoryMarshal.Cast<byte, float>(file.AsSpan(header)).CopyTo(model.Parameters);
        return model;
    }
}
