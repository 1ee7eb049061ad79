using System.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Backprop.Compiler.Tests.Infrastructure;

/// <summary>The C# compiler of the installed SDK, in a process of its own, with the generator and the analyzer as a build passes them.</summary>
internal static class CSharpCompilerProcess
{
    /// <summary>The lines it writes on compiling sources to a library: <c>Source0.cs(1,2): error CS0426: …</c>.</summary>
    public static async Task<string[]> CompileAsync(params string[] sources)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("backprop");
        try
        {
            string[] names = [.. sources.Select((_, index) => $"Source{index}.cs")];
            for (int index = 0; index < sources.Length; index++)
            {
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, names[index]), sources[index]);
            }

            IEnumerable<string> arguments = TestCompiler.References.Select(reference => $"/reference:\"{reference.Display}\"")
                .Append($"/analyzer:\"{typeof(BackpropGenerator).Assembly.Location}\"")
                .Concat(["/nologo", "/target:library", "/out:Sources.dll", "/langversion:latest", "/preferreduilang:en", .. names]);
            await File.WriteAllLinesAsync(Path.Combine(folder.FullName, "arguments.rsp"), arguments);
            return await RunAsync(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string[]> RunAsync(string folder)
    {
        string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        ProcessStartInfo start = new(Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"), [FindCompiler(root), "/noconfig", "@arguments.rsp"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>That of the newest SDK beside the runtime that runs the tests.</summary>
    private static string FindCompiler(string root) => Directory.GetDirectories(Path.Combine(root, "sdk"))
        .Select(sdk => Path.Combine(sdk, "Roslyn", "bincore", "csc.dll"))
        .Where(File.Exists)
        .OrderBy(File.GetLastWriteTimeUtc)
        .Last();
}
