namespace Backprop.Package.Tests.Infrastructure;

/// <summary>A machine with the SDK and nothing else: a home, an empty cache of packages, and as the only source of packages a folder with those of this repository, packed anew.</summary>
public sealed class UserMachine : IAsyncLifetime
{
    private readonly string root = Directory.CreateTempSubdirectory("backprop-package-").FullName;
    private readonly Dictionary<string, string> variables;

    public UserMachine()
    {
        variables = new(BuildVariables)
        {
            ["DOTNET_CLI_HOME"] = Path.Combine(root, "home"),
            ["NUGET_PACKAGES"] = Packages,
        };
    }

    /// <summary>No telemetry, English messages, and no process that outlives the command.</summary>
    internal static IReadOnlyDictionary<string, string> BuildVariables { get; } = new Dictionary<string, string>
    {
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
        ["DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE"] = "true",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["UseSharedCompilation"] = "false",
    };

    /// <summary>The user's cache of packages.</summary>
    internal string Packages => Path.Combine(root, "packages");

    /// <summary>The folder that packages come from.</summary>
    internal string Feed => Path.Combine(root, "feed");

    /// <summary>Where the user works.</summary>
    internal string Work => Path.Combine(root, "work");

    /// <summary>The package of a project under src.</summary>
    internal PackageFile Package(string name) =>
        new(Assert.Single(Directory.GetFiles(Feed, $"{name}.*.nupkg"), file => char.IsDigit(Path.GetFileName(file)[name.Length + 1])));

    /// <summary>Runs a command in the user's folder.</summary>
    internal Task<DotnetResult> RunAsync(params string[] arguments) => Dotnet.RunAsync(Work, variables, arguments);

    /// <summary>Packs a project under src.</summary>
    internal static async Task PackAsync(string repository, string project, string output, params string[] properties) =>
        (await Dotnet.RunAsync(repository, BuildVariables, ["pack", $"src/{project}", "-c", "Release", "-o", output, .. properties])).Require();

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        Directory.CreateDirectory(Work);
        await File.WriteAllTextAsync(
            Path.Combine(root, "nuget.config"),
            """<configuration><packageSources><clear /><add key="local" value="feed" /></packageSources><fallbackPackageFolders><clear /></fallbackPackageFolders></configuration>""");
        await PackAsync(Repository.Root, "Backprop", Feed);
        await PackAsync(Repository.Root, "Backprop.Templates", Feed);
    }

    ValueTask IAsyncDisposable.DisposeAsync()
    {
        Directory.Delete(root, recursive: true);
        return ValueTask.CompletedTask;
    }
}
