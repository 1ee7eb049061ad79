namespace Backprop.Compiler.Emission.Kernels;

/// <summary>A small emitted struct that says how sums start and end: the library's ITileEnd.</summary>
/// <param name="Name">What it should be called.</param>
/// <param name="Comment">What is said above it.</param>
/// <param name="Aside">The vector that it reads; null if none.</param>
/// <param name="Start">What a lane of sums starts with, by <c>column</c>.</param>
/// <param name="Finish">What becomes of <c>sum</c>, by <c>place</c>.</param>
internal sealed record TileEndStruct(string Name, string Comment, string? Aside, string Start, string Finish)
{
    /// <summary>Writes it under the given name.</summary>
    public void Emit(KernelWriter kernel, string name)
    {
        string aside = $"ref readonly {kernel.Element} {Aside ?? "nothing"}";
        kernel.Line();
        kernel.Line($"// {Comment}");
        kernel.Block($"private readonly struct {name} : ITileEnd<TLane, {kernel.Element}>", () =>
        {
            kernel.Inlined();
            kernel.Line($"public static TLane Start({aside}, int column) => {Start};");
            kernel.Line();
            kernel.Inlined();
            kernel.Line($"public static TLane Finish(TLane sum, {aside}, int place) => {Finish};");
        });
    }
}
