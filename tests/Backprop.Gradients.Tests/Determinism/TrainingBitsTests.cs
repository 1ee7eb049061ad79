using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using Backprop.Gradients.Tests.Infrastructure;
using Backprop.Gradients.Tests.Networks;

namespace Backprop.Gradients.Tests.Determinism;

/// <summary>The same training, to the bit, on every lane width: the runtime's switches narrow what a child process may use.</summary>
public sealed class TrainingBitsTests(ITestOutputHelper output)
{
    private const string PathVariable = "BACKPROP_BITS_PATH";
    private static readonly Lazy<BitsReport> Default = new(BitsReport.Here);

    /// <summary>A switch, and the widest vectors that it leaves.</summary>
    public static TheoryData<string, string, int> Switches => new()
    {
        { "DOTNET_EnableAVX512", "0", 256 },
        { "DOTNET_PreferredVectorBitWidth", "256", 256 },
        { "DOTNET_PreferredVectorBitWidth", "128", 128 },
    };

    [Theory]
    [MemberData(nameof(Switches))]
    public async Task EveryLaneWidthGivesTheSameBits(string name, string value, int width)
    {
        BitsReport narrow = await RunChild(name, value);

        output.WriteLine($"Vectors of {Widest(Default.Value)} bits here, of {Widest(narrow)} with {name}={value}{(Widest(Default.Value) == Widest(narrow) ? ": nothing wider on this machine to compare with" : "")}.");
        Assert.Equal(Math.Min(width, Widest(Default.Value)), Widest(narrow));
        Assert.Equal(Default.Value.HasFusedMultiplyAdd, narrow.HasFusedMultiplyAdd);
        Assert.Equal(Default.Value.Hash, narrow.Hash);
    }

    [Fact]
    public void AnotherRunInTheSameProcessGivesTheSameBits() => Assert.Equal(Default.Value.Hash, TrainingBits.Hash());

    [Fact]
    public void EveryActivationAndLossIsHashed()
    {
        foreach (Type[] types in new[] { AllNetworks.Single(0).Select(network => network.GetType()).ToArray(), [.. AllNetworks.Double(0).Select(network => network.GetType())] })
        {
            Attribute[] attributes = [.. types.SelectMany(type => type.GetCustomAttributes())];
            IEnumerable<Activation> activations = attributes.OfType<DenseAttribute>().Select(dense => dense.Activation).Concat(attributes.OfType<ActivationAttribute>().Select(layer => layer.Kind));
            Assert.Equal(Enum.GetValues<Activation>(), activations.Distinct().Order());
            Assert.Equal(Registry.LossNames, attributes.OfType<LossAttribute>().Select(loss => loss.GetType().Name[..^"Attribute".Length]).Distinct().Order(StringComparer.Ordinal));
        }
    }

    /// <summary>The child's part. Nobody else runs it: it is explicit.</summary>
    [Fact(Explicit = true)]
    public void WriteTheReport()
    {
        string? path = Environment.GetEnvironmentVariable(PathVariable);
        Assert.False(string.IsNullOrEmpty(path), $"{PathVariable} says where the report goes.");
        BitsReport.Here().Write(path);
    }

    private static int Widest(BitsReport report) => report.Has512 ? 512 : report.Has256 ? 256 : 128;

    private static async Task<BitsReport> RunChild(string name, string value)
    {
        string report = Path.GetTempFileName();
        var start = new ProcessStartInfo(Host()) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in new[] { "exec", typeof(TrainingBitsTests).Assembly.Location, "-method", $"{typeof(TrainingBitsTests).FullName}.{nameof(WriteTheReport)}", "-explicit", "only", "-noColor" })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[PathVariable] = report;
        start.Environment[name] = value;
        using Process child = Process.Start(start)!;
        Task<string> text = child.StandardOutput.ReadToEndAsync(), errors = child.StandardError.ReadToEndAsync();
        await child.WaitForExitAsync();
        Assert.True(child.ExitCode == 0, $"{await text}\n{await errors}");
        BitsReport result = BitsReport.Read(report);
        File.Delete(report);
        return result;
    }

    // The dotnet that runs this, three folders above the shared framework.
    private static string Host() =>
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
}
