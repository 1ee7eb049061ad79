using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Emission.Kernels;

/// <summary>Two dense layers, f(x·W + b)·W₂ + b₂, whose hidden values are computed wherever they are needed: what their kernels have in common.</summary>
/// <param name="Inputs">The numbers of x, few.</param>
/// <param name="Hidden">The hidden values, a lane at least.</param>
/// <param name="Outputs">The results, fewer than half a lane.</param>
/// <param name="HasBias">Whether there is b.</param>
/// <param name="Activation">f.</param>
internal sealed record HiddenPair(int Inputs, int Hidden, int Outputs, bool HasBias, ElementwiseFunction Activation)
{
    /// <summary>More inputs take longer to multiply again than a hidden value takes to be written and read.</summary>
    public const int MostInputs = 4;

    // All weights surely stay in the first-level cache.
    private const int MostWeights = 6144;

    private const int Registers = 32;

    /// <summary>Whether they are few enough.</summary>
    public bool IsSmall => Inputs <= MostInputs && GradientRows * Hidden <= MostWeights;

    /// <summary>f(x·W + b).</summary>
    public string Formula => $"{Activation.Described}({(HasBias ? "x·W + b" : "x·W")})";

    /// <summary>The shapes of the first layer's parameters.</summary>
    public string Shapes => $"W[{Inputs}×{Hidden}]{(HasBias ? $", b[{Hidden}]" : "")}";

    /// <summary>The rows of all gradients that lie along the hidden values: of W, of b, and of W₂ transposed.</summary>
    public int GradientRows => Inputs + (HasBias ? 1 : 0) + Outputs;

    /// <summary>The rows whose inputs and sums fit into the registers, beside a lane of all weights.</summary>
    public int RowsInRegisters => (Registers - GradientRows - 2) / (Inputs + Outputs) is var rows && rows >= 4 ? 4 : rows >= 2 ? 2 : 1;

    /// <summary>The lanes of hidden values whose weights and gradients fit into the registers.</summary>
    public int LanesInRegisters(int lane) => Hidden >= 2 * lane && 4 * GradientRows + Inputs + Outputs <= Registers ? 2 : 1;

    public void DeclareSizes(KernelWriter kernel)
    {
        kernel.Line($"const int Inputs = {Inputs}, Hidden = {Hidden}, Units = {Outputs};");
        kernel.Line();
    }

    /// <summary>Declares the weights of a lane of hidden values: w0, w1, …, b and, to each output, v0, v1, …</summary>
    /// <param name="suffix">What stands behind these names.</param>
    /// <param name="at">The number of the first hidden value.</param>
    /// <param name="load">What loads them.</param>
    /// <param name="count">How many there are, if they are no whole lane: zeros behind them.</param>
    public void LoadWeights(KernelWriter kernel, string suffix, string at, string load = "Load", int? count = null)
    {
        LoadFirst(kernel, suffix, at, load, count);
        LoadSecond(kernel, suffix, at, load, count);
    }

    /// <summary>Of <see cref="LoadWeights"/>, the first layer's.</summary>
    public void LoadFirst(KernelWriter kernel, string suffix, string at, string load, int? count = null)
    {
        kernel.Line($"TLane {IndexText.Join(Inputs, input => $"w{input}{suffix} = {Operand("weight", input, at, load, count)}")};");
        if (HasBias)
        {
            kernel.Line($"TLane b{suffix} = {Operand("bias", 0, at, load, count)};");
        }
    }

    /// <summary>Of <see cref="LoadWeights"/>, the second layer's.</summary>
    public void LoadSecond(KernelWriter kernel, string suffix, string at, string load, int? count = null) =>
        kernel.Line($"TLane {IndexText.Join(Outputs, output => $"v{output}{suffix} = {Operand("nextWeightTransposed", output, at, load, count)}")};");

    /// <summary>Declares a lane of hidden values of a row.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="x">What the row's inputs are called, before their number.</param>
    /// <param name="suffix">What stands behind the names of the weights.</param>
    public void EmitHidden(KernelWriter kernel, string name, string x, string suffix)
    {
        kernel.Line($"TLane {name} = TLane.MultiplyAdd({x}0, w0{suffix}, {(HasBias ? $"b{suffix}" : "TLane.Zero")});");
        for (int input = 1; input < Inputs; input++)
        {
            kernel.Line($"{name} = TLane.MultiplyAdd({x}{input}, w{input}{suffix}, {name});");
        }

        kernel.Line($"{name} = {kernel.Forward(Activation, name)};");
    }

    private static string Operand(string name, int row, string at, string load, int? count)
    {
        string place = row == 0 ? at : IndexText.Sum(row == 1 ? "Hidden" : $"{row} * Hidden", at);
        return count is null ? $"TLane.{load}(in {name}, {place})" : $"TLane.LoadPartial(in {name}, {place}, {count})";
    }
}
