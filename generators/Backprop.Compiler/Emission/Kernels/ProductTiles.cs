using System.Globalization;

namespace Backprop.Compiler.Emission.Kernels;

/// <summary>Writes the class of register tiles that all matrix products of a network share: only those that one of its products needs.</summary>
/// <param name="columns">The numbers of columns of its products' results.</param>
internal sealed class ProductTiles(KernelWriter kernel, IReadOnlyCollection<int> columns)
{
    /// <summary>The emitted class.</summary>
    public const string ClassName = "Tiles";

    // 8 × 2 sums of one register, or 6 sums of two: with what they are made of they fit into 32 and into 16 registers.
    private const int WideRows = 8, NarrowRows = 6, ChunkRows = 32;

    private const string Parameters = "(ref readonly {0} left, int leftRow, int leftStep, ref readonly {0} right, {1}int depth, ref readonly {0} aside, ref {0} result, int rows, int columns";

    private readonly int lane = kernel.Lane;

    // Whether some product has two lanes side by side, a lane left over after those, rows of four lanes, or rows that are shorter.
    private bool HasPairs => columns.Any(count => count > lane);

    private bool HasSingles => columns.Any(count => (count + lane - 1) / lane % 2 == 1);

    private bool HasLongRows => columns.Any(count => count >= 4 * lane);

    private bool HasShortRows => columns.Any(count => count < RowLanes * lane);

