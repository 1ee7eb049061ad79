namespace Backprop.Compiler.Emission.Kernels;

/// <summary>Writes the class of register tiles that all convolutions of rows in lanes share: only those that one of them needs.</summary>
/// <param name="tiles">The tiles.</param>
/// <param name="hasGroups">Whether a convolution has groups.</param>
/// <param name="hasSums">Whether columns are summed.</param>
internal sealed class LaneTiles(KernelWriter kernel, IReadOnlyCollection<LaneTile> tiles, bool hasGroups, bool hasSums)
{
    /// <summary>The emitted class.</summary>
    public const string ClassName = "LaneTiles";

    private const string SumsName = "LaneSumTiles", Sizes = "LaneWindows sizes, (int Held, int Met) wide, (int Held, int Met) narrow";

    private readonly string element = kernel.Element;

    private readonly LaneTile[] ordered = [.. tiles.OrderBy(tile => -tile.Held * tile.Met).ThenBy(tile => tile.Held)];

    public void Emit(CodeWriter code)
    {
        if (tiles.Count == 0 && !hasSums)
        {
            return;
        }

        code.Line();
        code.Line("// The convolutions of rows in lanes, of all layers. Whatever the tile, a sum adds in the same order: lines, places and channels of a window, or filters, or rows and positions.");
        code.Block($"private static class {ClassName}<TLane>\n    where TLane : struct, ILane<TLane, {element}>", () =>
        {
            if (tiles.Count > 0)
            {
                EmitConvolve();
                EmitInputGradient();
                EmitWeightGradient();
            }

            if (hasSums)
            {
                kernel.Separate(tiles.Count > 0);
                LaneColumnSum.Emit(kernel);
            }
        });
        if (tiles.Count == 0)
        {
            return;
        }

        code.Line();
        code.Line("// Their tiles: some lanes are held, and each meets some numbers or lanes; all sums stay in registers.");
        string constraints = $"    where TLane : struct, ILane<TLane, {element}>\n    where TFactor : struct, ILaneFactor<TLane, {element}>\n    where TEnd : struct, ILaneEnd<TLane, {element}>";
        code.Block($"private abstract class {SumsName}<TLane, TFactor, TEnd> : LaneSums<TLane, {element}, TEnd>\n{constraints}", () =>
        {
            EmitChoice();
            foreach (LaneTile tile in ordered)
            {
                EmitTile(tile);
            }
        });
    }

    private void EmitConvolve()
    {
        kernel.Line("// y = end(x ∗ W): the outputs of a line meet neighbouring filters.");
        kernel.Optimized();
        kernel.Line($"internal static void Convolve<TEnd>(ref readonly {element} x, ref readonly {element} weight, ref readonly {element} bias, ref {element} y, int rows, {Sizes})");
        kernel.Line($"    where TEnd : struct, ILaneEnd<TLane, {element}>");
        kernel.Scope(true, () =>
        {
            Prepare("sizes.Window, outputs, sizes.StepX, sizes.Filters");
            kernel.Block("for (int row = 0; row < rows; row++)", () => kernel.Block("for (int line = 0; line < lines; line++)", () =>
            {
                kernel.Line($"ref {element} to = ref Lanes.Place(ref y, (row * lines + line) * outputs * sizes.Filters, {kernel.Lane});");
                kernel.Line($"product.Held = ref Lanes.At(in x, row * sizes.Size + line * sizes.StepY, {kernel.Lane});");
                kernel.Block("for (int block = 0; block < sizes.GroupFilters; block += tile.Met)", () =>
                {
                    kernel.Line("int filter = int.Min(block, sizes.GroupFilters - tile.Met); // the last tile overlaps the one before: same inputs, same bits");
                    kernel.Line("product.Met = ref Lanes.At(in weight, filter);");
                    kernel.Line("product.Aside = ref Lanes.At(in bias, filter);");
                    Sum($"NumbersTogether<TLane, {element}>", "TEnd", $"to, filter, {kernel.Lane}");
                });
            }));
        });
    }

