namespace Backprop.Serialization;

/// <summary>Whether a file must come from the architecture that it is loaded into, which <see cref="NetworkArchitecture.Fingerprint"/> tells.
/// Names and shapes of the tensors must fit in any case.</summary>
public enum ArchitectureCheck
{
    /// <summary>It must, if the file says where it comes from. Files of other programs do not.</summary>
    WherePresent,

    /// <summary>It must, and the file must say so.</summary>
    Required,

    /// <summary>It need not: another activation, for example, is no reason to refuse it.</summary>
    None,
}
