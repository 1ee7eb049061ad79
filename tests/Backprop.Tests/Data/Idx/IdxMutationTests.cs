using Backprop.Data;

namespace Backprop.Tests.Data;

/// <summary>Thousands of damaged files: each is either read as it stands, or refused with the one exception, in bounded time and memory.</summary>
public class IdxMutationTests
{
    private const int PerFile = 300;
    private const long PerByte = 16, Constant = 1 << 17;

    private static readonly int[] OddSizes = [0, 1, 2, 3, 4, 5, 12, 60, 255, 256, 65536, int.MaxValue, int.MinValue, -1];

    private static readonly byte[][] Files =
    [
        PlainIdx.File(IdxElementType.UnsignedByte, [5, 4, 3], Enumerable.Range(0, 60).Select(i => i * 4.0).ToArray()),
        PlainIdx.File(IdxElementType.SignedByte, [12], Enumerable.Range(-6, 12).Select(i => (double)i).ToArray()),
        PlainIdx.File(IdxElementType.Int16, [3, 4], Enumerable.Range(-6, 12).Select(i => i * 300.0).ToArray()),
        PlainIdx.File(IdxElementType.Int32, [4], 0, 1, 2, 100000),
        PlainIdx.File(IdxElementType.Single, [2, 1, 3], 0.5, -1, 3, 1e30, 7, 0),
        PlainIdx.File(IdxElementType.Double, [3, 2], 0.5, -1, 3, 1e30, 7, 0),
    ];

    /// <summary>Damage anywhere, or just where it hurts: type, rank, dimensions.</summary>
    private static byte[] Mutate(byte[] file, System.Random random)
    {
        if (random.Next(2) == 0)
        {
            return HostileFiles.Damage(file, random);
        }

        byte[] mutated = (byte[])file.Clone();
        int rank = mutated[3];
        switch (random.Next(4))
        {
            case 0:
                mutated[2] = (byte)random.Next(0x07, 0x10);
                break;
            case 1:
                mutated[3] = (byte)random.Next(5);
                break;
            default:
                BitConverter.GetBytes(OddSizes[random.Next(OddSizes.Length)]).Reverse().ToArray().CopyTo(mutated, 4 + (4 * random.Next(rank)));
                break;
        }

        return random.Next(3) == 0 ? HostileFiles.Damage(mutated, random) : mutated;
    }

    [Fact]
    public Task Damaged_files_are_read_right_or_refused() => HostileFiles.InTime(() =>
    {
        var random = new System.Random(1);
        int read = 0, refused = 0;
        foreach (byte[] file in Files)
        {
            for (int i = 0; i < PerFile; i++)
            {
                byte[] mutated = Mutate(file, random);
                IdxData? data = HostileFiles.Read(
                    () => IdxFile.Read(i % 2 == 0 ? new MemoryStream(mutated) : new PipeStream(mutated)), (PerByte * mutated.Length) + Constant);

                // The damage may have made it a file in gzip, which the plain parser does not know; it is no valid one.
                (int[] Dimensions, double[] Values)? expected = PlainIdx.Parse(mutated);
                Assert.Equal(expected is null, data is null);
                Assert.Equal(expected?.Dimensions, data?.Dimensions);
                Assert.Equal(expected?.Values.Select(value => (float)value), data?.Values);
                _ = data is null ? refused++ : read++;
            }
        }

        Assert.True(read > 100 && refused > 500, $"{read} read, {refused} refused.");
    });

    [Fact]
    public Task Damaged_gzip_is_read_right_or_refused() => HostileFiles.InTime(() =>
    {
        var random = new System.Random(2);
        int read = 0, refused = 0;
        foreach (byte[] file in Files)
        {
            for (int i = 0; i < PerFile; i++)
            {
                byte[] mutated = i % 3 == 0 ? HostileFiles.Gzip(Mutate(file, random)) : HostileFiles.Damage(HostileFiles.Gzip(file), random);

                IdxData? data = HostileFiles.Read(
                    () => IdxFile.Read(i % 2 == 0 ? new MemoryStream(mutated) : new PipeStream(mutated)), (PerByte * mutated.Length) + Constant);
                if (data is not null)
                {
                    (int[] Dimensions, double[] Values)? expected = PlainIdx.Parse(mutated is [0x1F, 0x8B, ..] ? HostileFiles.Gunzip(mutated) : mutated);
                    Assert.Equal(expected?.Dimensions, data.Dimensions);
                    Assert.Equal(expected?.Values.Select(value => (float)value), data.Values);
                }

                _ = data is null ? refused++ : read++;
            }
        }

        Assert.True(read > 20 && refused > 500, $"{read} read, {refused} refused.");
    });

    [Fact]
    public Task Damaged_pairs_are_read_right_or_refused() => HostileFiles.InTime(() =>
    {
        var random = new System.Random(3);
        byte[] images = Files[0], labels = PlainIdx.File(IdxElementType.UnsignedByte, [5], 0, 1, 2, 1, 0);
        int read = 0, refused = 0;
        for (int i = 0; i < PerFile; i++)
        {
            byte[] first = i % 3 == 0 ? images : Mutate(images, random), second = i % 3 == 1 ? labels : Mutate(labels, random);
            Dataset? data = HostileFiles.Read(
                () => IdxFile.ReadClassification(new MemoryStream(first), new MemoryStream(second), classes: 3), (PerByte * (first.Length + second.Length)) + Constant);
            (int[] Dimensions, double[] Values)? items = PlainIdx.Parse(first), classes = PlainIdx.Parse(second);
            bool fit = classes is { Dimensions.Length: 1 } && second[2] < 0x0D && items?.Dimensions[0] == classes.Value.Dimensions[0]
                && classes.Value.Values.All(label => label is 0 or 1 or 2);
            Assert.Equal(fit, data is not null);
            Assert.Equal(fit ? items!.Value.Dimensions[0] : null, data?.Count);
            _ = data is null ? refused++ : read++;
        }

        Assert.True(read > 5 && refused > 100, $"{read} read, {refused} refused.");
    });
}
