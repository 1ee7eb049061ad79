using System.Text;
using Backprop.Serialization;
using Backprop.Tests.Data;
using static Backprop.Tests.Serialization.PlainSafetensors;

namespace Backprop.Tests.Serialization;

/// <summary>What is saved is in the file as it stands in memory, and what is loaded is in the model as it stands in the file.</summary>
public class ModelFilesTests
{
    private const string Header = "{\"__metadata__\":{\"format\":\"backprop\",\"backprop.version\":\"0.1.0\","
        + "\"backprop.architecture\":\"0123456789abcdef\",\"trained on\":\"spirals\"},"
        + "\"dense1.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},\"dense1.bias\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[24,36]},"
        + "\"batchNorm1.runningMean\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[36,48]},"
        + "\"batchNorm1.runningVariance\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[48,60]}}";

    private static readonly float[] Numbers = [.. Enumerable.Range(1, 15).Select(i => i * 0.125f)];

    private static byte[] Saved<T>(INetwork<T> model, SaveOptions? options = null)
        where T : unmanaged
    {
        var stream = new MemoryStream();
        model.Save(stream, options);
        return stream.ToArray();
    }

    [Fact]
    public void The_file_is_the_layout_and_then_the_memory()
    {
        StoredNetwork<float> model = StoredNetwork.DenseAndNorm<float>();
        model.Values = Numbers;

        byte[] saved = Saved(model, new SaveOptions { Metadata = new Dictionary<string, string> { ["trained on"] = "spirals" } });

        int padded = (Encoding.UTF8.GetByteCount(Header) + 7) / 8 * 8;
        Assert.Equal(PlainSafetensors.File(Header.PadRight(padded), Singles(Numbers)), saved);
    }

    [Fact]
    public void What_is_saved_is_loaded_bit_by_bit()
    {
        StoredNetwork<float> model = StoredNetwork.DenseAndNorm<float>(), other = StoredNetwork.DenseAndNorm<float>();
        float oddNaN = BitConverter.Int32BitsToSingle(0x7FC12345);
        model.Values = [float.NaN, oddNaN, -0f, float.Epsilon, float.PositiveInfinity, float.MaxValue, .. Numbers[6..]];
        using var file = new TemporaryFile([]);

        model.Save(file.Path);
        other.LoadInto(file.Path);

        Assert.Equal(model.Values.Select(BitConverter.SingleToInt32Bits), other.Values.Select(BitConverter.SingleToInt32Bits));
        Assert.False(System.IO.File.Exists(file.Path + ".tmp"));
    }

    [Fact]
    public void Precisions_are_converted_both_ways()
    {
        StoredNetwork<double> model = StoredNetwork.DenseAndNorm<double>(), same = StoredNetwork.DenseAndNorm<double>();
        StoredNetwork<float> single = StoredNetwork.DenseAndNorm<float>();
        model.Values = [.. Enumerable.Range(1, 15).Select(i => i / 3.0)];

        same.LoadInto(new MemoryStream(Saved(model)));
        single.LoadInto(new MemoryStream(Saved(model)));
        byte[] narrow = Saved(model, new SaveOptions { Precision = Precision.Single });

        Assert.Equal(model.Values, same.Values);
        Assert.Equal(model.Values.Select(value => (float)value), single.Values);
        Assert.Equal(Singles([.. model.Values.Select(value => (float)value)]), narrow[^60..]);
        same.LoadInto(new MemoryStream(Saved(single, new SaveOptions { Precision = Precision.Double })));
        Assert.Equal(single.Values.Select(value => (double)value), same.Values);
    }

    [Fact]
    public void Tensors_may_stand_in_any_order_and_come_from_a_pipe()
    {
        StoredNetwork<float> model = StoredNetwork.DenseAndNorm<float>();
        byte[] file = PlainSafetensors.File(
            "{" + Entry("batchNorm1.runningMean", "F16", "[3]", 36, 42) + "," + Entry("dense1.weight", "F32", "[2,3]", 12, 36) + ","
            + Entry("dense1.bias", "BF16", "[3]", 42, 48) + "," + Entry("batchNorm1.runningVariance", "F32", "[3]", 0, 12) + "}",
            [.. Singles(10, 11, 12), .. Singles(1, 2, 3, 4, 5, 6), 0, 0x3C, 0, 0x3C, 0, 0xBC, 0x80, 0x3F, 0, 0x40, 0x40, 0x40]);

        model.LoadInto(new PipeStream(file));

        Assert.Equal([1, 2, 3, 4, 5, 6, 1, 2, 3, 1, 1, -1, 10, 11, 12], model.Values);
    }

