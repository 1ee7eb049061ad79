namespace Backprop.Serialization;

/// <summary>How the tensors of a file are shaped and what they are called.</summary>
public enum WeightConvention
{
    /// <summary>As in memory, with the names of the layout: a dense weight is <c>[in × out]</c>, a convolution's
    /// <c>[kernel height, kernel width, channels / groups, filters]</c>.</summary>
    Backprop,

    /// <summary>
    /// As in a <c>state_dict</c> of PyTorch: a dense weight is <c>[out × in]</c>, a convolution's <c>[filters, channels / groups, kernel height, kernel width]</c>,
    /// a depthwise one's <c>[channels · multiplier, 1, kernel height, kernel width]</c>; running averages are <c>running_mean</c> and
    /// <c>running_var</c>, repeated blocks <c>body.2.dense1.weight</c>.
    /// </summary>
    /// <remarks>
    /// <para>PyTorch's images are channels first. A value of several dimensions is taken to be the same in both, but for the order of its dimensions: channels first behind convolutions,
    /// pools, batch and group normalisation; channels last behind an embedding, and where dense layers or layer normalisation work along a sequence's channels. A flattened
    /// image has its numbers in another order, so the rows of a dense weight behind it, and what norms have between the two, are reordered.</para>
    /// <para>Where the order cannot be told (an image that a <c>Reshape</c> makes of a row; a flattened value that both kinds of layers worked on), saving and loading throw a
    /// <see cref="NotSupportedException"/> that names the layer.</para>
    /// <para>What goes into the network stays channels last, and so does what comes out of it.</para>
    /// </remarks>
    PyTorch,
}
