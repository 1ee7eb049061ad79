using System.Globalization;
using Backprop.Serialization;
using Backprop.Tests.Data;
using static Backprop.Tests.Serialization.PlainSafetensors;

namespace Backprop.Tests.Serialization;

/// <summary>Tens of thousands of damaged files: each is read as it stands or refused with the one exception, in bounded time and memory, and a refused one
/// changes nothing in a model. <c>BACKPROP_FUZZ</c> is the number of files, if not 24,000.</summary>
public class SafetensorsFuzzTests
{
    private const int Usual = 24_000;

    // What reading takes beside the file: a buffer of 64 KiB, another for weights that are reordered, a model of 15 numbers, exceptions.
    private const long Constant = 1 << 17, PerByte = 4;

    private static readonly (string Header, byte[] Data)[] Files =
    [
        ("{" + string.Join(
            ',', Entry("dense1.weight", "F32", "[2,3]", 0, 24), Entry("dense1.bias", "F32", "[3]", 24, 36), Entry("batchNorm1.runningMean", "F32", "[3]", 36, 48),
            Entry("batchNorm1.runningVariance", "F32", "[3]", 48, 60)) + "}", Singles([.. Enumerable.Range(0, 15).Select(i => i * 0.5f)])),
        ("{\"__metadata__\":{\"format\":\"backprop\",\"backprop.architecture\":\"0123456789abcdef\"}," + string.Join(
            ',', Entry("batchNorm1.runningVariance", "F64", "[3]", 36, 60), Entry("dense1.bias", "F16", "[3]", 0, 6), Entry("dense1.weight", "F32", "[2,3]", 12, 36),
            Entry("batchNorm1.runningMean", "BF16", "[3]", 6, 12)) + "}  ",
            [.. new byte[12], .. Singles(1, 2, 3, 4, 5, 6), .. Doubles(1, -2, 1e30)]),
        ("{\"__metadata__\":{\"format\":\"pt\"}," + string.Join(
            ',', Entry("1.num_batches_tracked", "I64", "[]", 0, 8), Entry("0.bias", "F32", "[3]", 8, 20), Entry("0.weight", "F32", "[3,2]", 20, 44),
            Entry("1.running_mean", "F32", "[3]", 44, 56),
            Entry("1.running_var", "F32", "[3]", 56, 68)) + "}", [.. new byte[8], .. Singles([.. Enumerable.Range(0, 15).Select(i => i * 0.25f)])]),
        ("{" + Entry("a", "U8", "[5]", 0, 5) + "," + Entry("b", "F4", "[2,3]", 5, 8) + "," + Entry("none", "F32", "[0]", 8, 8) + "}", [1, 2, 3, 4, 5, 6, 7, 8]),
    ];