    private void EmitInputGradient()
    {
        kernel.Line();
        kernel.Line("// dx = Σ δ·Wᵀ: the outputs of a line meet neighbouring channels of one place in their windows, to which their shares are added.");
        kernel.Optimized();
        kernel.Line($"internal static void InputGradient(ref readonly {element} delta, ref readonly {element} weight, ref {element} dx, int rows, {Sizes}{(hasGroups ? ", bool clears = true" : "")})");
        kernel.Scope(true, () =>
        {
            Prepare("sizes.Position, outputs, sizes.Filters, sizes.StepX");
            kernel.Block("for (int row = 0; row < rows; row++)", () =>
            {
                kernel.Line($"ref {element} image = ref Lanes.Place(ref dx, row * sizes.Size, {kernel.Lane});");
                kernel.Block($"for (int i = 0; i < {(hasGroups ? "(clears ? sizes.Size : 0)" : "sizes.Size")}; i++)", () => kernel.Line($"TLane.Store(TLane.Zero, ref image, i * {kernel.Lane});"));
                kernel.Line();
                kernel.Block("for (int line = 0; line < lines; line++)", () =>
                {
                    kernel.Line($"product.Held = ref Lanes.At(in delta, (row * lines + line) * outputs * sizes.Filters, {kernel.Lane});");
                    kernel.Block("for (int ky = 0; ky < sizes.KernelHeight; ky++)", () => kernel.Block("for (int kx = 0; kx < sizes.KernelWidth; kx++)", () =>
                        kernel.Block("for (int channel = 0; channel < sizes.GroupChannels; channel += tile.Met)", () =>
                        {
                            kernel.Line("int to = line * sizes.StepY + ky * sizes.Down + kx * sizes.Across + channel;");
                            kernel.Line("product.Met = ref Lanes.At(in weight, (ky * sizes.KernelWidth + kx) * sizes.GroupChannels + channel, sizes.Filters);");
                            Sum($"NumbersApart<TLane, {element}>", $"AddedLanes<TLane, {element}>", $"image, to, {kernel.Lane}");
                        })));
                });
            });
        });
    }

    private void EmitWeightGradient()
    {
        kernel.Line();
        kernel.Line("// dW = Σ x·δ: places of a window's line meet neighbouring filters. Each row of a group has a sum of its own, over a few groups of rows, which stay in the cache;");
        kernel.Line("// the sums of the rows are then added up.");
        kernel.Optimized();
        kernel.Line($"internal static void WeightGradient(ref readonly {element} x, ref readonly {element} delta, ref {element} dw, int rows, int part, int parts, {Sizes}, int chunk)");
        kernel.Scope(true, () => kernel.Block("for (int first = 0; first < rows; first += chunk)", () =>
        {
            Prepare($"sizes.Positions(int.Min(chunk, rows - first), {kernel.Lane}), sizes.Places, sizes.PlacesApart, sizes.PlaceWeightsApart", scale: "");
            kernel.Line("product.Adds = first > 0;");
            kernel.Line("int turn = 0; // of the threads");
            kernel.Block("for (int filter = 0; filter < sizes.GroupFilters; filter += tile.Met)", () => kernel.Block("for (int ky = 0; ky < sizes.KernelHeight; ky++)", () =>
                kernel.Block("if (turn++ % parts == part)", () => kernel.Block("for (int i = 0; i < sizes.PlaceSets; i++)", () =>
                {
                    kernel.Line("int to = (ky * sizes.KernelWidth * sizes.GroupChannels + i) * sizes.Filters + filter;");
                    kernel.Line($"product.Held = ref Lanes.At(in x, first * sizes.Size + ky * sizes.Down + i, {kernel.Lane});");
                    kernel.Line($"product.Met = ref Lanes.At(in delta, first * lines * outputs * sizes.Filters + filter, {kernel.Lane});");
                    Sum($"LanesTogether<TLane, {element}>", $"SummedLanes<TLane, {element}>", "dw, to, 1");
                }))));
        }));
    }

    private void Prepare(string arguments, string? scale = null)
    {
        kernel.Line("int lines = sizes.Lines, outputs = sizes.Outputs;");
        kernel.Line("(int Held, int Met) tile = TLane.IsWide ? wide : narrow; // as many sums as fit into 32 registers, or, two registers each, into 16");
        kernel.Line($"scoped LaneProduct<{element}> product = new({arguments}{scale ?? $" * {kernel.Lane}"});");
    }

