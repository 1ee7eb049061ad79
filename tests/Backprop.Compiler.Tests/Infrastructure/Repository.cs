using System.Runtime.CompilerServices;

namespace Backprop.Compiler.Tests.Infrastructure;

/// <summary>Finds the files that tests read from the source tree.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution: the nearest one above the test's binaries, else above its sources.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory) ?? Find(Path.GetDirectoryName(ThisFile())!)
        ?? throw new InvalidOperationException("Backprop.Compiler.sln is in no folder above the tests.");

    private static string? Find(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Backprop.Compiler.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