    private static int Cases => int.TryParse(Environment.GetEnvironmentVariable("BACKPROP_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out int cases) ? cases : Usual;

    private static LoadOptions Options(int file, System.Random random) => new()
    {
        Convention = file == 2 ? WeightConvention.PyTorch : WeightConvention.Backprop,
        Names = file == 2 ? TensorNames.InOrder() : TensorNames.AsTheyAre,
        RejectNonFinite = random.Next(2) == 0,
        Architecture = (ArchitectureCheck)random.Next(3),
    };

    /// <summary>Does it, and tells whether it was refused as it should be. Any other exception goes through. The runtime itself allocates now and then
    /// (see <see cref="Infrastructure.Allocations"/>), so what allocates too much is done again, and must always do so to fail.</summary>
    private static bool Refuses(byte[] bytes, Action action)
    {
        long most = Constant + (PerByte * bytes.Length), least = long.MaxValue;
        bool refused = false;
        for (int i = 0; i < 3 && least > most; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            refused = IsRefused(action);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.True(least <= most, $"{least} bytes allocated for {bytes.Length}.");
        return refused;
    }

    private static bool IsRefused(Action action)
    {
        try
        {
            action();
            return false;
        }
        catch (ModelFileException problem)
        {
            Assert.NotEmpty(problem.Reason);
            Assert.Equal("f", problem.File);
            Assert.EndsWith(problem.Reason, problem.Message);
            return true;
        }
    }

    /// <summary>Headers as large as they come for what they describe: the least tensors that can be written down, refused at the very end.</summary>
    [Fact]
    public void Memory_stays_in_proportion_to_the_header()
    {
        string entries = string.Join(',', Enumerable.Range(0, 65_000).Select(i => Entry(i.ToString("x", CultureInfo.InvariantCulture), "F32", "[0]", 0, 0)));
        string shape = "[" + string.Join(',', Enumerable.Repeat("1", 2_000_000)) + "]";
        foreach (string header in new[] { "{" + entries, "{" + entries + "," + Entry("x", "F32", "[2]", 0, 4) + "}", "{" + Entry("x", "F32", shape, 0, 5) + "}" })
        {
            byte[] bytes = PlainSafetensors.File(header, new byte[5]);
            Assert.True(Refuses(bytes, () => SafetensorsFile.Open(new MemoryStream(bytes), "f")));
            Assert.True(Refuses(bytes, () => StoredNetwork.DenseAndNorm<float>().LoadInto(new MemoryStream(bytes), name: "f")));
        }
    }

    /// <summary>65,536 tensors of some 200 bytes each, and 2¹⁴ KB of strings in UTF-16, are less than 64 MB beyond the header itself.</summary>
    [Theory]
    [InlineData("\"{0}\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}", 800_000)]
    [InlineData("\"{0}\":{\"dtype\"", 1)]
    public void Memory_is_the_size_of_the_file_and_a_constant(string entry, int count)
    {
        string entries = string.Join(',', Enumerable.Range(0, count).Select(i => entry.Replace("{0}", count == 1 ? new string('y', 50_000_000) : i.ToString("x", CultureInfo.InvariantCulture), StringComparison.Ordinal)));
        byte[] bytes = PlainSafetensors.File("{" + entries + "}", []);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(IsRefused(() => SafetensorsFile.Open(new MemoryStream(bytes), "f")));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, bytes.Length + (64L << 20));
    }

    [Fact]
    public Task Damaged_files_are_read_as_they_stand_or_refused() => InTime(() =>
    {
        var random = new System.Random(1);
        int read = 0, refused = 0;
        for (int i = 0; i < Cases / 2; i++)
        {
            (string header, byte[] data) = Files[i % Files.Length];
            byte[] bytes = SafetensorsMutations.Mutate(header, data, random);
            SafetensorsFile? file = null;

            bool isRefused = Refuses(bytes, () => file = SafetensorsFile.Open(new MemoryStream(bytes), "f"));

            (PlainSafetensorsReader.Tensor[] Tensors, Dictionary<string, string> Metadata)? expected = PlainSafetensorsReader.Parse(bytes);
            Assert.Equal(expected is null, isRefused);
            if (file is not null)
            {
                AssertSame(expected!.Value.Tensors, file);
                Assert.Equal(expected.Value.Metadata, file.Metadata);
            }

            _ = isRefused ? refused++ : read++;
        }

        Assert.True(read > Cases / 20 && refused > Cases / 10, $"{read} read, {refused} refused.");
    });

    [Fact]
    public Task Damaged_files_change_a_whole_model_or_nothing() => InTime(() =>
    {
        var random = new System.Random(2);
        StoredNetwork<float> single = StoredNetwork.DenseAndNorm<float>();
        StoredNetwork<double> wide = StoredNetwork.DenseAndNorm<double>();
        int read = 0, refused = 0;
        for (int i = 0; i < Cases / 2; i++)
        {
            int file = i % 3;
            byte[] bytes = SafetensorsMutations.Mutate(Files[file].Header, Files[file].Data, random);
            LoadOptions options = Options(file, random);
            bool isRefused = i % 2 == 0 ? Load(single, bytes, options, random) : Load(wide, bytes, options, random);
            Assert.True(isRefused || PlainSafetensorsReader.Parse(bytes) is not null);
            _ = isRefused ? refused++ : read++;
        }

        Assert.True(read > Cases / 100 && refused > Cases / 10, $"{read} read, {refused} refused.");
    });

    /// <summary>Whether the file is refused; then all numbers must be what they were, otherwise none.</summary>
    private static bool Load<T>(StoredNetwork<T> model, byte[] bytes, LoadOptions options, System.Random random)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        T[] before = [.. Enumerable.Range(0, 15).Select(i => T.CreateChecked(1000.25 + i))];
        model.Values = before;
        bool seeks = random.Next(2) == 0;

        bool refused = Refuses(bytes, () => model.LoadInto(seeks ? new MemoryStream(bytes) : new PipeStream(bytes), options, "f"));

        Assert.Equal(refused ? 15 : 0, model.Values.Zip(before).Count(pair => pair.First == pair.Second));
        return refused;
    }

    private static void AssertSame(PlainSafetensorsReader.Tensor[] expected, SafetensorsFile file)
    {
        Assert.Equal(expected.Select(tensor => (tensor.Name, tensor.Dtype)), file.Tensors.Select(tensor => (tensor.Name, tensor.Dtype)));
        foreach ((PlainSafetensorsReader.Tensor plain, SafetensorsTensor tensor) in expected.Zip(file.Tensors))
        {
            Assert.Equal(plain.Shape, tensor.Shape);
            double[] values = new double[tensor.Count];
            if (tensor.IsReadable)
            {
                file.Read(tensor.Name, values);
                Assert.Equal(Decode(plain), values);
            }
        }
    }

    private static IEnumerable<double> Decode(PlainSafetensorsReader.Tensor tensor) => tensor.Dtype switch
    {
        "F64" => tensor.Bytes.Chunk(8).Select(bytes => BitConverter.ToDouble(bytes)),
        "F32" => tensor.Bytes.Chunk(4).Select(bytes => (double)BitConverter.ToSingle(bytes)),
        "F16" => tensor.Bytes.Chunk(2).Select(bytes => (double)BitConverter.ToHalf(bytes)),
        _ => tensor.Bytes.Chunk(2).Select(bytes => (double)BitConverter.ToSingle([0, 0, .. bytes])),
    };

    /// <summary>Fails rather than hangs.</summary>
    private static Task InTime(Action test) => Task.Run(test, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60 + (Cases / 1000)));
}
