using System.Globalization;

namespace Backprop.Package.Tests.Use;

/// <summary>The templates: installed, made, built and run.</summary>
public sealed class TemplateTests(UserMachine machine, TemplateTests.Installed installed) : IClassFixture<TemplateTests.Installed>
{
    [Theory]
    [InlineData("backprop-mlp", "my-points", 0.95)]
    [InlineData("backprop-cnn", "2Shapes.New", 0.95)] // no name for a namespace as it stands
    public async Task TheProjectTrains(string template, string name, double accuracy)
    {
        (await machine.RunAsync("new", template, "-o", name)).Require();
        DotnetResult run = await machine.RunAsync("run", "-c", "Release", "--project", name, "-p:TreatWarningsAsErrors=true");

        string last = run.Require().Lines[^1];
        Assert.StartsWith("accuracy: ", last, StringComparison.Ordinal);
        Assert.InRange(double.Parse(last["accuracy: ".Length..], CultureInfo.InvariantCulture), accuracy, 1);
        Assert.True(File.Exists(Path.Combine(machine.Work, name, $"{name}.csproj")));
        Assert.DoesNotContain("BACKPROP_VERSION", await File.ReadAllTextAsync(Path.Combine(machine.Work, name, $"{name}.csproj")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheFrameworkIsAChoice()
    {
        (await machine.RunAsync("new", "backprop-mlp", "-o", "Older", "--framework", "net9.0", "--skipRestore")).Require();

        Assert.Contains("<TargetFramework>net9.0</TargetFramework>", await File.ReadAllTextAsync(Path.Combine(machine.Work, "Older", "Older.csproj")), StringComparison.Ordinal);
    }

    [Fact]
    public void BothAreInstalled()
    {
        Assert.Contains("backprop-mlp", installed.Said, StringComparison.Ordinal);
        Assert.Contains("backprop-cnn", installed.Said, StringComparison.Ordinal);
    }

    /// <summary>What <c>dotnet new install</c> did.</summary>
    public sealed class Installed(UserMachine machine) : IAsyncLifetime
    {
        internal string Said { get; private set; } = "";

        async ValueTask IAsyncLifetime.InitializeAsync() =>
            Said = (await machine.RunAsync("new", "install", machine.Package("Backprop.Templates").Path)).Require().Output;

        ValueTask IAsyncDisposable.DisposeAsync() => ValueTask.CompletedTask;
    }
}
