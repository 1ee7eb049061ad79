namespace Backprop.Gradients.Tests.Interpreter.PlainLayers;

/// <summary>The interpreter's layer for each attribute.</summary>
internal static class PlainLayerTable
{
    /// <summary>The layer that draws at random.</summary>
    public const string Dropout = "Dropout";

    private static readonly Dictionary<string, Func<PlainAttribute, int[], PlainLayer>> OfOneInput = new()
    {
        ["Dense"] = (attribute, input) => new PlainDense(attribute, input),
        ["Conv1D"] = PlainConvolution.OfRows,
        ["Conv2D"] = PlainConvolution.OfImages,
        ["DepthwiseConv2D"] = PlainDepthwise.Create,
        ["MaxPool2D"] = PlainMaxPool.Create,
        ["AveragePool2D"] = PlainAveragePool.Create,
        ["GlobalAveragePool"] = (_, input) => new PlainGlobalAveragePool(input),
        ["BatchNorm"] = (attribute, input) => new PlainBatchNorm(attribute, input),
        ["LayerNorm"] = (attribute, input) => new PlainLayerNorm(attribute, input),
        ["RmsNorm"] = (attribute, input) => new PlainRmsNorm(attribute, input),
        ["GroupNorm"] = (attribute, input) => new PlainGroupNorm(attribute, input),
        ["Embedding"] = (attribute, input) => new PlainEmbedding(attribute, input),
        ["Transpose"] = PlainTranspose.Create,
        ["Pad"] = PlainPad.Create,
        ["Flatten"] = (_, input) => new PlainReshape([PlainLayer.Size(input)]),
        ["Reshape"] = (attribute, _) => new PlainReshape(attribute.Numbers),
    };

    private static readonly Dictionary<string, Func<int[][], PlainLayer>> OfSeveralInputs = new()
    {
        ["Add"] = inputs => new PlainSum(inputs[0]),
        ["Multiply"] = inputs => new PlainMultiplication(inputs[0]),
        ["Concat"] = inputs => new PlainConcat(inputs),
    };

    /// <summary>The layers that can be interpreted.</summary>
    public static IEnumerable<string> Names => [.. OfOneInput.Keys, .. OfSeveralInputs.Keys, "Activation", Dropout];

    /// <summary>The layer without its activation; none for an activation of its own.</summary>
    /// <param name="attribute">What declares it.</param>
    /// <param name="inputs">The shapes of its inputs.</param>
    /// <param name="stream">Its number among the layers that draw, if it does.</param>
    public static PlainLayer? Create(PlainAttribute attribute, int[][] inputs, int stream = 0) =>
        attribute.Name == "Activation" ? null
        : attribute.Name == Dropout ? new PlainDropout(inputs[0], (float)(double)attribute.Positional[0], stream)
        : OfSeveralInputs.TryGetValue(attribute.Name, out Func<int[][], PlainLayer>? joins) ? joins(inputs)
        : OfOneInput.TryGetValue(attribute.Name, out Func<PlainAttribute, int[], PlainLayer>? create) ? create(attribute, inputs[0])
        : throw new NotSupportedException($"The interpreter has no layer {attribute.Name}: add it.");
}
