namespace Backprop.Compiler.Emission;

/// <summary>The reserved words of C#; contextual ones are no trouble where names of the user's are declared.</summary>
internal static class CSharpKeywords
{
    private static readonly HashSet<string> Words = new(
        ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit "
        + "extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null object operator out "
        + "override params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string struct switch this throw "
        + "true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while record file required scoped").Split(' '),
        StringComparer.Ordinal);

    public static bool Contains(string name) => Words.Contains(name);
}
