namespace Backprop.Serialization;

/// <summary>The memory of a group, for as long as nobody changes it.</summary>
internal delegate Span<float> GroupValues();

/// <summary>Numbers that have the layout of a model's parameters, or of its state: a tensor of the file for each of them.</summary>
/// <param name="Prefix">What stands before the parameters' names in the file. Those of the model itself have none.</param>
/// <param name="Layout">The parameters.</param>
/// <param name="Values">Where they are.</param>
internal sealed record CheckpointGroup(string Prefix, ParameterLayout Layout, GroupValues Values);
