namespace Backprop.Package.Tests.Use;

/// <summary>What a user has after <c>dotnet new console</c> and <c>dotnet add package Backprop</c>.</summary>
public sealed class NewProject(UserMachine machine) : IAsyncLifetime
{
    private const string Name = "Empty";

    /// <summary>Its folder.</summary>
    internal string Folder => Path.Combine(machine.Work, Name);

    /// <summary>Runs a command on it: a verb and its options.</summary>
    internal Task<DotnetResult> RunAsync(string verb, params string[] options) =>
        machine.RunAsync([verb, .. verb == "run" ? (string[])["--project", Name] : [Name], .. options]);

    /// <summary>Makes its only source file say something else.</summary>
    internal Task WriteAsync(string program) => File.WriteAllTextAsync(Path.Combine(Folder, "Program.cs"), program);

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        (await machine.RunAsync("new", "console", "-o", Name, "--no-restore")).Require();
        (await machine.RunAsync("add", Name, "package", "Backprop")).Require();
    }

    ValueTask IAsyncDisposable.DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