    // A row at a time passes through the weights once for so many lanes: all long rows should have them.
    private int RowLanes => columns.Where(count => count >= 4 * lane).All(count => count >= 8 * lane) ? 8 : 4;

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
        code.Block($"private static class {ClassName}<TLane>\n    where TLane : struct, ILane<TLane, {kernel.Element}>", () =>
        {
            EmitProduct();
            EmitPlainProduct(isShared: false);
            EmitPlainProduct(isShared: true);
            EmitSum();
            if (HasPairs)
            {
                Tile(WideRows, 2, "one register each");
            }

            if (HasSingles)
            {
                Tile(WideRows, 1, "one register each");
            }

            Tile(NarrowRows, 1, "two or four registers each");
            if (HasLongRows)
            {
                Tile(1, RowLanes, "for a few rows");
            }

            if (HasShortRows)
            {
                Tile(1, 1, "for a few short rows");
            }
        });
    }

    // A product's right factor has its columns side by side; that of a tile may be a copy of a few of them.
    private string Text(bool isTile) => string.Format(CultureInfo.InvariantCulture, Parameters, kernel.Element, isTile ? "int step, " : "");

    private static string Name(int rows, int lanes) => $"Tile{rows}x{lanes}";

    private void Head(string access, string name, string more)
    {
        kernel.Optimized();
        kernel.Line($"{access} static void {name}<TEnd>{Text(isTile: more.Length > 0)}{more})");
        kernel.Line($"    where TEnd : struct, ITileEnd<TLane, {kernel.Element}>");
    }

    private void EmitProduct()
    {
        Head("internal", "Product", "");
        kernel.Scope(true, () =>
        {
            if (Packs)
            {
                kernel.Line("bool packs = Panels.AreWorthwhile(rows, columns, depth); // rows of `right` are far apart, and read again for every tile");
                kernel.Line($"if (packs) Panels.Pack<TLane, {kernel.Element}>(in right, columns, depth);");
                kernel.Line();
            }

            kernel.Block($"if (rows < {NarrowRows})", FewRows);
            kernel.Block($"else if (TLane.IsWide && rows >= {WideRows})", () => Chunks(Wide));
            kernel.Block("else", () => Chunks(() => Singles(NarrowRows)));
        });
    }

    private void EmitPlainProduct(bool isShared)
    {
        string head = $"internal static void Product{Text(isTile: false).Replace($"ref readonly {kernel.Element} aside, ", "")}";
        kernel.Line();
        if (!isShared)
        {
            kernel.Line("// The same with nothing aside: the sums as they are.");
            kernel.Line($"{head}) =>");
            kernel.Line($"    Product<PlainEnd<TLane, {kernel.Element}>>(in left, leftRow, leftStep, in right, depth, in right, ref result, rows, columns);");
            return;
        }

        kernel.Line("// A thread's part of that: some rows of the result.");
        kernel.Block($"{head}, int part, int parts)", () =>
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

    // Whether some product has so many columns that a copy of a few is worth its time.
    private bool Packs => columns.Any(count => count >= 256);

    private void Call(int rows, int lanes, params string[] offsets)
    {
        bool packs = Packs && rows > 1;
        string left = "in left", result = "ref result", count = "rows";
        if (packs)
        {
            kernel.Line($"ref readonly {kernel.Element} from = ref packs ? ref Panels.Of<TLane, {kernel.Element}>(columns, column, depth) : ref right;");
            (left, result, count) = ("in Lanes.At(in left, top * leftRow)", "ref Lanes.Place(ref result, top, columns)", "chunk");
        }

        string step = packs ? $"packs ? {2 * lane} : columns" : "columns";
        kernel.Line($"{Name(rows, lanes)}<TEnd>({left}, leftRow, leftStep, in {(packs ? "from" : "right")}, {step}, depth, in aside, {result}, {count}, columns, {string.Join(", ", offsets)});");
    }

    // xᵀ·δ goes through columns of x, whose numbers are far apart: a few of them at a time stay in the cache while all columns of δ pass. It has nothing aside.
    private void Chunks(Action body)
    {
        if (!Packs)
        {
            body();
            return;
        }

        kernel.Line($"int chunk = packs && leftStep > 1 ? {ChunkRows} : rows; // xᵀ·δ reads x across its rows: what a few columns need stays in the cache");
        kernel.Block("for (int start = 0; start < rows; start += chunk)", () =>
        {
            kernel.Line("int top = int.Min(start, rows - chunk);");
            body();
        });
    }

    private void FewRows()
    {
        if (!HasLongRows)
        {
            Singles(1);
            return;
        }

        int block = RowLanes * lane;
        void Long() => kernel.Block($"for (int column = 0; column < columns; column += {block})", () =>
        {
            kernel.Line($"int first = int.Min(column, columns - {block}); // the last lanes overlap those before: same inputs, same bits");
            Call(1, RowLanes, [.. Enumerable.Range(0, RowLanes).Select(index => index == 0 ? "first" : $"first + {index * lane}")]);
        });
        if (HasShortRows)
        {
            kernel.Block($"if (columns >= {block})", Long);
            kernel.Block("else", () => Singles(1));
        }
        else
        {
            Long();
        }
    }

    private void Wide()
    {
        if (!HasPairs)
        {
            Singles(WideRows);
            return;
        }

        kernel.Block($"for (int column = 0; column < columns; column += {2 * lane})", () =>
        {
            void Pair()
            {
                kernel.Line($"int last = int.Min(column + {lane}, columns - {lane}); // starts early enough to be whole");
                Call(WideRows, 2, "column", "last");
            }

            if (HasSingles)
            {
                kernel.Block($"if (columns - column > {lane})", Pair);
                kernel.Block("else", () => Single(WideRows));
            }
            else
            {
                Pair();
            }
        });
    }

    private void Singles(int rows) => kernel.Block($"for (int column = 0; column < columns; column += {lane})", () => Single(rows));

    private void Single(int rows)
    {
        kernel.Line($"int first = int.Max(0, int.Min(column, columns - {lane})); // starts early enough to be whole, if it can be");
        Call(rows, 1, "first");
    }

    private void Tile(int rows, int lanes, string note)
    {
        int[] lanesOf = Enumerable.Range(0, lanes).ToArray(), rowsOf = Enumerable.Range(0, rows).ToArray();
        kernel.Line();
        kernel.Line($"// {rows} row{(rows == 1 ? "" : "s")} × {lanes} lane{(lanes == 1 ? "" : "s")} of sums, {note}.");
        Head("private", Name(rows, lanes), string.Concat(lanesOf.Select(index => $", int c{index}")));
        kernel.Scope(true, () =>
        {
            if (lanes == 1)
            {
                kernel.Line($"int count = int.Min({lane}, columns);");
            }

            kernel.Block(rows == 1 ? "for (int row = 0; row < rows; row++)" : $"for (int tile = 0; tile < rows; tile += {rows})", () =>
            {
                if (rows > 1)
                {
                    kernel.Line($"int row = int.Min(tile, rows - {rows}); // the last tile overlaps the one before: same inputs, same bits");
                }

                kernel.Line("ref readonly " + kernel.Element + " x0 = ref Lanes.At(in left, row * leftRow), w = ref right;");
                foreach (int[] some in new[] { rowsOf.Skip(1).Take(4).ToArray(), rowsOf.Skip(5).ToArray() }.Where(some => some.Length > 0))
                {
                    kernel.Line($"ref readonly {kernel.Element} {string.Join(", ", some.Select(row => $"x{row} = ref Lanes.At(in x{row - 1}, leftRow)"))};");
                }

                kernel.Line($"TLane {string.Join(", ", lanesOf.Select(index => $"s0{index} = TEnd.Start(in aside, c{index})"))};");
                foreach (int row in rowsOf.Skip(1))
                {
                    kernel.Line($"TLane {string.Join(", ", lanesOf.Select(index => $"s{row}{index} = s0{index}"))};");
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

    private void Multiply(int row, int[] lanes)
    {
        string x = $"TLane.Broadcast(in x{row}, at)";
        if (lanes.Length == 1)
        {
            kernel.Line($"s{row}0 = TLane.MultiplyAdd({x}, w0, s{row}0);");
            return;
        }

        foreach (int first in lanes.Where(index => index % 4 == 0))
        {
            int[] some = lanes.Skip(first).Take(4).ToArray();
            kernel.Line($"Lanes.MultiplyAdd({x}, {string.Join(", ", some.Select(index => $"w{index}"))}, {string.Join(", ", some.Select(index => $"ref s{row}{index}"))});");
        }
    }

    private void Store(int[] rows, int[] lanes)
    {
        kernel.Line("int to = row * columns;");
        foreach (int row in rows)
        {
            foreach (int index in lanes)
            {
                string finished = $"TEnd.Finish(s{row}{index}, in aside, to + c{index})";
                kernel.Line(lanes.Length == 1
                    ? $"Lanes.StoreFirst({finished}, ref result, to + c0, count);"
                    : $"TLane.Store({finished}, ref result, to + c{index});");
            }

            if (row < rows.Length - 1)
            {
                kernel.Line("to += columns;");
            }
        }
    }
}
