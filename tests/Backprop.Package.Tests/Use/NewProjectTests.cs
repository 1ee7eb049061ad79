using System.Text.RegularExpressions;

namespace Backprop.Package.Tests.Use;

/// <summary>An empty project with the package, on a machine that has nothing else.</summary>
public sealed partial class NewProjectTests(UserMachine machine, NewProject project) : IClassFixture<NewProject>
{
    [Fact]
    public async Task TheExampleOfTheReadmeCompilesTrainsAndPredicts()
    {
        string example = ExamplePattern().Match(File.ReadAllText(Path.Combine(Repository.Root, "README.md"))).Groups["code"].Value;
        string said = PrintedPattern().Match(example).Groups[1].Value.Trim();
        await project.WriteAsync(example);

        (await project.RunAsync("build", "-c", "Release", "-p:TreatWarningsAsErrors=true", "-p:EmitCompilerGeneratedFiles=true")).Require();
        DotnetResult run = await project.RunAsync("run", "-c", "Release", "--no-build");

        Assert.Equal([said], run.Require().Lines);
        Assert.Equal("0.00  1.00  1.00  0.00", said);
        string emitted = Path.Combine(project.Folder, "obj", "Release", "net10.0", "generated", "Backprop.Compiler");
        string[] files = Directory.GetFiles(emitted, "*.cs", SearchOption.AllDirectories);
        Assert.Equal(3, files.Length);
        Assert.Contains(files, file => File.ReadAllText(file).Contains("partial class Xor", StringComparison.Ordinal));
    }

    [Fact]
    public void NothingElseIsRestored()
    {
        Assert.Equal(["backprop"], Directory.GetDirectories(machine.Packages).Select(Path.GetFileName));
    }

    [Fact]
    public async Task MistakesAreErrorsOnTheUsersLines()
    {
        await project.WriteAsync(
            """
            using Backprop;

            Console.WriteLine(Wrong.ParameterCount);

            [Network]
            [Input(8)]
            [Dense(32, Name = "stem")]
            [Dense(16)]
            [Add("stem")]
            [MeanSquaredError]
            public sealed partial class Wrong;

            [Dense(3)]
            public sealed partial class Forgotten;
            """);

        DotnetResult build = await project.RunAsync("build", "-c", "Release");

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains(build.Lines, line => line.Contains("Program.cs(9,", StringComparison.Ordinal) && line.Contains("error BPC036", StringComparison.Ordinal)); // the generator's
        Assert.Contains(build.Lines, line => line.Contains("Program.cs(13,", StringComparison.Ordinal) && line.Contains(" BPC011", StringComparison.Ordinal)); // the analyzer's
    }

    [Theory]
    [InlineData("net10.0", "x86-64-v3")]
    [InlineData("net9.0", "x86-x64-v3")]
    public async Task PublishingAheadOfTimeNamesTheInstructionSet(string framework, string level)
    {
        // What a publish does first. The compiler itself, which is no part of the SDK, is not needed for it.
        string[] options = ["-nologo", "-t:PrepareForPublish", "-p:PublishAot=true", "-p:NoBuild=true", $"-p:TargetFramework={framework}"];

        DotnetResult silent = await project.RunAsync("msbuild", [.. options, "-p:IlcInstructionSet=native"]);
        DotnetResult arm = await project.RunAsync("msbuild", [.. options, "-p:RuntimeIdentifier=linux-arm64"]);
        DotnetResult told = await project.RunAsync("msbuild", options);

        Assert.Empty(silent.Require().Lines);
        Assert.Empty(arm.Require().Lines);
        Assert.Contains("<IlcInstructionSet>", Assert.Single(told.Require().Lines), StringComparison.Ordinal);
        Assert.Contains(level, told.Output, StringComparison.Ordinal);
    }

    [GeneratedRegex("```csharp\r?\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex ExamplePattern();

    [GeneratedRegex(@"// (\d.*)$", RegexOptions.Multiline)]
    private static partial Regex PrintedPattern();
}
