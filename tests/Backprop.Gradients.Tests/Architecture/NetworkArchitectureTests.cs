using Backprop.Gradients.Tests.Blocks;

namespace Backprop.Gradients.Tests.Architecture;

/// <summary>The description that emitted code gives of its network, held against what it is.</summary>
public sealed class NetworkArchitectureTests
{
    public static TheoryData<Type> Networks =>
        [.. typeof(NetworkArchitectureTests).Assembly.GetTypes().Where(type => type.GetProperty("Architecture")?.PropertyType == typeof(NetworkArchitecture) && !type.IsInterface)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void NamesSizesAndOrderAreTheNetworks(Type type)
    {
        NetworkArchitecture architecture = Of(type);
        ParameterLayout layout = (ParameterLayout)type.GetProperty("Layout")!.GetValue(null)!;

        Assert.Matches("^[0-9a-f]{16}$", architecture.Fingerprint);
        Assert.IsType<InputAttribute>(architecture.Layers[0].Attribute);
        Assert.Equal(type.GetField("InputSize")!.GetValue(null), Size(architecture.Layers[0]));
        Assert.Equal(type.GetField("OutputSize")!.GetValue(null), Size(architecture.Layers[^1]));
        Assert.All(architecture.Layers.Skip(1), (layer, index) => Assert.All(layer.Inputs, input => Assert.InRange(input, 0, index)));
        Assert.All(architecture.Layers.Skip(1), layer => Assert.NotEmpty(layer.Inputs));
        string[] prefixes = [.. layout.Parameters.Select(parameter => parameter.Name[..(parameter.Name.LastIndexOf('.') + 1)]).Distinct()];
        Assert.Equal(prefixes, architecture.Layers.Select(layer => layer.ParameterPrefix).Where(prefixes.Contains).Distinct());
    }

    [Fact]
    public void WrittenOutBlocksAreTheSameLayers()
    {
        NetworkArchitecture repeated = Repeated.Architecture, writtenOut = WrittenOut.Architecture;

        Assert.Equal(writtenOut.Layers.Select(Describe), repeated.Layers.Select(Describe));
        Assert.Equal("Body[3].Add1", repeated.Layers[^4].Name);
        Assert.Equal("body[3].out.", repeated.Layers[^5].ParameterPrefix);
        Assert.NotEqual(writtenOut.Fingerprint, repeated.Fingerprint);

        static string Describe(ArchitectureLayer layer) =>
            $"{layer.Attribute.GetType().Name} [{string.Join(", ", layer.Inputs)}] [{string.Join(", ", layer.Shape)}] {(layer.Attribute as DenseAttribute)?.Activation}";
    }

    [Fact]
    public void SharedBlocksHaveTheParametersOfTheFirst()
    {
        ArchitectureLayer[] layers = [.. SharedBlocks.Architecture.Layers.Where(layer => layer.Name.EndsWith("Dense1", StringComparison.Ordinal))];

        Assert.Equal(["Body[0].Dense1", "Body[1].Dense1", "Body[2].Dense1", "Tail.Dense1"], layers.Select(layer => layer.Name));
        Assert.All(layers, layer => Assert.Equal("body.dense1.", layer.ParameterPrefix));
    }

    [Fact]
    public void AttributesAreWhatIsDeclared()
    {
        var dense = Assert.IsType<DenseAttribute>(Repeated.Architecture.Layers[1].Attribute);

        Assert.Equal((12, Activation.SiLU, "stem", true), (dense.Units, dense.Activation, dense.Name, dense.UseBias));
    }

    [Fact]
    public void TheInterfaceHasItToo()
    {
        INetwork<double> network = new Repeated();

        Assert.Equal(Repeated.Architecture.Fingerprint, network.Architecture!.Fingerprint);
    }

    private static NetworkArchitecture Of(Type type) => (NetworkArchitecture)type.GetProperty("Architecture")!.GetValue(null)!;

    private static int Size(ArchitectureLayer layer) => layer.Shape.Aggregate(1, (product, size) => product * size);
}
