using System.Globalization;

namespace Backprop.Compiler.Emission.Kernels;

/// <summary>Writes the class of register tiles that all matrix products of a network share: only those that one of its products needs.</summary>
/// <param name="columns">The numbers of columns of its products' results.</param>
internal sealed class ProductTiles(KernelWriter kernel, IReadOnlyCollection<int> columns)
{
    /// <summary>The emitted class.</summary>
    public const string ClassName = "Tiles";

    // 8 × 2 sums of one register, or 6 sums of two: with what they are made of they fit into 32 and into 16 registers. What 8 rows leave over is 4 rows.
    private const int WideRows = 8, RestRows = 4, NarrowRows = 6, ChunkRows = 32;

    private const string RestNote = "for a few rows; where there are fewer than 4, the last one is computed again";

    private const string Left = "ref readonly {0} left, int leftRow, int leftStep, ", Result = "int depth, ref readonly {0} aside, ref {0} result, ";

    private readonly int lane = kernel.Lane;

    // Whether some product has two lanes side by side, and whether one has a lane left over after those.
    private bool HasPairs => columns.Any(count => count > lane);

    private bool HasSingles => columns.Any(count => (count + lane - 1) / lane % 2 == 1);

    public void Emit(CodeWriter code)
    {
        if (columns.Count == 0)
        {
            return;
        }

        code.Line();
        code.Line("// The matrix products of all layers, tile by tile: a tile's sums stay in registers while the depth streams past.");
        code.Line("// result[row, column] = end(start + Σₖ left[row, k] · right[k, column]), where left[row, k] is left[row · leftRow + k · leftStep]: the two steps");
        code.Line("// alone tell x·W, δ·Wᵀ and xᵀ·δ apart. Every sum adds in the order of k, so its bits do not depend on the tile that it is computed in.");
        code.Line("// Where `batch` is given, right comes as its transpose, and `rows` are some of so many.");
        code.Block($"private abstract class {ClassName}<TLane> : TileSums<TLane, {kernel.Element}>\n    where TLane : struct, ILane<TLane, {kernel.Element}>", () =>
        {
            EmitProduct();
            EmitPlainProduct(isShared: false);
            EmitPlainProduct(isShared: true);
            EmitSum();
            EmitBlock();
            if (HasPairs)
            {
                Tile(WideRows, 2, "one register each");
                Tile(RestRows, 2, RestNote);
            }

            if (HasSingles)
            {
                Tile(WideRows, 1, "one register each");
                Tile(RestRows, 1, RestNote);
            }

            Tile(NarrowRows, 1, "two or four registers each");
        });
    }

    private static string Name(int rows, int lanes) => $"Tile{rows}x{lanes}";

    private void Head(string access, string name, string parameters)
    {
        kernel.Optimized();
        kernel.Line($"{access} static void {name}<TEnd>({string.Format(CultureInfo.InvariantCulture, parameters, kernel.Element)})");
        kernel.Line($"    where TEnd : struct, ITileEnd<TLane, {kernel.Element}>");
    }

    private void EmitProduct()
    {
        Head("internal", "Product", Left + "ref readonly {0} right, " + Result + "int rows, int columns, int batch = 0");
        kernel.Scope(true, () =>
        {
            kernel.Line($"if (FewRows.Product<TLane, {kernel.Element}, TEnd>(in left, leftRow, leftStep, in right, depth, in aside, ref result, rows, columns, batch)) return;");
            kernel.Block("if (batch == 0 && !Panels.AreWorthwhile(rows, columns))", () =>
            {
                kernel.Line("Block<TEnd>(in left, leftRow, leftStep, Panels.InPlace(in right, columns), depth, in aside, ref result, rows, columns, 0, columns);");
                kernel.Line("return;");
            });
            kernel.Line();
            kernel.Line($"int width = GoOneByOne(rows) ? RowWidth : {2 * lane}, block = Panels.Block<{kernel.Element}>(depth, width);");
            kernel.Line($"int chunk = leftStep > 1 ? {ChunkRows} : rows; // xᵀ·δ reads x across its rows: what a few columns need stays in the cache");
            kernel.Block("for (int start = 0; start < columns; start += block)", () =>
            {
                kernel.Line("int end = int.Min(start + block, columns);");
                kernel.Line($"Panels<{kernel.Element}> panels = Panels.Pack<TLane, {kernel.Element}>(in right, columns, depth, start, end, width, batch > 0);");
                kernel.Block("for (int row = 0; row < rows; row += chunk)", () =>
                {
                    kernel.Line("int top = int.Min(row, rows - chunk);");
                    kernel.Line("Block<TEnd>(in Lanes.At(in left, top * leftRow), leftRow, leftStep, in panels, depth, in aside, ref Lanes.Place(ref result, top, columns), chunk, columns, start, end);");
                });
            });
        });
    }

