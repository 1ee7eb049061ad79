using System.Collections.Immutable;
using Backprop.Compiler.Tests.Infrastructure;

namespace Backprop.Compiler.Tests.Diagnostics;

/// <summary>One test per way in which layers can be wrong: ID, place, and the whole message.</summary>
public sealed class LayerDiagnosticTests
{
    [Theory]
    [InlineData("BPC020", "Net", "'Net' has no [Input]: put [Input(n)] above its layers, n being the number of values per row", "Dense(3)")]
    [InlineData("BPC021", "Input(3)", "A network has one [Input], and this is the second: remove it, and let the first take all values of a row",
        "Input(2), Input(3), Dense(3)")]
    [InlineData("BPC022", "Input(2)", "[Input] stands after [Dense], but data flows from top to bottom: move [Input] above all layers", "Dense(3), Input(2)")]
    [InlineData("BPC023", "0", "'dimensions' of [Input] must be from 1 to 16,777,216, but is 0", "Input(0), Dense(3)")]
    [InlineData("BPC023", "int.MinValue", "'units' of [Dense] must be from 1 to 16,777,216, but is -2,147,483,648", "Input(2), Dense(int.MinValue), Dense(1)")]
    [InlineData("BPC023", "units: 16777217", "'units' of [Dense] must be from 1 to 16,777,216, but is 16,777,217", "Input(2), Dense(activation: 0, units: 16777217)")]
    [InlineData("BPC024", "Dense(4)", "[Dense] stands after the loss [Huber], which ends the network: move [Dense] above it", "Input(2), Dense(3), Huber, Dense(4)")]
    [InlineData("BPC025", "Huber(2)", "A network has at most one loss, but [Huber] follows [MeanSquaredError]: remove one of them", "Input(2), Dense(3), MeanSquaredError, Huber(2)")]
    [InlineData("BPC026", "SoftmaxCrossEntropy", "[SoftmaxCrossEntropy] does not fit the output: on 1 output softmax is always 1 and nothing is learned; use [BinaryCrossEntropy], or give the last layer at least 2 outputs",
        "Input(2), Dense(1), SoftmaxCrossEntropy")]
    [InlineData("BPC026", "SoftmaxCrossEntropy", "[SoftmaxCrossEntropy] does not fit the output: it takes logits and applies softmax itself, but [Dense] before it already applies Softmax; remove that activation",
        "Input(2), Dense(3, Activation.Softmax), SoftmaxCrossEntropy")]
    [InlineData("BPC026", "BinaryCrossEntropy", "[BinaryCrossEntropy] does not fit the output: it takes logits and applies the sigmoid itself, but [Activation] before it already applies Sigmoid; remove that activation",
        "Input(2), Dense(1), Activation(Activation.Sigmoid), BinaryCrossEntropy")]
    [InlineData("BPC026", "BinaryCrossEntropy", "[BinaryCrossEntropy] does not fit the output: it takes logits and applies the sigmoid itself, but [Dense] before it already applies Softmax; remove that activation",
        "Input(2), Dense(2, Activation.Softmax), BinaryCrossEntropy")]
    [InlineData("BPC027", "Name = \"hidden\"", "The name 'hidden' is taken: layer 1, [Dense], is already called 'Hidden'; give this layer another name",
        "Input(2), Dense(3, Name = \"Hidden\"), Dense(3, Name = \"hidden\")")]
    [InlineData("BPC027", "Name = \"dense1\"", "The name 'dense1' is taken: layer 1, [Dense], is already called 'Dense1'; give this layer another name",
        "Input(2), Dense(3), Dense(3, Name = \"dense1\")")]
    [InlineData("BPC027", "Name = \"Dense2\"", "The name 'Dense2' is taken: layer 2, [Dense], is already called 'Dense2'; give this layer another name",
        "Input(2), Dense(3, Name = \"Dense2\"), Dense(3)")]
    [InlineData("BPC028", "Name = \"\"", "'' cannot name a layer, because it is empty: use letters, digits and '_', and do not start with a digit", "Input(2), Dense(3, Name = \"\")")]
    [InlineData("BPC028", "Name = \"2nd\"", "'2nd' cannot name a layer, because it starts with '2': use letters, digits and '_', and do not start with a digit", "Input(2), Dense(3, Name = \"2nd\")")]
    [InlineData("BPC028", "Name = \"a b\"", "'a b' cannot name a layer, because it contains ' ': use letters, digits and '_', and do not start with a digit", "Input(2), Dense(3, Name = \"a b\")")]
    [InlineData("BPC028", "Name = \"@class\"", "'@class' cannot name a layer, because it contains '@': use letters, digits and '_', and do not start with a digit", "Input(2), Dense(3, Name = \"@class\")")]
    [InlineData("BPC028", "Name = \"a\\u200Db\"", "'a\u200Db' cannot name a layer, because it contains U+200D: use letters, digits and '_', and do not start with a digit", "Input(2), Dense(3, Name = \"a\\u200Db\")")]
    [InlineData("BPC028", "Name = \"a\\nb\"", "'a\uFFFDb' cannot name a layer, because it contains U+000A: use letters, digits and '_', and do not start with a digit", "Input(2), Dense(3, Name = \"a\\nb\")")]
    [InlineData("BPC029", "Name = \"getHashCode\"", "'getHashCode' cannot name a layer, because every object has a member 'GetHashCode': choose another name",
        "Input(2), Dense(3, Name = \"getHashCode\")")]
    [InlineData("BPC029", "Name = \"layers\"", "'layers' cannot name a layer, because every network has a member 'Layers': choose another name", "Input(2), Dense(3, Name = \"layers\")")]
    [InlineData("BPC030", "Dense(65536)", "'Net' has 4,295,163,904 parameters, but one array holds at most 2,147,483,527: make [Dense] smaller, which has 4,295,032,832 of them",
        "Input(1), Dense(65536, UseBias = false), Dense(65536), Dense(1, UseBias = false)")]
    [InlineData("BPC031", "(Activation)16", "'activation' of [Dense] must be one of the values of Activation, but is (Activation)16", "Input(2), Dense(3, (Activation)16)")]
    [InlineData("BPC031", "(Activation)(-1)", "'kind' of [Activation] must be one of the values of Activation, but is (Activation)(-1)", "Input(2), Activation((Activation)(-1))")]
    [InlineData("BPC031", "Initializer = (Initializer)10", "'Initializer' of [Dense] must be one of the values of Initializer, but is (Initializer)10", "Input(2), Dense(3, Initializer = (Initializer)10)")]
    [InlineData("BPC031", "Slope = float.NaN", "'Slope' of [Dense] must be a finite number, but is NaN", "Input(2), Dense(3, Activation.LeakyReLU, Slope = float.NaN)")]
    [InlineData("BPC031", "Slope = float.NegativeInfinity", "'Slope' of [Activation] must be a finite number, but is -Infinity", "Input(2), Activation(Activation.LeakyReLU, Slope = float.NegativeInfinity)")]
    [InlineData("BPC031", "InitializerValue = float.NaN", "'InitializerValue' of [Dense] must be a finite number, but is NaN", "Input(2), Dense(3, InitializerValue = float.NaN)")]
    [InlineData("BPC031", "InitializerValue = -0.5f", "'InitializerValue' of [Dense] must be 0 or more, being the standard deviation of Initializer.Normal, but is -0.5",
        "Input(2), Dense(3, Initializer = Initializer.Normal, InitializerValue = -0.5f)")]
    [InlineData("BPC031", "0", "'delta' of [Huber] must be finite and above 0, but is 0", "Input(2), Dense(3), Huber(0)")]
    [InlineData("BPC031", "delta: float.PositiveInfinity", "'delta' of [Huber] must be finite and above 0, but is Infinity", "Input(2), Dense(3), Huber(delta: float.PositiveInfinity)")]
    [InlineData("BPC031", "LabelSmoothing = 1", "'LabelSmoothing' of [SoftmaxCrossEntropy] must be at least 0 and below 1, but is 1", "Input(2), Dense(3), SoftmaxCrossEntropy(LabelSmoothing = 1)")]
    [InlineData("BPC031", "LabelSmoothing = float.NaN", "'LabelSmoothing' of [SoftmaxCrossEntropy] must be at least 0 and below 1, but is NaN",
        "Input(2), Dense(3), SoftmaxCrossEntropy(LabelSmoothing = float.NaN)")]
    [InlineData("BPC031", "Activation.Softmax", "'activation' of [Dense] is softmax over 1 output, which is always 1: use Activation.Sigmoid, or make it 2 outputs or more",
        "Input(2), Dense(1, Activation.Softmax)")]
    [InlineData("BPC032", "Dense(3, Activation.Softmax)", "[Dense] applies Softmax, which is for the network's output, but [Activation] follows: use another activation, or move the softmax to the end",
        "Input(2), Dense(3, Activation.Softmax), Activation(Activation.Linear), SoftmaxCrossEntropy")]
    [InlineData("BPC033", "Net", "'Net' has no layers: put at least one, such as [Dense(units)]", "Input(2), MeanSquaredError")]
    [InlineData("BPC027", "Name = \"input\"", "The name 'input' is taken: layer 0, [Input], is already called 'Input'; give this layer another name", "Input(2), Dense(3, Name = \"input\")")]
    [InlineData("BPC031", "Add()", "'names' of [Add] must be the name of at least one layer above, but is empty", "Input(2), Dense(3), Add()")]
    [InlineData("BPC034", "\"steam\"", "[Add] names 'steam', but no layer is called so: above it are 'input', 'stem', 'dense2'",
        "Input(2), Dense(3, Name = \"stem\"), Dense(3), Add(\"steam\")")]
    [InlineData("BPC034", "From = \"\"", "[Dense] names '', but no layer is called so: above it are 'input', 'dense1'", "Input(2), Dense(3), Dense(3, From = \"\")")]
    [InlineData("BPC035", "\"later\"", "[Multiply] names 'later', which is not computed yet: data flows from top to bottom, and above it are 'input', 'dense1'",
        "Input(2), Dense(3), Multiply(\"later\"), Dense(3, Name = \"later\")")]
    [InlineData("BPC035", "From = \"self\"", "[Dense] names 'self', which is not computed yet: data flows from top to bottom, and above it are 'input'",
        "Input(2), Dense(3, Name = \"self\", From = \"self\")")]
    [InlineData("BPC036", "\"stem\"", "[Add] needs values of one shape, but the current one is [rows×4] and 'stem' is [rows×3]: make both the same, for example with a [Dense(4)]",
        "Input(2), Dense(3, Name = \"stem\"), Dense(4), Add(\"stem\")")]
    [InlineData("BPC037", "Dense(4)", "Nothing uses the value of [Dense], 'dense2', because [Dense] below it starts from 'dense1': name it in an [Add], [Multiply] or [Concat], or remove it",
        "Input(2), Dense(3), Dense(4), Dense(3, From = \"dense1\")")]
    [InlineData("BPC038", "Conv2D(6, 5)", "[Conv2D] takes height×width×channels, but 784 comes in; [Reshape(28, 28, 1)] before it would make an image of it", "Input(784), Conv2D(6, 5)")]
    [InlineData("BPC038", "Conv2D(6, 5)", "[Conv2D] takes height×width×channels, but 28×29 comes in; [Reshape(28, 29, 1)] before it would make an image of it", "Input(28, 29), Conv2D(6, 5)")]
    [InlineData("BPC038", "DepthwiseConv2D(2)", "[DepthwiseConv2D] takes height×width×channels, but 30 comes in; [Reshape(height, width, channels)] before it would make an image of it",
        "Input(30), DepthwiseConv2D(2)")]
    [InlineData("BPC038", "Conv1D(6, 5)", "[Conv1D] takes length×channels, but 30 comes in; [Reshape(30, 1)] before it would make a sequence of it", "Input(30), Conv1D(6, 5)")]
    [InlineData("BPC038", "Conv1D(6, 5)", "[Conv1D] takes length×channels, but 4×5×6 comes in; [Reshape(20, 6)] before it would make a sequence of it", "Input(4, 5, 6), Conv1D(6, 5)")]
    [InlineData("BPC023", "0", "'filters' of [Conv2D] must be from 1 to 16,777,216, but is 0", "Input(5, 5, 1), Conv2D(0, 3)")]
    [InlineData("BPC023", "-2", "'kernelWidth' of [Conv2D] must be from 1 to 16,777,216, but is -2", "Input(5, 5, 1), Conv2D(3, 3, -2)")]
    [InlineData("BPC023", "Stride = -1", "'Stride' of [Conv2D] must be from 1 to 16,777,216, but is -1", "Input(5, 5, 1), Conv2D(3, 3, Stride = -1)")]
    [InlineData("BPC023", "StrideHeight = 0", "'StrideHeight' of [Conv2D] must be from 1 to 16,777,216, but is 0", "Input(5, 5, 1), Conv2D(3, 3, StrideHeight = 0)")]
    [InlineData("BPC023", "Dilation = 0", "'Dilation' of [Conv1D] must be from 1 to 16,777,216, but is 0", "Input(5, 5), Conv1D(3, 3, Dilation = 0)")]
    [InlineData("BPC023", "Groups = 0", "'Groups' of [Conv2D] must be from 1 to 16,777,216, but is 0", "Input(5, 5, 1), Conv2D(3, 3, Groups = 0)")]
    [InlineData("BPC023", "Multiplier = 0", "'Multiplier' of [DepthwiseConv2D] must be from 1 to 16,777,216, but is 0", "Input(5, 5, 1), DepthwiseConv2D(3, Multiplier = 0)")]
    [InlineData("BPC031", "6", "'kernel' of [Conv2D] must fit into what comes in, 5×7×1, but reaches over 6×6", "Input(5, 7, 1), Conv2D(3, 6)")]
    [InlineData("BPC031", "3", "'kernel' of [Conv2D] must fit into what comes in, 2×3×1, padded to 4×4×1, but reaches over 5×5 with its dilation",
        "Input(2, 3, 1), Conv2D(8, 3, Dilation = 2, Pads = new[] { 1, 1, 1, 0 })")]
    [InlineData("BPC031", "9", "'kernelWidth' of [Conv2D] must fit into what comes in, 5×7×1, but reaches over 5×9", "Input(5, 7, 1), Conv2D(3, 5, 9)")]
    [InlineData("BPC031", "4", "'kernel' of [Conv1D] must fit into what comes in, 3×8, but reaches over 4", "Input(3, 8), Conv1D(2, 4)")]
    [InlineData("BPC031", "Groups = 4", "'Groups' of [Conv2D] must be a number that divides the 6 channels that come in, but is 4", "Input(5, 5, 6), Conv2D(8, 3, Groups = 4)")]
    [InlineData("BPC031", "Groups = 3", "'Groups' of [Conv2D] must be a number that divides the 8 filters, but is 3", "Input(5, 5, 6), Conv2D(8, 3, Groups = 3)")]
    [InlineData("BPC031", "Padding = (Padding)2", "'Padding' of [Conv2D] must be one of the values of Padding, but is (Padding)2", "Input(5, 5, 1), Conv2D(8, 3, Padding = (Padding)2)")]
    [InlineData("BPC031", "Pads = new[] { 1 }", "'Pads' of [Conv2D] says again what 'Padding' says: remove one of them", "Input(5, 5, 1), Conv2D(8, 3, Padding = Padding.Same, Pads = new[] { 1 })")]
    [InlineData("BPC031", "Pads = null", "'Pads' of [Conv2D] must be 1, 2 or 4 numbers (all sides; vertical, horizontal; top, bottom, left, right), but is empty", "Input(5, 5, 1), Conv2D(8, 3, Pads = null)")]
    [InlineData("BPC031", "Pads = new[] { 1, 2, 3 }", "'Pads' of [DepthwiseConv2D] must be 1, 2 or 4 numbers (all sides; vertical, horizontal; top, bottom, left, right), but is 3 of them",
        "Input(5, 5, 1), DepthwiseConv2D(3, Pads = new[] { 1, 2, 3 })")]
    [InlineData("BPC031", "Pads = new[] { 1, 2, 3, 4 }", "'Pads' of [Conv1D] must be 1 or 2 numbers (both ends; before, after), but is 4 of them", "Input(5, 1), Conv1D(8, 3, Pads = new[] { 1, 2, 3, 4 })")]
    [InlineData("BPC031", "Pads = new[] { -1 }", "'Pads' of [Conv2D] must be from 0 to 16,777,216, but is -1", "Input(5, 5, 1), Conv2D(8, 3, Pads = new[] { -1 })")]
    [InlineData("BPC031", "Pads = new[] { 4096 }", "'Pads' of [Conv2D] must be such that a row has at most 16,777,216 values, but is such that it is 8197×8197×1", "Input(5, 5, 1), Conv2D(8, 3, Pads = new[] { 4096 })")]
    [InlineData("BPC031", "3", "'kernel' of [Conv2D] must be such that at most 16,777,216 places are added, but is such that it needs 33,554,432",
        "Input(5, 5, 1), Conv2D(8, 3, Padding = Padding.Same, Dilation = 16777216)")]
    [InlineData("BPC031", "16777216", "'filters' of [Conv2D] must be such that a row has at most 16,777,216 values, but is such that it is 3×3×16777216", "Input(5, 5, 1), Conv2D(16777216, 3)")]
    [InlineData("BPC031", "Multiplier = 16777216", "'Multiplier' of [DepthwiseConv2D] must be such that there are at most 16,777,216 filters, but is such that there are 33,554,432",
        "Input(5, 5, 2), DepthwiseConv2D(3, Multiplier = 16777216)")]
    [InlineData("BPC031", "Activation.Softmax", "'activation' of [Conv2D] is softmax over 1 output, which is always 1: use Activation.Sigmoid, or make it 2 outputs or more",
        "Input(5, 5, 2), Conv2D(1, 3, Activation.Softmax)")]
    [InlineData("BPC030", "Conv2D(3000, 1023, 1023)", "'Net' has 3,139,590,000 parameters, but one array holds at most 2,147,483,527: make [Conv2D] smaller, which has 3,139,590,000 of them",
        "Input(1024, 1024, 1), Conv2D(3000, 1023, 1023)")]
    [InlineData("BPC038", "Pad(2)", "[Pad] takes height×width×channels or length×channels, but 784 comes in; [Reshape(28, 28, 1)] before it would make an image of it", "Input(784), Pad(2)")]
    [InlineData("BPC038", "Pad(2)", "[Pad] takes height×width×channels or length×channels, but 3072 comes in; [Reshape(32, 32, 3)] before it would make an image of it", "Input(3072), Pad(2)")]
    [InlineData("BPC038", "Pad(2)", "[Pad] takes height×width×channels or length×channels, but 2×3×4×5 comes in; [Reshape(height, width, channels)] before it would make an image of it",
        "Input(2, 3, 4, 5), Pad(2)")]
    [InlineData("BPC038", "Transpose", "[Transpose] takes at least two dimensions, the last two of which it swaps, but 6 comes in; [Reshape(6, 1)] before it would make two", "Input(6), Transpose")]
    [InlineData("BPC031", "Pad()", "'amounts' of [Pad] must be 1, 2 or 4 numbers (all sides; vertical, horizontal; top, bottom, left, right), but is empty", "Input(3, 3, 1), Pad()")]
    [InlineData("BPC031", "1", "'amounts' of [Pad] must be 1, 2 or 4 numbers (all sides; vertical, horizontal; top, bottom, left, right), but is 3 of them", "Input(3, 3, 1), Pad(1, 2, 3)")]
    [InlineData("BPC031", "1", "'amounts' of [Pad] must be 1 or 2 numbers (both ends; before, after), but is 4 of them", "Input(3, 1), Pad(1, 2, 3, 4)")]
    [InlineData("BPC031", "0", "'amounts' of [Pad] must be from 0 to 16,777,216, but is -1", "Input(3, 3, 1), Pad(0, -1)")]
    [InlineData("BPC031", "4096", "'amounts' of [Pad] must be such that a row has at most 16,777,216 values, but is such that it is 8195×8195×1", "Input(3, 3, 1), Pad(4096)")]
    [InlineData("BPC031", "Value = float.NaN", "'Value' of [Pad] must be a number, but is NaN", "Input(3, 3, 1), Pad(1, Value = float.NaN)")]
    [InlineData("BPC031", "0", "'axes' of [Transpose] must be 0, 1, 2 in some order, the axes of 2×3×4, but is 0, 1", "Input(2, 3, 4), Transpose(0, 1)")]
    [InlineData("BPC031", "0", "'axes' of [Transpose] must be 0, 1 in some order, the axes of 2×3, but is 0, 2", "Input(2, 3), Transpose(0, 2)")]
    [InlineData("BPC031", "4", "'groups' of [GroupNorm] must be a divisor of the 6 channels that come in, but is 4", "Input(5, 5, 6), GroupNorm(4)")]
    [InlineData("BPC023", "0", "'groups' of [GroupNorm] must be from 1 to 16,777,216, but is 0", "Input(6), GroupNorm(0)")]
    [InlineData("BPC031", "Epsilon = 0", "'Epsilon' of [LayerNorm] must be finite and above 0, but is 0", "Input(6), LayerNorm(Epsilon = 0)")]
    [InlineData("BPC031", "Epsilon = float.PositiveInfinity", "'Epsilon' of [RmsNorm] must be finite and above 0, but is Infinity", "Input(6), RmsNorm(Epsilon = float.PositiveInfinity)")]
    [InlineData("BPC039", "Embedding(5, 2)", "[Embedding] looks up the numbers of the network's input: it must stand right below [Input], not behind [Dense]; From = \"input\" starts it there, wherever it stands",
        "Input(6), Dense(6), Embedding(5, 2)")]
    [InlineData("BPC039", "Embedding(5, 2)", "[Embedding] looks up the numbers of the network's input: that must be a row of them, [Input(12)], but has the shape 3×4", "Input(3, 4), Embedding(5, 2)")]
    [InlineData("BPC023", "16777217", "'vocabulary' of [Embedding] must be from 1 to 16,777,216, but is 16,777,217", "Input(6), Embedding(16777217, 2)")]
    [InlineData("BPC031", "1000000", "'width' of [Embedding] must be such that a row has at most 16,777,216 values, but is such that it is 17×1000000", "Input(17), Embedding(2, 1000000)")]
    [InlineData("BPC031", "InitializerValue = -1", "'InitializerValue' of [Embedding] must be 0 or more, being the standard deviation of Initializer.Normal, but is -1", "Input(6), Embedding(5, 2, InitializerValue = -1)")]
    [InlineData("BPC038", "GlobalAveragePool", "[GlobalAveragePool] takes height×width×channels or length×channels, but 7 comes in; [Reshape(height, width, channels)] before it would make an image of it",
        "Input(7), GlobalAveragePool")]
    [InlineData("BPC031", "Momentum = -0.1f", "'Momentum' of [BatchNorm] must be from 0 to 1, but is -0.1", "Input(6), BatchNorm(Momentum = -0.1f)")]
    [InlineData("BPC038", "MaxPool2D(2)", "[MaxPool2D] takes height×width×channels, but 784 comes in; [Reshape(28, 28, 1)] before it would make an image of it", "Input(784), MaxPool2D(2)")]
    [InlineData("BPC031", "5", "'height' of [AveragePool2D] must fit into what comes in, 4×6×3, but reaches over 5×2", "Input(4, 6, 3), AveragePool2D(5, 2)")]
    [InlineData("BPC031", "7", "'size' of [MaxPool2D] must fit into what comes in, 4×6×3, padded to 8×6×3, but reaches over 7×7", "Input(4, 6, 3), MaxPool2D(7, Pads = new[] { 2, 0 })")]
    [InlineData("BPC023", "Stride = 0", "'Stride' of [MaxPool2D] must be from 1 to 16,777,216, but is 0", "Input(4, 6, 3), MaxPool2D(2, Stride = 0)")]
    [InlineData("BPC031", "Padding = (Padding)2", "'Padding' of [MaxPool2D] must be one of the values of Padding, but is (Padding)2", "Input(4, 6, 3), MaxPool2D(2, Padding = (Padding)2)")]
    [InlineData("BPC031", "Pads = new[] { 1 }", "'Pads' of [AveragePool2D] says again what 'Padding' says: remove one of them", "Input(4, 6, 3), AveragePool2D(2, Padding = Padding.Same, Pads = new[] { 1 })")]
    [InlineData("BPC031", "Pads = new[] { 0, 2 }", "'Pads' of [MaxPool2D] must be smaller than the window, 2×2, on every side, so that each window has a value of the image in it, but is top 0, bottom 0, left 2, right 2",
        "Input(4, 6, 3), MaxPool2D(2, Pads = new[] { 0, 2 })")]
    public async Task ReportsTheLayer(string id, string text, string message, string layers)
    {
        ImmutableArray<Reported> reported = await TestCompiler.AnalyzeAsync($"using Backprop; [Network, {layers}] partial class Net;");

        Assert.Equal([new Reported(id, text, message)], reported);
    }
}
