using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;
using Backprop.Compiler.Layers.Rules;

namespace Backprop.Compiler.Layers;

/// <summary>What an attribute means: what it demands of its arguments and of its place, and its lowering to operators.
/// One layer, one file, and a line in <see cref="LayerRegistry"/>.</summary>
internal abstract class LayerDefinition
{
    /// <summary>The attribute's name without its suffix: <c>Dense</c>.</summary>
    public abstract string Attribute { get; }

    public virtual LayerRole Role => LayerRole.Layer;

    /// <summary>Reports what is wrong and returns the shape of the output, null if it cannot be told.</summary>
    public abstract Shape? Check(LayerSite site);

    /// <summary>The number of parameters; 0 while a shape is unknown.</summary>
    public virtual long ParameterCount(LayerSpec layer, Shape? input) => 0;

    /// <summary>The activation of what the layer puts out, by number; null if it has none.</summary>
    public virtual int? OutputActivation(LayerSpec layer) => null;

    /// <summary>Whether inference computes something by it; what does not counts for no <see cref="Fingerprint"/>.</summary>
    public virtual bool ChangesPrediction => true;

    /// <summary>Adds the layer to the graph. The declaration has been checked.</summary>
    /// <param name="name">The layer's name, as users see it.</param>
    public abstract void Lower(LayerSpec layer, string name, NetworkBuilder builder);
}
