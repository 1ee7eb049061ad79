using System.Reflection;
using System.Runtime.Loader;
using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;

namespace Backprop.Compiler.Tests.Emission;

/// <summary>The loops over blocks of lanes are compiled and run with a body that notes which columns it is given.</summary>
public sealed class LaneBlocksTests
{
    private const int Widest = 200;

    /// <summary>The kernels use one and four.</summary>
    private static readonly int[] LaneCounts = [1, 4];

    [Fact]
    public void EveryColumnOfEveryWidthIsCovered()
    {
        (Assembly assembly, List<(string Method, int Columns, int Lane)> cases) = CompileAll();
        foreach ((string method, int columns, int lane) in cases)
        {
            List<(int Start, int Count)> parts = [];
            List<(int First, int Second)> neighbours = [];
            assembly.GetType("Blocks")!.GetMethod(method)!.Invoke(null, [(int start, int count) => parts.Add((start, count)), (int first, int second) => neighbours.Add((first, second))]);

            HashSet<int> covered = [.. parts.SelectMany(part => Enumerable.Range(part.Start, part.Count))];
            Assert.True(covered.SetEquals(Enumerable.Range(0, columns)), $"{method} covers {string.Join(" ", parts)}.");
            Assert.True(parts.All(part => part.Count == Math.Min(lane, columns)), $"{method} has a lane that is not whole: {string.Join(" ", parts)}.");
            Assert.True(neighbours.All(pair => pair.Second == pair.First + lane), $"{method} calls lanes neighbours that are not: {string.Join(" ", neighbours)}.");
            Assert.True(parts.Count == (columns + lane - 1) / lane, $"{method} computes more lanes than it must: {string.Join(" ", parts)}.");
        }
    }

    [Fact]
    public void ALaneThatIsNarrowerThanALaneIsPartial()
    {
        List<LaneBlock> blocks = [];
        LaneBlocks.Emit(Kernel(new CodeWriter(), isDouble: false), "unit", "Units", 5, 4, ownScope: false, blocks.Add);

        LaneBlock block = Assert.Single(blocks);
        Assert.Equal(["0"], block.Offsets);
        Assert.Equal(5, block.Partial);
        Assert.Equal("TLane.LoadPartial(in x, row * 5 + 0, 5)", block.LoadOne(0, "x", offset => $"row * 5 + {offset}"));
    }

    /// <summary>What adds to a result must know which places a lane has in common with the one before: those of a block of its own, at the end.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void ALaneThatOverlapsStandsApart(int lanes)
    {
        for (int columns = 1; columns <= Widest; columns++)
        {
            List<LaneBlock> blocks = [];
            CodeWriter code = new();
            LaneBlocks.Emit(Kernel(code, isDouble: false), "unit", "Units", columns, lanes, ownScope: true, blocks.Add, apart: true);
            LaneBlocks.DeclareShared(Kernel(code, isDouble: false), columns);

            bool overlaps = columns > 16 && columns % 16 > 0;
            Assert.All(blocks.SkipLast(1), block => Assert.False(block.Overlaps));
            Assert.Equal(overlaps, blocks[^1].Overlaps);
            Assert.Equal(overlaps, blocks[^1].IsShared(blocks[^1].Count - 1));
            Assert.Equal(overlaps && blocks[^1].Offsets[^1] == $"{columns - 16}", overlaps);
            Assert.DoesNotContain("int.Min", code.ToString(), StringComparison.Ordinal);
            Assert.Equal(overlaps, code.ToString().Contains($"TLane shared = TLane.KeepFirst(TLane.AreEqual(TLane.Zero, TLane.Zero), {16 - (columns % 16)});", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void NeighboursAreLoadedAndStoredTogether()
    {
        CodeWriter code = new();
        KernelWriter kernel = Kernel(code, isDouble: true);
        LaneBlock neighbours = new(["unit", "unit + 8"], null, true), apart = new(["0", "3"], null, false), partial = new(["16"], 3, true);
        neighbours.Load(kernel, "w", "weight", offset => $"k * Units + {offset}");
        neighbours.Store(kernel, lane => $"s{lane}", "y", offset => offset);
        apart.Load(kernel, "w", "weight", offset => offset);
        apart.Store(kernel, lane => $"s{lane}", "y", offset => offset);
        partial.Store(kernel, lane => $"s{lane}", "y", offset => offset);

        Assert.Equal(
            """
            Lanes.Load(in weight, k * Units + unit, out TLane w0, out TLane w1);
            Lanes.Store(ref y, unit, s0, s1);
            TLane w0 = TLane.Load(in weight, 0), w1 = TLane.Load(in weight, 3);
            TLane.Store(s0, ref y, 0);
            TLane.Store(s1, ref y, 3);
            TLane.StorePartial(s0, ref y, 16, 3);

            """.Replace("\r\n", "\n", StringComparison.Ordinal),
            code.ToString());
    }

    private static KernelWriter Kernel(CodeWriter code, bool isDouble) => new(code, isDouble, new NameTable());

    private static (Assembly Assembly, List<(string Method, int Columns, int Lane)> Cases) CompileAll()
    {
        CodeWriter code = new();
        List<(string, int, int)> cases = [];
        code.Block("public static class Blocks", () =>
        {
            foreach (bool isDouble in new[] { false, true })
            {
                foreach (int lanes in LaneCounts)
                {
                    for (int columns = 1; columns <= Widest; columns++)
                    {
                        string method = $"{(isDouble ? "Double" : "Float")}{lanes}Lanes{columns}Columns";
                        cases.Add((method, columns, isDouble ? 8 : 16));
                        EmitMethod(code, method, isDouble, columns, lanes);
                    }
                }
            }
        });
        Compilation compilation = TestCompiler.Compile(code.ToString());
        using MemoryStream image = new();
        EmitResult result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Take(5)));
        image.Position = 0;
        return (new AssemblyLoadContext("Blocks", isCollectible: true).LoadFromStream(image), cases);
    }

    private static void EmitMethod(CodeWriter code, string method, bool isDouble, int columns, int lanes)
    {
        KernelWriter kernel = Kernel(code, isDouble);
        code.Block($"public static void {method}(System.Action<int, int> part, System.Action<int, int> neighbours)", () =>
        {
            code.Line($"const int Units = {columns};");
            LaneBlocks.Emit(kernel, "unit", "Units", columns, lanes, ownScope: columns % 2 == 0, block =>
            {
                if (columns % 2 == 0)
                {
                    code.Braces(() => Note(code, kernel, block));
                }
                else
                {
                    Note(code, kernel, block);
                }
            });
        });
    }

    /// <summary>Reports each lane of the block; the local keeps the promise that scopes do not clash.</summary>
    private static void Note(CodeWriter code, KernelWriter kernel, LaneBlock block)
    {
        code.Line($"int count = {block.Partial ?? kernel.Lane};");
        foreach (int lane in block.Indexes)
        {
            code.Line($"part({block.Offsets[lane]}, count);");
            if (block.SideBySide && lane > 0)
            {
                code.Line($"neighbours({block.Offsets[lane - 1]}, {block.Offsets[lane]});");
            }
        }
    }
}
