using Backprop.Benchmarks.Processes;

namespace Backprop.Benchmarks.Scratch;

/// <summary>A project that is written, built with the generator of this repository and run, in a folder that goes away.</summary>
internal sealed class ScratchProject : IDisposable
{
    /// <summary>What the program is called.</summary>
    public const string Name = "Scratch";

    private readonly string folder = Directory.CreateTempSubdirectory("backprop-benchmarks-").FullName;

    /// <summary>What it takes from this project, relative to its folder.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>net9.0, net10.0.</summary>
    public string Framework { get; init; } = "net10.0";

    /// <summary>More properties of the project, as XML.</summary>
    public string Properties { get; init; } = "";

    /// <summary>All workloads (<see cref="Workloads.CaseRun"/>), to be compiled to machine code.</summary>
    /// <param name="framework">net9.0, net10.0.</param>
    /// <param name="instructions">The instruction set: native, or x86-x64-v3.</param>
    /// <param name="properties">More properties, as XML.</param>
    public static ScratchProject AheadOfTime(string framework, string instructions, string properties = "")
    {
        var project = new ScratchProject
        {
            Sources = ["Measuring/*.cs", "Networks/*.cs", "Workloads/*.cs"],
            Framework = framework,
            Properties = $"<PublishAot>true</PublishAot><IlcInstructionSet>{instructions}</IlcInstructionSet><InvariantTimezone>true</InvariantTimezone>{properties}",
        };
        project.Write("Program.cs", "Backprop.Benchmarks.Workloads.CaseRun.Execute(args[0], double.Parse(args[1], CultureInfo.InvariantCulture));");
        return project;
    }

    /// <summary>Adds a file.</summary>
    public void Write(string file, string text) => File.WriteAllText(Path.Combine(folder, file), text);

    /// <summary>Builds it for the JIT.</summary>
    /// <exception cref="BenchmarkException">It does not build.</exception>
    public Command Build()
    {
        string output = Path.Combine(folder, "out");
        Dotnet("build", "-o", output);
        return new Command("dotnet", Path.Combine(output, $"{Name}.dll")) { Environment = Command.OwnEnvironment };
    }

    /// <summary>Compiles it to machine code.</summary>
    /// <exception cref="BenchmarkException">It does not build.</exception>
    public Command Publish()
    {
        string output = Path.Combine(folder, "native");
        Dotnet("publish", "-o", output);
        return new Command(Path.Combine(output, Name));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Dotnet(string verb, params string[] arguments)
    {
        Write($"{Name}.csproj", ProjectText());
        CommandResult result = new Command("dotnet", [verb, "-c", "Release", "-v", "quiet", "-nologo", .. arguments]).Run(folder);
        if (!result.Succeeded)
        {
            string error = result.Lines.FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal)) ?? result.LastWords;
            throw new BenchmarkException($"The scratch project cannot be built: {error}");
        }
    }

    private string ProjectText()
    {
        string project = Path.Combine(Repository.Root, "tests", "Backprop.Benchmarks");
        string compiled = string.Join("\n", Sources.Select(source => $"""    <Compile Include="{Path.Combine(project, source)}" />"""));
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>{Framework}</TargetFramework>
                <LangVersion>latest</LangVersion>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <InvariantGlobalization>true</InvariantGlobalization>
                <NuGetAudit>false</NuGetAudit>
                {Properties}
              </PropertyGroup>
              <ItemGroup>
                <Using Include="System.Globalization" />
                <Using Include="System.FormattableString" Static="true" />
            {compiled}
                <ProjectReference Include="{Path.Combine(Repository.Root, "src", "Backprop", "Backprop.csproj")}" />
                <Analyzer Include="{Path.Combine(Repository.Root, "generators", "Backprop.Compiler", "bin", "Release", "netstandard2.0", "Backprop.Compiler.dll")}" />
              </ItemGroup>
            </Project>
            """;
    }
}
