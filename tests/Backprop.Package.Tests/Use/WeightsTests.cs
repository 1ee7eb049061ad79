namespace Backprop.Package.Tests.Use;

/// <summary>A model that ships with its weights, through the package: its targets decide how they come into the assembly.</summary>
public sealed class WeightsTests(UserMachine machine)
{
    private const string Name = "Shipped", Weights = "digits.safetensors";

    private static readonly string Sample = Path.Combine(Repository.Root, "samples", "ShippedModel");

    [Fact]
    public async Task ConstantsAndAResourceSayTheSame()
    {
        string folder = Directory.CreateDirectory(Path.Combine(machine.Work, Name)).FullName;
        foreach (string file in Directory.GetFiles(Sample, "*.cs").Append(Path.Combine(Sample, Weights)))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        await File.WriteAllTextAsync(Path.Combine(folder, $"{Name}.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Backprop" Version="{machine.Package("Backprop").Field("version")}" />
                <AdditionalFiles Include="{Weights}" />
              </ItemGroup>
            </Project>
            """);

        string[] constants = await RunAsync("Constants"), resource = await RunAsync("Resource", "-p:BackpropEmbedFrom=1");

        Assert.Equal("accuracy: 1.0000", constants[^1]);
        Assert.Equal(constants, resource);
        Assert.DoesNotContain("__metadata__", await ReadAssemblyAsync("Constants"), StringComparison.Ordinal);
        Assert.Contains("__metadata__", await ReadAssemblyAsync("Resource"), StringComparison.Ordinal); // the file, header and all
    }

    private async Task<string[]> RunAsync(string output, params string[] options)
    {
        (await machine.RunAsync(["build", Name, "-c", "Release", "-o", output, .. options])).Require();
        return (await machine.RunAsync("exec", Path.Combine(output, $"{Name}.dll"))).Require().Lines;
    }

    private Task<string> ReadAssemblyAsync(string output) => File.ReadAllTextAsync(Path.Combine(machine.Work, output, $"{Name}.dll"), System.Text.Encoding.Latin1);
}
