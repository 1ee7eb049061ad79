namespace Backprop.Gradients.Tests.Embeddings;

/// <summary>Words, their mean, and a class.</summary>
[Network]
[Input(5)]
[Embedding(11, 17)]
[GlobalAveragePool]
[Dense(6, Activation.Tanh)]
[Dense(3)]
[SoftmaxCrossEntropy]
public sealed partial class WordsClassifier;

/// <summary>The words in their order, in double.</summary>
[Network(Precision = Precision.Double)]
[Input(3)]
[Embedding(7, 9)]
[Flatten]
[Dense(8, Activation.Tanh)]
[Dense(2)]
[MeanSquaredError]
public sealed partial class WordsRegression;

/// <summary>Two tables over the same input, the second one smaller, and the numbers themselves; with a layer that inference leaves out.</summary>
[Network]
[Input(4)]
[Embedding(20, 3)]
[Embedding(6, 5, From = "input", Name = "small", Initializer = Initializer.XavierUniform)]
[Concat("embedding1")]
[Flatten]
[Dropout(0.5f)]
[Concat("input")]
[Dense(2)]
[MeanSquaredError]
public sealed partial class TwoTables;
