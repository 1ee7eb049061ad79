namespace Backprop.Benchmarks.Comparison;

/// <summary>NumPy, as one writes a network in it.</summary>
internal sealed class NumPy : PythonPeer
{
    public override string Name => "NumPy";

    public override IReadOnlyList<string> Workloads => ["W1", "W2", "W3"];

    protected override string Module => "numpy";

    protected override string Script => "numpy_peer.py";
}
