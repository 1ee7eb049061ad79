using Microsoft.CodeAnalysis;

namespace Backprop.Compiler.Declaration;

/// <summary>Tells the generator's own files from the user's. The analyzer sees both, and must not take emitted members for the user's.</summary>
internal static class EmittedFiles
{
    /// <summary>The folder in which the compiler keeps a generator's files: the generator's full name.</summary>
    private static readonly string Folder = typeof(BackpropGenerator).FullName!;

    public static bool Contains(SyntaxTree tree) => tree.FilePath.Split('/', '\\').Contains(Folder);
}
