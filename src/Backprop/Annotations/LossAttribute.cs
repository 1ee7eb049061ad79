namespace Backprop;

/// <summary>The base of every attribute that stands for a loss. A network has at most one, after its last layer.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public abstract class LossAttribute : Attribute
{
    private protected LossAttribute()
    {
    }

    /// <summary>The loss, which <see cref="NetworkArchitecture.Fingerprint"/> knows nothing of.</summary>
    internal virtual string InTraining => GetType().Name[..^nameof(Attribute).Length];
}
