using Backprop.Serialization;
using Backprop.Tests.Data;
using static Backprop.Tests.Serialization.PlainSafetensors;

namespace Backprop.Tests.Serialization;

/// <summary>A file that does not fit is refused with the tensor and the reason, and nothing of the model changes.</summary>
public class ModelRefusalTests
{
    private static readonly string Weight = Entry("dense1.weight", "F32", "[2,3]", 0, 24), Bias = Entry("dense1.bias", "F32", "[3]", 24, 36),
        Mean = Entry("batchNorm1.runningMean", "F32", "[3]", 36, 48), Variance = Entry("batchNorm1.runningVariance", "F32", "[3]", 48, 60);

    private static byte[] Fitting(string metadata = "") => PlainSafetensors.File("{" + metadata + string.Join(',', Weight, Bias, Mean, Variance) + "}", Singles(new float[15]));

    private static (string? Tensor, string Reason) Refused(byte[] file, LoadOptions? options = null, string? fingerprint = "0123456789abcdef")
    {
        StoredNetwork<float> model = StoredNetwork.DenseAndNorm<float>(fingerprint);
        float[] before = [.. Enumerable.Range(0, 15).Select(i => i + 0.5f)];
        model.Values = before;

        ModelFileException refused = Assert.Throws<ModelFileException>(() => model.LoadInto(new MemoryStream(file), options, "f"));

        Assert.Equal(before, model.Values);
        Assert.Equal("f", refused.File);
        return (refused.Tensor, refused.Reason);
    }

    [Fact]
    public void A_file_that_fits_is_loaded()
    {
        StoredNetwork<float> model = StoredNetwork.DenseAndNorm<float>();
        model.Values = [.. Enumerable.Range(0, 15).Select(i => i + 0.5f)];
        model.LoadInto(new MemoryStream(Fitting()));
        Assert.Equal(new float[15], model.Values);
    }

    [Fact]
    public void A_missing_tensor() => Assert.Equal(
        ("batchNorm1.runningVariance", "The file has no such tensor."),
        Refused(PlainSafetensors.File("{" + string.Join(',', Weight, Bias, Mean) + "}", new byte[48])));

    [Fact]
    public void A_missing_tensor_where_others_are_surplus()
    {
        string others = string.Join(',', Enumerable.Range(0, 5).Select(i => Entry($"fc{i}", "F32", "[]", 24 + (i * 4), 28 + (i * 4))));
        Assert.Equal(
            ("dense1.bias", "The file has no such tensor, but \"fc0\", \"fc1\", \"fc2\", which the model has not; LoadOptions.Names can map names."),
            Refused(PlainSafetensors.File("{" + Weight + "," + others + "}", new byte[44])));
    }

    [Fact]
    public void A_surplus_tensor() => Assert.Equal(
        ("dense2.weight", "The model has no such tensor."),
        Refused(PlainSafetensors.File("{" + string.Join(',', Weight, Bias, Mean, Variance, Entry("dense2.weight", "F32", "[]", 60, 64)) + "}", new byte[64])));

    [Fact]
    public void A_wrong_dtype() => Assert.Equal(
        ("dense1.bias", "Its values are I32; F64, F32, F16 and BF16 can be read."),
        Refused(PlainSafetensors.File("{" + string.Join(',', Weight, Entry("dense1.bias", "I32", "[3]", 24, 36), Mean, Variance) + "}", new byte[60])));

    [Fact]
    public void A_wrong_shape()
    {
        Assert.Equal(
            ("dense1.weight", "Its shape is [3×2]; the model's is [2×3]."),
            Refused(PlainSafetensors.File("{" + string.Join(',', Entry("dense1.weight", "F32", "[3,2]", 0, 24), Bias, Mean, Variance) + "}", new byte[60])));
        Assert.Equal(
            ("dense1.bias", "Its shape is [3×1]; the model's is [3]."),
            Refused(PlainSafetensors.File("{" + string.Join(',', Weight, Entry("dense1.bias", "F32", "[3,1]", 24, 36), Mean, Variance) + "}", new byte[60])));
        Assert.Equal(
            ("dense1.weight", "Its shape is [2×3]; the model's [2×3] would be [3×2]."),
            Refused(
                PlainSafetensors.File(
                    "{" + string.Join(',', Weight, Bias, Mean.Replace("runningMean", "running_mean"), Variance.Replace("runningVariance", "running_var")) + "}", new byte[60]),
                new LoadOptions { Convention = WeightConvention.PyTorch }));
    }

