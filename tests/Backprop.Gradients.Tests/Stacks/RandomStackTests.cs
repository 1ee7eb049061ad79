using System.Globalization;
using Backprop.Gradients.Tests.Infrastructure;
using FsCheck;
using FsCheck.Fluent;

namespace Backprop.Gradients.Tests.Stacks;

/// <summary>Random networks on random batches against the interpreter. The environment variable BACKPROP_STACKS sets how many, BACKPROP_STACKS_SEED which ones.</summary>
public sealed class RandomStackTests
{
    private const int Default = 40, PerCompilation = 40;

    private static int Count => Number("BACKPROP_STACKS", Default);

    private static int Seed => Number("BACKPROP_STACKS_SEED", 1);

    [Fact]
    public void RandomStacksAgreeWithTheInterpreter()
    {
        IEnumerable<Stack> stacks = Stack.Generator.Sample(Count, new Rnd((ulong)Seed, 1UL), 50);
        foreach (Stack[] some in stacks.Chunk(PerCompilation))
        {
            EmittedNetworks emitted = EmittedNetworks.Compile([.. some.Select(stack => stack.Network)]);
            for (int i = 0; i < some.Length; i++)
            {
                if (Fault(some[i], emitted, i) is { } fault)
                {
                    Simplify(some[i], fault);
                }
            }
        }
    }

    /// <summary>The sizes that kernels treat differently all turn up among the default stacks.</summary>
    [Fact]
    public void TheStacksAreDiverse()
    {
        Stack[] stacks = [.. Stack.Generator.Sample(Default, new Rnd(1UL, 1UL), 50)];

        Assert.Equal([1, 2, 3, 4, 5, 6], stacks.Select(stack => stack.Network.Layers.Length).Distinct().Order());
        Assert.Subset(stacks.SelectMany(stack => stack.Network.Layers).Select(layer => layer.Units).OfType<int>().ToHashSet(), new HashSet<int> { 1, 15, 16, 17, 31, 33 });
        Assert.Equal(Enum.GetValues<Activation>(), stacks.SelectMany(stack => stack.Network.Layers).Select(layer => layer.Activation).Distinct().Order());
        Assert.Subset(stacks.Select(stack => stack.Network.Loss?.Name).ToHashSet(), new HashSet<string?>(Registry.LossNames) { null });
        Assert.Contains(stacks, stack => stack.Network.Layers.Any(layer => layer.Units is null));
        Assert.Contains(stacks, stack => stack.Network.IsDouble && stack.Network.InputGradient);
        Assert.Contains(stacks, stack => stack.Rows < 5);
        Assert.Contains(stacks, stack => stack.Rows > 32);
    }

    /// <summary>What is wrong with it; null if nothing is.</summary>
    private static string? Fault(Stack stack, EmittedNetworks emitted, int index)
    {
        try
        {
            StackCheck.Check(stack, emitted, index);
            return null;
        }
        catch (Exception exception)
        {
            return exception.Message;
        }
    }

    // FsCheck looks for a simpler stack that fails as well, and throws with it.
    private static void Simplify(Stack stack, string fault)
    {
        Arbitrary<Stack> simpler = Arb.From(Gen.Constant(stack), one => one.Shrink());
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1),
            Prop.ForAll(simpler, one => Fault(one, EmittedNetworks.Compile([one.Network]), 0) is { } message ? false.Label(message) : true.Label("")));
        Assert.Fail($"{stack}: {fault}");
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
