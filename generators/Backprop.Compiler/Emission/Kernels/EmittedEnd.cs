namespace Backprop.Compiler.Emission.Kernels;

/// <summary>A small emitted struct that says how sums start and end.</summary>
/// <param name="Name">What it should be called.</param>
/// <param name="Comment">What is said above it.</param>
internal abstract record EmittedEnd(string Name, string Comment)
{
    /// <summary>Writes it under the given name.</summary>
    public void Emit(KernelWriter kernel, string name)
    {
        kernel.Line();
        kernel.Line($"// {Comment}");
        kernel.Block($"private readonly struct {name} : {Interface}<TLane, {kernel.Element}>", () =>
        {
            (string start, string finish) = Members(kernel);
            kernel.Inlined();
            kernel.Line($"public static {start};");
            kernel.Line();
            kernel.Inlined();
            kernel.Line($"public static {finish};");
        });
    }

    /// <summary>The library's interface.</summary>
    protected abstract string Interface { get; }

    /// <summary>Its two methods.</summary>
    protected abstract (string Start, string Finish) Members(KernelWriter kernel);
}
