using System.Globalization;

namespace Backprop.Compiler.Tests.Generator;

/// <summary>Cultures made by hand, with the number formats of real ones, so that the tests need no culture data on the machine
/// (and the project can run under InvariantGlobalization).</summary>
internal static class HandMadeCulture
{
    /// <summary>Decimal comma, as in tr-TR and de-DE.</summary>
    public static CultureInfo Comma { get; } = Make(format =>
    {
        format.NumberDecimalSeparator = ",";
        format.NumberGroupSeparator = ".";
    });

    /// <summary>As in fa-IR: its own separators, digits and a minus of two characters.</summary>
    public static CultureInfo Persian { get; } = Make(format =>
    {
        format.NumberDecimalSeparator = "٫";
        format.NumberGroupSeparator = "٬";
        format.NegativeSign = "\u200E−";
        format.PositiveSign = "\u200E+";
        format.NaNSymbol = "ناعدد";
        format.PositiveInfinitySymbol = "∞";
        format.NegativeInfinitySymbol = "\u200E−∞";
        format.NativeDigits = ["۰", "۱", "۲", "۳", "۴", "۵", "۶", "۷", "۸", "۹"];
        format.DigitSubstitution = DigitShapes.NativeNational;
    });

    public static CultureInfo[] All { get; } = [Comma, Persian];

    /// <summary>Runs a function under a culture.</summary>
    public static T Run<T>(CultureInfo culture, Func<T> function)
    {
        (CultureInfo current, CultureInfo ui) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
            return function();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (current, ui);
        }
    }

    private static CultureInfo Make(Action<NumberFormatInfo> change)
    {
        CultureInfo culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        change(culture.NumberFormat);
        return culture;
    }
}
