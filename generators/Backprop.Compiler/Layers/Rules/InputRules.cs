namespace Backprop.Compiler.Layers.Rules;

internal sealed class InputRules : LayerRules
{
    public override string Attribute => "Input";

    public override LayerRole Role => LayerRole.Input;

    public override int Check(LayerSite site) => ValueChecks.Size(site, "size");
}
