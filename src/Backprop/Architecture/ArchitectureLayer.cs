using System.Collections.Immutable;

namespace Backprop;

/// <summary>One layer of a network with all blocks written out.</summary>
/// <param name="Name">The way to it through <c>model.Layers</c>: <c>Conv2D1</c>, <c>Body[2].Dense1</c>.</param>
/// <param name="Attribute">What was declared, with all defaults: a <see cref="LayerAttribute"/>, the <see cref="InputAttribute"/> at the start or the <see cref="LossAttribute"/> at the end.</param>
/// <param name="Inputs">The values that it works on, by their places in <see cref="NetworkArchitecture.Layers"/>. None for the input.</param>
/// <param name="Shape">A row's shape after it; images are channels last. A loss leaves it as it is.</param>
/// <param name="ParameterPrefix">What the names of its parameters and state begin with, in <see cref="ParameterLayout"/> and in files: <c>body[2].dense1.</c>. Layers of shared
/// blocks have the same.</param>
public sealed record ArchitectureLayer(string Name, Attribute Attribute, ImmutableArray<int> Inputs, ImmutableArray<int> Shape, string ParameterPrefix);
