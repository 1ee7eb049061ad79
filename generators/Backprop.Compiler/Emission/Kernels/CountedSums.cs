namespace Backprop.Compiler.Emission.Kernels;

/// <summary>Sums over a loop, lane by lane. Beyond <see cref="RowSums.Block"/> terms they are summed block by block, so that floats stay exact.</summary>
internal static class CountedSums
{
    /// <summary>Declares the sums as lanes and loops; <paramref name="add"/> adds the terms of the current index to the lanes of the given names.</summary>
    /// <param name="variable">The loop's variable, from 0.</param>
    /// <param name="bound">Its bound, as an expression.</param>
    /// <param name="most">The bound's value where it is constant; null if it is not.</param>
    public static void Emit(KernelWriter kernel, string variable, string bound, int? most, IReadOnlyList<string> sums, Action<IReadOnlyList<string>> add)
    {
        Declare(kernel, sums);
        if (most <= RowSums.Block)
        {
            kernel.Block($"for (int {variable} = 0; {variable} < {bound}; {variable}++)", () => add(sums));
            kernel.Line();
            return;
        }

        string[] parts = sums.Select(sum => "p" + sum).ToArray();
        kernel.Block($"for (int {variable} = 0; {variable} < {bound};)", () =>
        {
            kernel.Line($"int {variable}End = {variable} + int.Min({RowSums.Block}, {bound} - {variable}); // block by block: long sums stay exact");
            Declare(kernel, parts);
            kernel.Block($"for (; {variable} < {variable}End; {variable}++)", () => add(parts));
            kernel.Line();
            for (int i = 0; i < parts.Length; i++)
            {
                kernel.Line($"{sums[i]} += {parts[i]};");
            }
        });
        kernel.Line();
    }

    private static void Declare(KernelWriter kernel, IReadOnlyList<string> sums) =>
        kernel.Line($"TLane {string.Join(", ", sums.Select(sum => $"{sum} = TLane.Zero"))};");
}
