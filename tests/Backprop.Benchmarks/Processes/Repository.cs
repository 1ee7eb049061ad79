namespace Backprop.Benchmarks.Processes;

/// <summary>Where things are.</summary>
internal static class Repository
{
    /// <summary>The folder with the solution, above this program.</summary>
    /// <exception cref="BenchmarkException">There is none.</exception>
    public static string Root { get; } = Find();

    /// <summary>The folder with the peers' sources.</summary>
    public static string Peers { get; } = Path.Combine(Root, "tests", "Backprop.Benchmarks", "Peers");

    /// <summary>A folder that outlives this process, for what is compiled or downloaded; made if it is missing.</summary>
    public static string Cache(string name)
    {
        string folder = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "backprop-benchmarks", name);
        return Directory.CreateDirectory(folder).FullName;
    }

    private static string Find()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Backprop.Compiler.sln")))
            {
                return folder;
            }
        }

        throw new BenchmarkException($"No folder above {AppContext.BaseDirectory} holds Backprop.Compiler.sln: run the benchmarks from the repository.");
    }
}
