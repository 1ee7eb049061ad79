using System.Globalization;
using System.Runtime.InteropServices;
using Backprop.Serialization;

namespace Backprop.Tests.Serialization.Checkpoints;

public sealed class CheckpointFileTests : IDisposable
{
    private readonly SavedRun run = new();

    public void Dispose() => run.Dispose();

    [Fact]
    public void It_is_a_safetensors_file_with_the_parameters_under_their_names()
    {
        run.EarlyStopping = null;
        run.Fit();

        using SafetensorsFile file = SafetensorsFile.Open(run.Path);

        Assert.Equal(
            ["dense1.weight", "dense1.bias", "optimizer/0/dense1.weight", "optimizer/0/dense1.bias", "optimizer/1/dense1.weight", "optimizer/1/dense1.bias", "run/history"],
            file.Tensors.Select(tensor => tensor.Name));
        float[] weight = new float[6], moment = new float[3];
        file.Read("dense1.weight", weight);
        file.Read("optimizer/1/dense1.bias", moment);
        Assert.Equal(run.Model.Parameters[..6].ToArray(), weight);
        Assert.Equal(run.Optimizer.State(1)[6..].ToArray(), moment);
        Assert.Equal("5", file.Metadata["epoch"]);
        Assert.Equal("5", file.Metadata["settings/seed"]);
    }

    [Fact]
    public void Every_tensor_has_its_check_sum()
    {
        run.Fit();

        using SafetensorsFile file = SafetensorsFile.Open(run.Path);
        foreach (SafetensorsTensor tensor in file.Tensors)
        {
            byte[] bytes;
            if (tensor.Dtype == "F32")
            {
                float[] values = new float[tensor.Count];
                file.Read(tensor.Name, values);
                bytes = MemoryMarshal.AsBytes<float>(values).ToArray();
            }
            else
            {
                double[] values = new double[tensor.Count];
                file.Read(tensor.Name, values);
                bytes = MemoryMarshal.AsBytes<double>(values).ToArray();
            }

            Assert.Equal(PlainCrc32C.Of(bytes).ToString("x8", CultureInfo.InvariantCulture), file.Metadata["checksum/" + tensor.Name]);
        }

        Assert.Equal(file.Tensors.Length, file.Metadata.Keys.Count(key => key.StartsWith("checksum/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Cut_off_at_any_byte_it_is_refused()
    {
        byte[] file = run.Files()[^1];

        for (int length = 0; length < file.Length; length++)
        {
            byte[] cut = file[..length];
            var refused = Assert.Throws<ModelFileException>(() => run.Read(cut));
            Assert.NotEmpty(refused.Reason);
            Assert.StartsWith("run.ckpt", refused.Message);
        }

        Assert.Throws<ModelFileException>(() => run.Read([.. file, 0]));
        Assert.Null(run.Read(file).Difference);
    }

    /// <summary>Bytes that nobody looks at, such as the spaces behind the header, may change; the state may not.</summary>
    [Theory]
    [InlineData(0x01)]
    [InlineData(0x80)]
    [InlineData(0xFF)]
    public void With_any_byte_changed_it_is_refused_or_says_the_same(byte change)
    {
        byte[] file = run.Files()[^1];
        string whole = SavedRun.Text(run.Read(file));
        int refused = 0;
        for (int position = 0; position < file.Length; position++)
        {
            byte[] changed = [.. file];
            changed[position] ^= change;
            try
            {
                Assert.Equal(whole, SavedRun.Text(run.Read(changed)));
            }
            catch (ModelFileException damaged)
            {
                Assert.NotEmpty(damaged.Reason);
                refused++;
            }
        }

        Assert.InRange(refused, file.Length - 8, file.Length);
    }

    /// <summary>Cut off anywhere, with one before it: that one is used, and the run ends as if nothing had happened.</summary>
    [Fact]
    public void Cut_off_at_any_byte_the_one_before_is_used()
    {
        List<byte[]> files = run.Files();
        byte[] last = files[^1], before = files[^2];
        string whole = SavedRun.Text(run.Read(before));
        File.WriteAllBytes(run.PreviousPath, before);
        var store = new CheckpointStore(run.Path);
        for (int length = 0; length < last.Length; length++)
        {
            File.WriteAllBytes(run.Path, last[..length]);
            (string text, string path, ModelFileException? problem) = store.Load(_ => "");
            Assert.Equal((run.PreviousPath, run.Path), (path, problem!.File));
            Assert.Equal("", text);
        }

        File.WriteAllBytes(run.Path, last[..^1]);
        TrainingHistory history = run.Fit();
        Assert.Equal(run.PreviousPath, history.Resumed!.Path);
        Assert.Equal(3, history.Resumed.Epochs);
        Assert.Equal(last, File.ReadAllBytes(run.Path));
        Assert.Equal(whole, SavedRun.Text(run.Read(File.ReadAllBytes(run.PreviousPath))));
    }

    [Fact]
    public void Other_files_are_told_from_checkpoints()
    {
        using var stream = new MemoryStream();
        var writer = new SafetensorsWriter(stream, [], [new("format", "pt")]);
        writer.Complete();

        var refused = Assert.Throws<ModelFileException>(() => run.Read(stream.ToArray()));

        Assert.Equal("run.ckpt: It is not a checkpoint that can be read: its format should be \"backprop.checkpoint\", and \"pt\" was found.", refused.Message);
    }

    [Fact]
    public void The_culture_means_nothing()
    {
        byte[] file = run.Files()[^1];
        CultureInfo before = CultureInfo.CurrentCulture;
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat.NumberDecimalSeparator = ",";
        odd.NumberFormat.NegativeSign = "~";
        CultureInfo.CurrentCulture = odd;
        try
        {
            using var other = new SavedRun();
            Assert.Equal(file, other.Files()[^1]);
            Assert.Null(other.Read(file).Difference);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
