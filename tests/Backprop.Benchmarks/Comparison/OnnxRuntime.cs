namespace Backprop.Benchmarks.Comparison;

/// <summary>ONNX Runtime through its C API.</summary>
internal sealed class OnnxRuntime : Peer
{
    public override string Name => "ONNX Runtime";

    public override string HowToInstall => "run with --install, which takes npm's package onnxruntime-node; it also needs gcc and Debian's python3-onnx";

    public override IReadOnlyList<string> Workloads => ["W5", "W6"];

    public override IReadOnlyList<MeasuringProgram> Prepare(ComparisonOptions options) => [];
}
