using Backprop;

namespace TEMPLATE_NAMESPACE;

/// <summary>Tells which shape an image shows. The rest of the class is emitted as you type: see the files under obj/.</summary>
[Network]
[Input(Shapes.Side, Shapes.Side, 1)] // height, width, channels
[Conv2D(8, 3, Activation.ReLU, Padding = Padding.Same)]
[MaxPool2D(2)]
[Conv2D(16, 3, Activation.ReLU, Padding = Padding.Same)]
[MaxPool2D(2)]
[Flatten]
[Dense(32, Activation.ReLU)]
[Dropout(0.2f)]
[Dense(Shapes.Kinds)]
[SoftmaxCrossEntropy]
public sealed partial class ShapeClassifier;
