namespace Backprop.Benchmarks.Processes;

/// <summary>Looks for programs.</summary>
internal static class Executables
{
    /// <summary>The full path of a program in PATH; null if there is none.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
