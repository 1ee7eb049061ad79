using Backprop;

namespace TEMPLATE_NAMESPACE;

/// <summary>Tells from a point's x and y which of the two moons it belongs to. The rest of the class is emitted as you type: see the files under obj/.</summary>
[Network]
[Input(2)]
[Dense(32, Activation.ReLU)]
[Dense(32, Activation.ReLU)]
[Dense(2)]
[SoftmaxCrossEntropy]
public sealed partial class MoonClassifier;
