using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Backprop.Compiler.Tests.Infrastructure;

/// <summary>A diagnostic as a user sees it.</summary>
/// <param name="Id">Its ID.</param>
/// <param name="Text">The source text under the squiggle.</param>
/// <param name="Message">Its message.</param>
internal sealed record Reported(string Id, string Text, string Message)
{
    public static Reported Of(Diagnostic diagnostic) => new(
        diagnostic.Id,
        diagnostic.Location.SourceTree?.GetText().ToString(diagnostic.Location.SourceSpan) ?? "",
        diagnostic.GetMessage(CultureInfo.InvariantCulture));
}
