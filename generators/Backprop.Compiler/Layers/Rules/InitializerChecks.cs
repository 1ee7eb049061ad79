namespace Backprop.Compiler.Layers.Rules;

/// <summary>What every layer with weights demands of how they start.</summary>
internal static class InitializerChecks
{
    /// <summary>Demands a known initialiser and a value that it can use.</summary>
    /// <param name="missing">The value where the source gives none.</param>
    /// <param name="auto">The initialiser that Auto stands for, by number; null if it does not read the value.</param>
    public static void Check(LayerSite site, float missing, int? auto = null)
    {
        int? initializer = ValueChecks.Enum(site, "Initializer", EnumNames.Initializer, EnumNames.Initializers, missing: 0);
        ValueChecks.Finite(site, "InitializerValue", missing);
        float value = site.Layer.Float("InitializerValue", missing);
        bool isNormal = initializer == EnumNames.Normal || (initializer == 0 && auto == EnumNames.Normal);
        if (isNormal && value < 0 && ValueChecks.IsFinite(value))
        {
            ValueChecks.OutOfRange(site, "InitializerValue", "0 or more, being the standard deviation of Initializer.Normal", ValueChecks.Number(value));
        }
    }
}
