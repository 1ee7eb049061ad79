using Backprop.Compiler.Declaration;

namespace Backprop.Compiler.Emission;

/// <summary>An emitted file.</summary>
internal sealed record EmittedFile(string HintName, string Text);

/// <summary>A network's three files: what users call, the way forward, the way back.</summary>
internal static class NetworkEmitter
{
    public static EquatableArray<EmittedFile> Emit(NetworkSpec spec)
    {
        var network = new EmittedNetwork(spec, NetworkCompiler.Compile(spec));
        return new(
        [
            new EmittedFile($"{spec.HintName}.g.cs", SurfaceEmitter.Emit(network)),
            new EmittedFile($"{spec.HintName}.Forward.g.cs", ForwardEmitter.Emit(network)),
            new EmittedFile($"{spec.HintName}.Backward.g.cs", BackwardEmitter.Emit(network)),
        ]);
    }
}
