using System.Collections.Immutable;

namespace Backprop;

/// <summary>What a network consists of: its layers as they were declared, for files and exporters. Emitted code makes it.</summary>
public sealed class NetworkArchitecture
{
    /// <summary>An architecture of the given layers.</summary>
    /// <param name="fingerprint">See <see cref="Fingerprint"/>.</param>
    /// <param name="declared">The attributes in source order, blocks with their own.</param>
    public NetworkArchitecture(string fingerprint, params ImmutableArray<LayerDeclaration> declared)
    {
        Fingerprint = fingerprint;
        Layers = BlockExpansion.Of(declared);
    }

    /// <summary>Sixteen hexadecimal digits that two networks share if the same parameters make them compute the same outputs: it stands for kinds, sizes, wiring and the arguments
    /// that inference sees. Not for names, initialisers, precision, the loss, and what only training does, such as dropout.</summary>
    public string Fingerprint { get; }

    /// <summary>The layers, blocks written out, each behind those that it works on; the input first, a loss last.</summary>
    public ImmutableArray<ArchitectureLayer> Layers { get; }
}