    [Fact]
    public void Another_architecture()
    {
        string metadata = "\"__metadata__\":{\"backprop.architecture\":\"ffff\"},";
        const string Reason = "It comes from another architecture, \"ffff\"; the model's is \"0123456789abcdef\". The tensors would fit, the layers do not.";

        Assert.Equal((null, Reason), Refused(Fitting(metadata)));
        Assert.Equal((null, Reason), Refused(Fitting(metadata), new LoadOptions { Architecture = ArchitectureCheck.Required }));
        Assert.Equal(
            (null, "It does not say from which architecture it comes: its metadata has no \"backprop.architecture\"."),
            Refused(Fitting(), new LoadOptions { Architecture = ArchitectureCheck.Required }));
        Assert.Equal(
            (null, "It comes from another architecture, \"ffff\"; the model's is \"unknown\". The tensors would fit, the layers do not."),
            Refused(Fitting(metadata), new LoadOptions { Architecture = ArchitectureCheck.Required }, fingerprint: null));
        StoredNetwork.DenseAndNorm<float>().LoadInto(new MemoryStream(Fitting(metadata)), new LoadOptions { Architecture = ArchitectureCheck.None });
        StoredNetwork.DenseAndNorm<float>(fingerprint: null).LoadInto(new MemoryStream(Fitting(metadata)));
        StoredNetwork.DenseAndNorm<float>("ffff").LoadInto(new MemoryStream(Fitting(metadata)), new LoadOptions { Architecture = ArchitectureCheck.Required });
    }

    [Fact]
    public void Another_convention()
    {
        Assert.Equal(
            (null, "Its format is \"pt\": it loads with WeightConvention.PyTorch, not with WeightConvention.Backprop."),
            Refused(Fitting("\"__metadata__\":{\"format\":\"pt\"},")));
        Assert.Equal(
            (null, "Its format is \"backprop\": it loads with WeightConvention.Backprop, not with WeightConvention.PyTorch."),
            Refused(Fitting("\"__metadata__\":{\"format\":\"backprop\"},"), new LoadOptions { Convention = WeightConvention.PyTorch }));
        StoredNetwork.DenseAndNorm<float>().LoadInto(new MemoryStream(Fitting("\"__metadata__\":{\"format\":\"np\"},")));
    }

    [Theory]
    [InlineData(double.NaN, "F32", "NaN")]
    [InlineData(double.NegativeInfinity, "F32", "-Infinity")]
    [InlineData(double.NaN, "F64", "NaN")]
    [InlineData(double.PositiveInfinity, "F64", "Infinity")]
    public void A_number_that_is_none(double number, string dtype, string text)
    {
        int size = dtype == "F32" ? 4 : 8;
        byte[] variance = dtype == "F32" ? Singles(1, (float)number, 1) : Doubles(1, number, 1);
        byte[] file = PlainSafetensors.File(
            "{" + string.Join(',', Weight, Bias, Mean, Entry("batchNorm1.runningVariance", dtype, "[3]", 48, 48 + (3 * size))) + "}", [.. Singles(new float[12]), .. variance]);

        Assert.Equal(("batchNorm1.runningVariance", $"Value 1 is {text}, not a finite number."), Refused(file, new LoadOptions { RejectNonFinite = true }));
        StoredNetwork<float> model = StoredNetwork.DenseAndNorm<float>();
        model.LoadInto(new MemoryStream(file));
        Assert.Equal((float)number, model.State[4]);
    }

    [Fact]
    public void A_number_beyond_single_precision()
    {
        byte[] file = PlainSafetensors.File(
            "{" + string.Join(',', Weight, Bias, Mean, Entry("batchNorm1.runningVariance", "F64", "[3]", 48, 72)) + "}", [.. Singles(new float[12]), .. Doubles(1, 1, -1e300)]);

        Assert.Equal(("batchNorm1.runningVariance", "Value 2 is -1E+300, which is beyond single precision."), Refused(file));
        StoredNetwork.DenseAndNorm<double>().LoadInto(new MemoryStream(file));
    }

    [Fact]
    public void A_file_cut_off_anywhere_or_too_long_by_anything()
    {
        byte[] file = Fitting();
        for (int length = 0; length < file.Length; length++)
        {
            Refused(file[..length]);
            RefusedFromPipe(file[..length]);
        }

        Assert.Equal((null, "The tensors end after 60 bytes of data, but 61 are in the file."), Refused([.. file, 0]));
        Assert.Equal("The tensors end after 60 bytes of data, but more follow in the file.", RefusedFromPipe([.. file, 0]));
        Assert.Equal("The file ends within its values: it is cut off.", RefusedFromPipe(file[..^1]));
    }

    private static string RefusedFromPipe(byte[] file)
    {
        StoredNetwork<float> model = StoredNetwork.DenseAndNorm<float>();
        model.Parameters.Fill(7);
        string reason = Assert.Throws<ModelFileException>(() => model.LoadInto(new PipeStream(file))).Reason;
        Assert.Equal(-1, model.Parameters.IndexOfAnyExcept(7f));
        return reason;
    }
}
