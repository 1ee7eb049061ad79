using Backprop.Compiler.Emission;

namespace Backprop.Compiler.Tests.Emission;

public sealed class NameTableTests
{
    [Fact]
    public void NumbersWhatIsTaken()
    {
        NameTable names = new();

        Assert.Equal(["a", "a2", "b", "a3"], new[] { "a", "a", "b", "a" }.Select(names.Unique));
    }

    [Fact]
    public void ANumberedNameCanBeTakenToo()
    {
        NameTable names = new("a");

        Assert.Equal(["a2", "a22", "a3"], new[] { "a2", "a2", "a" }.Select(names.Unique));
    }

    [Fact]
    public void TellsCaseApart()
    {
        NameTable names = new("Output");

        Assert.Equal("output", names.Unique("output"));
        Assert.Equal("Output2", names.Unique("Output"));
    }
}