    private void EmitPlainProduct(bool isShared)
    {
        string head = $"internal static void Product({string.Format(CultureInfo.InvariantCulture, Left + "ref readonly {0} right, int depth, ref {0} result, ", kernel.Element)}int rows, int columns, ";
        kernel.Line();
        if (!isShared)
        {
            kernel.Line("// The same with nothing aside: the sums as they are.");
            kernel.Line($"{head}int batch = 0) =>");
            kernel.Line($"    Product<PlainEnd<TLane, {kernel.Element}>>(in left, leftRow, leftStep, in right, depth, in right, ref result, rows, columns, batch);");
            return;
        }

        kernel.Line("// A thread's part of that: some rows of the result.");
        kernel.Block($"{head}int part, int parts)", () =>
        {
            kernel.Line("(int first, int count) = Share.Rows(rows, part, parts);");
            kernel.Line("Product(in Lanes.At(in left, first * leftRow), leftRow, leftStep, in right, depth, ref Lanes.Place(ref result, first, columns), count, columns);");
        });
    }

    private void EmitSum()
    {
        kernel.Line();
        kernel.Line("// The sum of each column: a product with ones.");
        kernel.Block($"internal static void Sum(ref readonly {kernel.Element} matrix, int rows, ref {kernel.Element} result, int columns)", () =>
        {
            kernel.Line($"{kernel.Element} one = 1; // in every row: its step is 0");
            kernel.Line("Product(in one, 0, 0, in matrix, rows, ref result, 1, columns);");
        });
    }

    private void EmitBlock()
    {
        kernel.Line();
        kernel.Line("// The columns from start to end.");
        Head("private", "Block", Left + "scoped in Panels<{0}> right, " + Result + "int rows, int columns, int start, int end");
        kernel.Scope(true, () =>
        {
            kernel.Block("if (GoOneByOne(rows))", () => kernel.Line("Rows<TEnd>(in left, leftRow, leftStep, in right, depth, in aside, ref result, rows, columns, start, end);"));
            kernel.Block("else if (TLane.IsWide)", Wide);
            kernel.Block("else", Narrow);
        });
        kernel.Line();
        kernel.Line("// Whether there are too few rows for a tile of several.");
        kernel.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        kernel.Line($"private static bool GoOneByOne(int rows) => rows < (TLane.IsWide ? 2 : {NarrowRows});");
    }

    private void Call(int rows, int lanes, string count, string condition, params string[] offsets) =>
        kernel.Line($"{condition}{Name(rows, lanes)}<TEnd>(in left, leftRow, leftStep, in right.At({(offsets[0] == "0" ? "0" : "column")}), right.Step, depth, in aside, ref result, {count}, columns, {string.Join(", ", offsets)});");

    private void Wide()
    {
        kernel.Line($"int whole = rows < {WideRows} ? 0 : rows % {WideRows} > {RestRows} ? rows : rows - rows % {WideRows}; // rows for tiles of {WideRows}");
        if (!HasPairs)
        {
            Rows(1, "0");
            return;
        }

        kernel.Block($"for (int column = start; column < end; column += {2 * lane})", () =>
        {
            void Pair()
            {
                kernel.Line($"int last = int.Min(column + {lane}, columns - {lane}); // starts early enough to be whole");
                Rows(2, "column", "last");
            }

            if (HasSingles)
            {
                kernel.Block($"if (columns - column > {lane})", Pair);
                kernel.Block("else", () =>
                {
                    kernel.Line($"int last = int.Max(0, columns - {lane});");
                    Rows(1, "last");
                });
            }
            else
            {
                Pair();
            }
        });
    }

    private void Rows(int lanes, params string[] offsets)
    {
        Call(WideRows, lanes, "whole", "if (whole > 0) ", offsets);
        Call(RestRows, lanes, "whole, rows", "if (whole < rows) ", offsets);
    }

    private void Narrow() => kernel.Block($"for (int column = start; column < end; column += {lane})", () =>
    {
        kernel.Line($"int first = int.Max(0, int.Min(column, columns - {lane})); // starts early enough to be whole, if it can be");
        Call(NarrowRows, 1, "rows", "", "first");
    });

