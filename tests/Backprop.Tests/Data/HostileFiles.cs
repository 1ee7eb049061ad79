using System.IO.Compression;
using Backprop.Data;

namespace Backprop.Tests.Data;

/// <summary>Files that were damaged on purpose, and what every reader must make of them.</summary>
internal static class HostileFiles
{
    private static readonly byte[][] Insertions =
    [
        [0], [0xFF], "\""u8.ToArray(), "\"\""u8.ToArray(), ","u8.ToArray(), ";"u8.ToArray(), "\n"u8.ToArray(), "\r"u8.ToArray(), "\r\n"u8.ToArray(),
        "nan"u8.ToArray(), "-"u8.ToArray(), "1e999"u8.ToArray(), "99999999999"u8.ToArray(), " "u8.ToArray(), "é"u8.ToArray(), [0xC3], [0xEF, 0xBB, 0xBF], [0x1F, 0x8B],
        [0xF0, 0x9F, 0x98, 0x80], [0xED, 0xA0, 0x80], "1.5,2.5\n"u8.ToArray(),
    ];

    /// <summary>The bytes in gzip, by the platform's compressor.</summary>
    public static byte[] Gzip(ReadOnlySpan<byte> bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }

    /// <summary>What is in gzip, by the platform.</summary>
    public static byte[] Gunzip(byte[] bytes)
    {
        using var plain = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        gzip.CopyTo(plain);
        return plain.ToArray();
    }

    /// <summary>The file with some bits, bytes or ranges of bytes changed, inserted, repeated or missing.</summary>
    public static byte[] Damage(byte[] file, System.Random random)
    {
        var damaged = new List<byte>(file);
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            int at = random.Next(damaged.Count + 1), length = Math.Min(random.Next(1, 9), damaged.Count - at);
            switch (random.Next(7))
            {
                case 0 when length > 0:
                    damaged[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1 when length > 0:
                    damaged[at] = (byte)random.Next(256);
                    break;
                case 2:
                    damaged.RemoveRange(at, damaged.Count - at);
                    break;
                case 3:
                    damaged.RemoveRange(at, length);
                    break;
                case 4:
                    damaged.InsertRange(at, damaged.GetRange(at, length));
                    break;
                case 5:
                    damaged.InsertRange(at, Insertions[random.Next(Insertions.Length)]);
                    break;
                default:
                    damaged.AddRange(Insertions[random.Next(Insertions.Length)]);
                    break;
            }
        }

        return damaged.ToArray();
    }

    /// <summary>Reads, and returns null if that was refused as it should be. Any other exception goes through. What was allocated must be
    /// bounded by the size.</summary>
    public static T? Read<T>(Func<T> read, long mostBytes)
        where T : class
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        T? result = null;
        try
        {
            result = read();
        }
        catch (DataFileException refused)
        {
            Assert.NotEmpty(refused.Reason);
            Assert.Contains(refused.Reason, refused.Message);
            Assert.StartsWith(refused.File, refused.Message);
            Assert.True(refused.Position >= 0 ^ refused.Line >= 1, refused.Message);
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= mostBytes, $"{allocated} bytes allocated; {mostBytes} allowed.");
        return result;
    }

    /// <summary>Fails rather than hangs.</summary>
    public static Task InTime(Action test) => Task.Run(test, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60));
}
