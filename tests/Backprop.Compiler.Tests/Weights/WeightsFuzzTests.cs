using System.Globalization;
using System.Text;
using Backprop.Compiler.Declaration;
using Backprop.Compiler.Emission;
using Backprop.Compiler.Tests.Infrastructure;
using Backprop.Compiler.Weights;

namespace Backprop.Compiler.Tests.Weights;

/// <summary>Whatever bytes stand in the file of <c>[Weights]</c>, the compiler reports them or emits code: it never throws. <c>BACKPROP_FUZZ</c> sets the number of files.</summary>
public sealed class WeightsFuzzTests
{
    private const int Usual = 20_000;
    private const string Header =
        """{"__metadata__":{"format":"backprop"},"dense1.weight":{"dtype":"F32","shape":[4,3],"data_offsets":[0,48]},"dense1.bias":{"dtype":"F16","shape":[3],"data_offsets":[48,54]}}""";

    private static readonly string[] Pieces =
        ["{", "}", "[", "]", ",", ":", "\"", "0", "-1", "48", "54", "9223372036854775807", "1e9", "F64", "BF16", "I64", "dense1.weight", "dense1.bias", "shape", "\\u0000", "\\ud800", "é", "null", " "];

    [Fact]
    public void DamagedFilesAreReportedOrCompiled()
    {
        ParsedNetwork network = Parsing.Parse("Net", "using Backprop; " + WeightRun.Network);
        Assert.Empty(network.Problems);
        int cases = int.TryParse(Environment.GetEnvironmentVariable("BACKPROP_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : Usual;
        var random = new Random(5);
        int bound = 0, refused = 0;
        for (int i = 0; i < cases; i++)
        {
            byte[] bytes = Mutate(random);
            string? resource = random.Next(4) == 0 ? "resource" : null;

            ParsedNetwork result = WeightBinding.Bind(network, new([new WeightFile("/model.safetensors", resource, bytes.Length, bytes, null)]));

            if (result.IsValid)
            {
                bound++;
                Assert.NotNull(result.Spec!.Weights!.Bound);
                if (bound <= 200)
                {
                    Assert.Equal(3, NetworkEmitter.Emit(result.Spec).Count);
                }
            }
            else
            {
                refused++;
                Assert.All(result.Problems, problem => Assert.StartsWith("BPC05", problem.Id, StringComparison.Ordinal));
            }
        }

        Assert.True(bound > cases / 50 && refused > cases / 4, $"{bound} bound, {refused} refused.");
    }

    // A right file with up to three changes: bytes of the data, the header or its length, pieces of JSON in it, a cut or a tail.
    private static byte[] Mutate(Random random)
    {
        var header = new StringBuilder(Header);
        byte[] data = new byte[54];
        random.NextBytes(data);
        long? length = null;
        int keep = int.MaxValue, more = 0;
        for (int change = random.Next(4); change > 0; change--)
        {
            int place = random.Next(header.Length);
            switch (random.Next(6))
            {
                case 0:
                    header.Insert(place, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 1:
                    header.Remove(place, Math.Min(random.Next(1, 20), header.Length - place));
                    header.Insert(place, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 2:
                    length = random.Next(3) switch { 0 => random.NextInt64(), 1 => random.Next(-3, 300), _ => -1 };
                    break;
                case 3:
                    keep = random.Next(300);
                    break;
                case 4:
                    more = random.Next(1, 9);
                    break;
                default:
                    header[place] = (char)random.Next(1, 256);
                    break;
            }
        }

        byte[] text = Encoding.UTF8.GetBytes(header.ToString());
        byte[] all = [.. BitConverter.GetBytes(length ?? text.Length), .. text, .. data, .. new byte[more]];
        return all.Length > keep ? all[..keep] : all;
    }
}
