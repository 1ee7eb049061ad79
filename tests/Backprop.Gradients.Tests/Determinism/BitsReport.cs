using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text.Json;

namespace Backprop.Gradients.Tests.Determinism;

/// <summary>What a process found: the hash of its training runs, and which widths it had.</summary>
public sealed record BitsReport(string Hash, bool Has512, bool Has256, bool HasFusedMultiplyAdd)
{
    public static BitsReport Here() => new(TrainingBits.Hash(), Vector512.IsHardwareAccelerated, Vector256.IsHardwareAccelerated, Fma.IsSupported);

    public static BitsReport Read(string path) => JsonSerializer.Deserialize<BitsReport>(File.ReadAllText(path))!;

    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this));
}
