using Backprop.Compiler.Graph;
using Backprop.Compiler.Operators;

namespace Backprop.Compiler.Layers.Rules;

/// <summary>A window along one axis.</summary>
/// <param name="Argument">The argument that says its size.</param>
internal sealed record WindowAxis(string Argument, int Size, int Stride, int Dilation)
{
    /// <summary>How much of the axis it reaches over.</summary>
    public long Reach => ((long)Dilation * (Size - 1)) + 1;

    /// <summary>How much has to be added to an axis so that there are ⌈size / stride⌉ positions.</summary>
    public long Missing(int size) => Math.Max((((size + (long)Stride - 1) / Stride - 1) * Stride) + Reach - size, 0);
}

/// <summary>What layers with a window that slides over an image or a sequence demand of it.</summary>
internal static class WindowChecks
{
    private const string Padding = "Padding", Pads = "Pads", Stride = "Stride", Dilation = "Dilation", Height = "Height", Width = "Width";

    /// <summary>Demands sizes, strides and dilations of 1 or more; returns the axes, height and width, or null. A sequence's window has one line.</summary>
    /// <param name="argument">The argument that says the size of a square window; those of height and width begin with it.</param>
    /// <param name="usualStride">The stride where the source gives none; null: the window's size.</param>
    public static (WindowAxis Y, WindowAxis X)? Axes(LayerSite site, bool isSequence, string argument, int? usualStride) =>
        Axes(site, isSequence, (argument, argument + Height, argument + Width), usualStride);

    /// <inheritdoc cref="Axes(LayerSite, bool, string, int?)"/>
    /// <param name="arguments">The arguments that say the size of a square window, or height and width.</param>
    public static (WindowAxis Y, WindowAxis X)? Axes(LayerSite site, bool isSequence, (string Square, string Height, string Width) arguments, int? usualStride)
    {
        int before = site.Problems.Count;
        bool isSquare = isSequence || site.Layer.Has(arguments.Square);
        string argument = arguments.Square, height = isSquare ? argument : arguments.Height, width = isSquare ? argument : arguments.Width;
        int across = Size(site, width, 1), down = isSquare ? across : Size(site, height, 1);
        int? stride = site.Layer.Has(Stride) ? Size(site, Stride, 1) : usualStride;
        int dilation = Size(site, Dilation, 1);
        WindowAxis x = new(width, across, Size(site, Stride + Width, stride ?? across), Size(site, Dilation + Width, dilation));
        WindowAxis y = isSequence ? new(argument, 1, 1, 1) : new(height, down, Size(site, Stride + Height, stride ?? down), Size(site, Dilation + Height, dilation));
        return site.Problems.Count == before ? (y, x) : null;
    }

    /// <summary>Demands padding that is given once and rightly, and a window that fits; returns what is added around the input, or null.</summary>
    public static Margins? Margins(LayerSite site, Shape? input, (WindowAxis Y, WindowAxis X)? axes, bool isSequence)
    {
        int? padding = ValueChecks.Enum(site, Padding, EnumNames.Padding, EnumNames.Paddings, missing: 0);
        Margins? given = site.Layer.Has(Pads) ? MarginChecks.Read(site, Pads, isSequence) : Operators.Margins.None;
        if (site.Layer.Has(Pads) && site.Layer.Has(Padding))
        {
            ValueChecks.Refuse(site, Pads, $"says again what '{Padding}' says: remove one of them");
            return null;
        }

        if (padding is null || given is null || input is null || axes is not { } window)
        {
            return null;
        }

        Image image = Image.Of(input);
        if (padding == EnumNames.Same)
        {
            long down = window.Y.Missing(image.Height), across = window.X.Missing(image.Width);
            if (Math.Max(down, across) > ValueChecks.MaxSize)
            {
                WindowAxis worse = down > across ? window.Y : window.X;
                ValueChecks.OutOfRange(site, worse.Argument, $"such that at most {ValueChecks.Number(ValueChecks.MaxSize)} places are added", "such that it needs " + ValueChecks.Number(Math.Max(down, across)));
                return null;
            }

            given = new((int)down / 2, (int)(down - (down / 2)), (int)across / 2, (int)(across - (across / 2)));
        }

        return ValueChecks.Fits(site, site.Layer.Has(Pads) ? Pads : Padding, given.Around(input)) is { } padded && Fits(site, window, input, padded) ? given : null;
    }

    private static bool Fits(LayerSite site, (WindowAxis Y, WindowAxis X) window, Shape input, Shape padded)
    {
        Image image = Image.Of(padded);
        bool tooHigh = window.Y.Reach > image.Height;
        if (!tooHigh && window.X.Reach <= image.Width)
        {
            return true;
        }

        string reach = input.Dimensions.Count == 2 ? ValueChecks.Number(window.X.Reach) : $"{ValueChecks.Number(window.Y.Reach)}×{ValueChecks.Number(window.X.Reach)}";
        string dilated = window.Y.Dilation > 1 || window.X.Dilation > 1 ? " with its dilation" : "";
        ValueChecks.Refuse(site, (tooHigh ? window.Y : window.X).Argument,
            $"must fit into what comes in, {input.Text}{(padded == input ? "" : $", padded to {padded.Text}")}, but reaches over {reach}{dilated}");
        return false;
    }

    // A size of 1 or more; where it is not, that is reported.
    private static int Size(LayerSite site, string argument, int missing) => ValueChecks.Size(site, argument, missing) ?? missing;
}
