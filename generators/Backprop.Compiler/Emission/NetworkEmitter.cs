using Backprop.Compiler.Declaration;

namespace Backprop.Compiler.Emission;

/// <summary>An emitted file.</summary>
internal sealed record EmittedFile(string HintName, string Text);

/// <summary>A network's files: what users call, the way forward, the way back where it is trained, its weights where they lie in the assembly.</summary>
internal static class NetworkEmitter
{
    public static EquatableArray<EmittedFile> Emit(NetworkSpec spec)
    {
        var network = new EmittedNetwork(spec, NetworkCompiler.Compile(spec));
        List<EmittedFile> files =
        [
            new($"{spec.HintName}.g.cs", SurfaceEmitter.Emit(network)),
            new($"{spec.HintName}.Forward.g.cs", ForwardEmitter.Emit(network)),
        ];
        if (!spec.IsInferenceOnly)
        {
            files.Add(new($"{spec.HintName}.Backward.g.cs", BackwardEmitter.Emit(network)));
        }

        if (spec.Weights?.Bound is { } weights)
        {
            files.Add(new($"{spec.HintName}.Weights.g.cs", WeightsEmitter.Emit(network, weights)));
        }

        return new(files);
    }
}
