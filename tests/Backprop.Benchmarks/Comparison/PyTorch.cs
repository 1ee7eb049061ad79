namespace Backprop.Benchmarks.Comparison;

/// <summary>PyTorch on the CPU, eager and traced.</summary>
internal sealed class PyTorch : PythonPeer
{
    public override string Name => "PyTorch";

    public override IReadOnlyList<string> Workloads => ["W1", "W2", "W3", "W4", "W5", "W6"];

    protected override string Module => "torch";

    protected override string Script => "torch_peer.py";
}
