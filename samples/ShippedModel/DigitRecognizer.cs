using Backprop;

namespace ShippedModel;

/// <summary>Reads a digit of 28 × 28 pixels, 0 for paper and 1 for ink.</summary>
/// <remarks>The weights are made by the sample that trains, from the files of MNIST's test set, of which the last 2,000 digits are left out:
/// <code>dotnet run -c Release --project samples/Mnist -- --model compact --data FOLDER --augment --epochs 60 --seed 1 --save samples/ShippedModel/digits.safetensors</code></remarks>
[Network]
[Weights("digits.safetensors")]
[Input(28, 28, 1)]
[Conv2D(8, 5, Activation.ReLU)]
[MaxPool2D(2)]
[Conv2D(16, 5, Activation.ReLU)]
[MaxPool2D(2)]
[Flatten]
[Dense(10)]
[SoftmaxCrossEntropy]
public sealed partial class DigitRecognizer;