    [Fact]
    public void A_model_without_an_architecture_is_saved_and_loaded_too()
    {
        StoredNetwork<float> model = StoredNetwork.DenseAndNorm<float>(fingerprint: null), other = StoredNetwork.DenseAndNorm<float>();
        model.Values = Numbers;

        other.LoadInto(new MemoryStream(Saved(model)));
        model.LoadInto(new MemoryStream(Saved(other)));

        Assert.Equal(Numbers, other.Values);
        Assert.Throws<NotSupportedException>(() => Saved(model, new SaveOptions { Convention = WeightConvention.PyTorch }));
    }

    [Fact]
    public void The_emitted_Load_gets_its_model_back()
    {
        StoredNetwork<float> model = StoredNetwork.DenseAndNorm<float>(), fresh = StoredNetwork.DenseAndNorm<float>();
        model.Values = Numbers;
        using var file = new TemporaryFile(Saved(model));

        Assert.Same(fresh, ModelFiles.Load<StoredNetwork<float>, float>(fresh, file.Path));
        Assert.Equal(Numbers, fresh.Values);
    }

    [Fact]
    public void A_save_that_fails_leaves_the_old_file()
    {
        StoredNetwork<double> model = StoredNetwork.DenseAndNorm<double>();
        using var file = new TemporaryFile([1, 2, 3]);
        model.Parameters[7] = 1e39;

        OverflowException failed = Assert.Throws<OverflowException>(() => model.Save(file.Path, new SaveOptions { Precision = Precision.Single }));

        Assert.Equal("dense1.bias has the value 1E+39, which is beyond single precision.", failed.Message);
        Assert.Equal([1, 2, 3], System.IO.File.ReadAllBytes(file.Path));
        Assert.False(System.IO.File.Exists(file.Path + ".tmp"));
    }

    [Fact]
    public void Wrong_calls_are_told()
    {
        StoredNetwork<float> model = StoredNetwork.DenseAndNorm<float>();

        Assert.Throws<ArgumentNullException>(() => ((INetwork<float>)null!).Save("x"));
        Assert.Throws<ArgumentNullException>(() => ((INetwork<float>)null!).LoadInto("x"));
        Assert.Throws<ArgumentException>(() => model.Save(""));
        Assert.Throws<ArgumentException>(() => model.LoadInto(""));
        Assert.Throws<ArgumentException>(() => model.Save(new MemoryStream([], writable: false)));
        Assert.Throws<FileNotFoundException>(() => model.LoadInto("no such file"));
        Assert.Throws<NotSupportedException>(() => StoredNetwork.DenseAndNorm<int>().Save(new MemoryStream()));
        Assert.Throws<NotSupportedException>(() => StoredNetwork.DenseAndNorm<int>().LoadInto(new MemoryStream(Saved(model))));
        Assert.Throws<ArgumentNullException>(() => Saved(model, new SaveOptions { Names = null! }));
        Assert.Throws<ArgumentException>(() => Saved(model, new SaveOptions { Convention = (WeightConvention)7 }));
        Assert.Throws<ArgumentException>(() => Saved(model, new SaveOptions { Precision = (Precision)7 }));
        Assert.Throws<ArgumentException>(() => Saved(model, new SaveOptions { Metadata = new Dictionary<string, string> { ["format"] = "mine" } }));
        Assert.Throws<ArgumentException>(() => Saved(model, new SaveOptions { Metadata = new Dictionary<string, string> { ["backprop.x"] = "mine" } }));
    }

    [Fact]
    public void Loading_and_saving_take_memory_for_one_copy()
    {
        var layout = new ParameterLayout(new ParameterInfo("dense1.weight", 0, [1000, 1000], ParameterKind.Weight));
        var architecture = new NetworkArchitecture(
            "f", new LayerDeclaration("Input", new InputAttribute(1000), [1000]), new LayerDeclaration("Dense1", new DenseAttribute(1000), [1000]));
        var model = new StoredNetwork<float>(architecture, layout, ParameterLayout.Empty);
        using var file = new TemporaryFile([]);
        foreach (WeightConvention convention in Enum.GetValues<WeightConvention>())
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            model.Save(file.Path, new SaveOptions { Convention = convention });
            long saved = GC.GetAllocatedBytesForCurrentThread();
            model.LoadInto(file.Path, new LoadOptions { Convention = convention });
            long loaded = GC.GetAllocatedBytesForCurrentThread();

            Assert.True(saved - before < 300_000, $"Saving took {saved - before} bytes.");
            Assert.True(loaded - saved < 4_300_000, $"Loading took {loaded - saved} bytes.");
        }
    }
}