    private void Tile(int rows, int lanes, string note)
    {
        int[] lanesOf = Enumerable.Range(0, lanes).ToArray(), rowsOf = Enumerable.Range(0, rows).ToArray();
        kernel.Line();
        kernel.Line($"// {rows} rows × {lanes} lane{(lanes == 1 ? "" : "s")} of sums, {note}.");
        Head("private", Name(rows, lanes), Left + "ref readonly {0} right, int step, " + Result + $"{(rows == RestRows ? "int from, " : "")}int rows, int columns{string.Concat(lanesOf.Select(index => $", int c{index}"))}");
        kernel.Scope(true, () =>
        {
            if (lanes == 1)
            {
                kernel.Line($"int count = int.Min({lane}, columns);");
            }

            kernel.Block(rows == RestRows ? $"for (int row = from; row < rows; row += {rows})" : $"for (int tile = 0; tile < rows; tile += {rows})", () =>
            {
                Places(rows, rowsOf);
                kernel.Line($"TLane {string.Join(", ", lanesOf.Select(index => $"s0{index} = TEnd.Start(in aside, c{index})"))};");
                foreach (int index in lanesOf)
                {
                    kernel.Line($"TLane {string.Join(", ", rowsOf.Skip(1).Select(row => $"s{row}{index} = s0{index}"))};");
                }

                kernel.Block("for (int k = 0, at = 0; k < depth; k++, at += leftStep)", () =>
                {
                    kernel.Line($"TLane {string.Join(", ", lanesOf.Select(index => $"w{index} = TLane.Load(in w, c{index})"))};");
                    foreach (int row in rowsOf)
                    {
                        Multiply(row, lanesOf);
                    }

                    kernel.Line("w = ref Lanes.At(in w, step);");
                });
                kernel.Line();
                Store(rowsOf, lanesOf);
            });
        });
    }

    private void Places(int rows, int[] rowsOf)
    {
        if (rows == RestRows)
        {
            kernel.Line($"int {string.Join(", ", rowsOf.Skip(1).Select(row => $"row{row} = int.Min(row + {row}, rows - 1)"))};");
            kernel.Line($"ref readonly {kernel.Element} x0 = ref Lanes.At(in left, row * leftRow), {string.Join(", ", rowsOf.Skip(1).Select(row => $"x{row} = ref Lanes.At(in left, row{row} * leftRow)"))}, w = ref right;");
            return;
        }

        kernel.Line($"int row = int.Min(tile, rows - {rows}); // the last tile overlaps the one before: same inputs, same bits");
        kernel.Line($"if (leftStep > 1 && step < columns) Prefetch.Block(ref Lanes.Place(ref result, row, columns), c0, columns, {rows}); // a large gradient comes from far away: it is here when the sums are");
        kernel.Line("ref readonly " + kernel.Element + " x0 = ref Lanes.At(in left, row * leftRow), w = ref right;");
        foreach (int[] some in new[] { rowsOf.Skip(1).Take(4).ToArray(), rowsOf.Skip(5).ToArray() }.Where(some => some.Length > 0))
        {
            kernel.Line($"ref readonly {kernel.Element} {string.Join(", ", some.Select(row => $"x{row} = ref Lanes.At(in x{row - 1}, leftRow)"))};");
        }
    }

    private void Multiply(int row, int[] lanes)
    {
        kernel.Line(lanes.Length == 1
            ? $"TLane.AddScaled(ref s{row}0, w0, in x{row}, at);"
            : $"Lanes.MultiplyAdd(TLane.Broadcast(in x{row}, at), {string.Join(", ", lanes.Select(index => $"w{index}"))}, {string.Join(", ", lanes.Select(index => $"ref s{row}{index}"))});");
    }

    private void Store(int[] rows, int[] lanes)
    {
        kernel.Line("int to = row * columns;");
        foreach (int row in rows)
        {
            foreach (int index in lanes.Where(index => index % 2 == 0))
            {
                kernel.Line(lanes.Length == 1
                    ? $"Store<TEnd>(s{row}0, in aside, ref result, to + c0, count);"
                    : $"Store<TEnd>(s{row}{index}, s{row}{index + 1}, in aside, ref result, to + c{index}, to + c{index + 1});");
            }

            if (row < rows.Length - 1)
            {
                kernel.Line(rows.Length == RestRows ? $"to = row{row + 1} * columns;" : "to += columns;");
            }
        }
    }
}
