using Backprop.Gradients.Tests.Convolutions;
using Backprop.Gradients.Tests.Infrastructure;
using Backprop.Onnx.Tests.Infrastructure;
using static System.FormattableString;

namespace Backprop.Onnx.Tests.Cases;

/// <summary>Everything that is exported, made once.</summary>
internal static class AllCases
{
    private const int PerCompilation = 100;

    private static readonly Lazy<IReadOnlyList<OnnxCase>> Made = new(Make);

    public static IReadOnlyList<OnnxCase> List => Made.Value;

    private static IReadOnlyList<OnnxCase> Make()
    {
        string[] layers = [.. LayerDeclarations.All.Select(attributes => $"[Network] {attributes} public sealed partial class NAME;"), .. BlockDeclarations.All];
        string[] convolutions = [.. SpatialCases.All.Select(one => one.Declare("NAME", isDouble: false))];
        string[] doubles = [.. LayerDeclarations.InDouble.Select(attributes => $"[Network(Precision = Precision.Double)] {attributes} public sealed partial class NAME;")];
        return
        [
            .. Compiled<float>("layer", layers),
            .. Compiled<float>("convolution", convolutions),
            .. Compiled<double>("double", doubles),
            .. SampleCases.Make(),
            .. RandomGraphCases.Make(),
        ];
    }

    private static IEnumerable<OnnxCase> Compiled<T>(string kind, string[] sources)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        int number = 0;
        foreach (string[] some in sources.Chunk(PerCompilation))
        {
            EmittedNetworks emitted = EmittedNetworks.CompileSources(
                [.. some.Select((source, index) => "using Backprop;\n" + source.Replace("NAME", EmittedNetworks.NameOf(index), StringComparison.Ordinal))]);
            for (int index = 0; index < some.Length; index++, number++)
            {
                INetwork<T> network = ModelNumbers.Stir(emitted.Create<T>(index, seed: number), number);
                yield return OnnxCase.Of(Invariant($"{kind} {number}"), some[index], network, ModelNumbers.Inputs(network, number));
            }
        }
    }
}