    private void Sum(string factor, string end, string place)
    {
        kernel.Line($"product.Result = ref Lanes.Place(ref {place});");
        kernel.Line($"{SumsName}<TLane, {factor}, {end}>.Sum(in product, tile);");
    }

    private void EmitChoice()
    {
        kernel.Inlined();
        kernel.Block($"internal static void Sum(scoped in LaneProduct<{element}> product, (int Held, int Met) tile)", () => kernel.Block("switch (tile)", () =>
        {
            foreach (LaneTile tile in ordered)
            {
                kernel.Line($"case {tile.Argument}: {tile.Name}(in product); break;");
            }
        }));
    }

    private void EmitTile(LaneTile tile)
    {
        int[] held = [.. Enumerable.Range(0, tile.Held)], met = [.. Enumerable.Range(0, tile.Met)];
        kernel.Line();
        kernel.Line($"// {tile.Held} held × {tile.Met} met.");
        kernel.Optimized();
        kernel.Block($"private static void {tile.Name}(scoped in LaneProduct<{element}> product)", () =>
        {
            kernel.Line($"int inner = product.Walk.Inner, step = product.Walk.InnerStep * {kernel.Lane}, next = product.Walk.MetStep, metApart = product.Walk.MetApart, apart = product.Apart;");
            kernel.Block(tile.Held == 1 ? "for (int first = 0; first < product.Count; first++)" : $"for (int block = 0; block < product.Count; block += {tile.Held})", () =>
            {
                if (tile.Held > 1)
                {
                    kernel.Line($"int first = int.Min(block, product.Count - {tile.Held});");
                }

                kernel.Line($"ref {element} r0 = ref Lanes.Place(ref product.Result, first, product.ResultsApart){string.Concat(held.Skip(1).Select(lane => $", r{lane} = ref Lanes.Place(ref r{lane - 1}, 1, product.ResultsApart)"))};");
                kernel.Line($"ref readonly {element} m = ref product.Met;");
                foreach (int lane in held)
                {
                    kernel.Line($"Start(in product.Aside, in r{lane}, {Join(met, row => $"out TLane s{row}{lane}")});");
                }

                kernel.Line();
                kernel.Block("for (int line = 0; line < product.Walk.Lines; line++)", () =>
                {
                    string more = string.Concat(held.Skip(1).Select(lane => $", h{lane} = ref Lanes.At(in h{lane - 1}, apart, {kernel.Lane})"));
                    kernel.Line($"ref readonly {element} h0 = ref Lanes.At(in product.Held, first * apart + product.Walk.Start(line), {kernel.Lane}){more};");
                    kernel.Block("for (int k = 0, at = 0; k < inner; k++, at += step)", () =>
                    {
                        Multiply(held, met);
                        kernel.Line("m = ref Lanes.At(in m, next);");
                    });
                });
                kernel.Line();
                foreach (int lane in held)
                {
                    kernel.Line($"Finish(ref r{lane}, product.Adds, {Join(met, row => $"s{row}{lane}")});");
                }
            });
        });
    }

    private void Multiply(int[] held, int[] met)
    {
        string Met(int row) => $"TFactor.Load(in m, {row}, metApart)";
        if (met.Length == 1)
        {
            // The one that all meet stays in a register, and each of them is read where it is used.
            kernel.Line($"TLane all = {Met(0)};");
            foreach (int lane in held)
            {
                kernel.Line($"TLane.AddProduct(ref s0{lane}, all, in h{lane}, at);");
            }

            return;
        }

        kernel.Line($"TLane {Join(held, lane => $"x{lane} = TLane.Load(in h{lane}, at)")};");
        foreach (int row in met)
        {
            kernel.Line(held.Length == 1
                ? $"TLane.AddProduct(ref s{row}0, {Met(row)}, x0);"
                : $"Lanes.MultiplyAdd({Met(row)}, {Join(held, lane => $"x{lane}")}, {Join(held, lane => $"ref s{row}{lane}")});");
        }
    }

    private static string Join(int[] numbers, Func<int, string> text) => string.Join(", ", numbers.Select(text));
}
