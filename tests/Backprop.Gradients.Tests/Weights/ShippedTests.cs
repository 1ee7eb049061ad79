using System.Reflection;
using System.Reflection.Emit;
using Backprop.Serialization;

namespace Backprop.Gradients.Tests.Weights;

/// <summary>A network whose weights lie in the assembly predicts what the loaded one predicts, to the bit, wherever they lie.</summary>
public sealed class ShippedTests
{
    private static readonly string Single = Path.Combine(AppContext.BaseDirectory, "Weights", "Reference", "single.safetensors");
    private static readonly string Double = Path.Combine(AppContext.BaseDirectory, "Weights", "Reference", "double.safetensors");

    public static TheoryData<int> Batches => [1, 2, 7, 8, 33, 100, 3000];

    [Theory]
    [MemberData(nameof(Batches))]
    public void PredictsWhatTheLoadedOnePredicts(int rows)
    {
        float[] inputs = Inputs(rows), expected = new float[rows * 5], actual = new float[rows * 5];
        Loaded.Load(Single).Predict(inputs, expected);

        foreach (IPredictor<float> shipped in new IPredictor<float>[] { Shipped.Shared, ShippedAsResource.Shared, ShippedToTrain.Shared })
        {
            actual.AsSpan().Clear();
            shipped.Predict(inputs, actual);
            Assert.Equal(expected, actual);
        }

        Assert.All(Enumerable.Range(0, rows), row => Assert.Equal(1, expected.Skip(row * 5).Take(5).Sum(), 1e-5f));
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void PredictsWhatTheLoadedOnePredictsInDouble(int rows)
    {
        double[] inputs = [.. Inputs(rows).Select(value => (double)value)], expected = new double[rows * 5], constants = new double[rows * 5], resource = new double[rows * 5];
        LoadedDouble.Load(Double).Predict(inputs, expected);

        ShippedDouble.Shared.Predict(inputs, constants);
        ShippedDoubleAsResource.Shared.Predict(inputs, resource);

        Assert.Equal(expected, constants);
        Assert.Equal(expected, resource);
    }

    [Fact]
    public void TypesAreConverted()
    {
        Loaded loaded = Loaded.Load(Path.Combine(AppContext.BaseDirectory, "Weights", "Reference", "mixed.safetensors"));

        Assert.Equal(loaded.Parameters, ShippedMixed.Shared.Parameters);
        Assert.Equal(loaded.State, ShippedMixed.Shared.State);
        Assert.False(ShippedMixed.Shared.Parameters.SequenceEqual(Loaded.Load(Single).Parameters));
    }

    /// <summary>Seen without its own type, as exporters see it.</summary>
    [Fact]
    public void ItsNumbersCanBeRead()
    {
        Loaded loaded = Loaded.Load(Single);
        foreach (IPredictor<float> shipped in new IPredictor<float>[] { loaded, Shipped.Shared, ShippedAsResource.Shared, ShippedToTrain.Shared })
        {
            Assert.Equal(loaded.Parameters, shipped.ParameterValues);
            Assert.Equal(loaded.State, shipped.StateValues);
        }
    }

    [Fact]
    public void TheResourceIsReadWhereItLies()
    {
        FieldInfo field = typeof(ShippedAsResource).GetNestedType("WeightsInAssembly", BindingFlags.NonPublic)!.GetField("Resource", BindingFlags.NonPublic | BindingFlags.Static)!;
        var resource = (EmbeddedWeights<float>)field.GetValue(null)!;

        Assert.Equal(ALaneFitsBehind(typeof(ShippedAsResource)), resource.IsMapped);
        Assert.Equal(Loaded.Load(Single).Parameters, resource.Parameters.Span);
        Assert.Equal(Loaded.Load(Single).State, resource.State.Span);
        Assert.Equal(Loaded.Load(Single).Layers.Body[1].Dense1.Weight, ShippedAsResource.Shared.Layers.Body[1].Dense1.Weight);
    }

    // Whether 64 bytes behind the last number lie on its page, which is there. Where the linker puts the resource is another place in every build: one of 64 is copied instead.
    private static bool ALaneFitsBehind(Type owner)
    {
        Assembly assembly = owner.Assembly;
        using var stream = (UnmanagedMemoryStream)assembly.GetManifestResourceStream(Assert.Single(assembly.GetManifestResourceNames(), name => name.Contains("single", StringComparison.Ordinal)))!;
        var address = new DynamicMethod("AddressOf", typeof(nint), [typeof(UnmanagedMemoryStream)]); // the property is a pointer, for which these tests would have to be unsafe
        ILGenerator code = address.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Callvirt, typeof(UnmanagedMemoryStream).GetProperty(nameof(UnmanagedMemoryStream.PositionPointer))!.GetMethod!);
        code.Emit(OpCodes.Ret);
        nint last = address.CreateDelegate<Func<UnmanagedMemoryStream, nint>>()(stream) + (nint)stream.Length - 1;
        return last % 4096 < 4096 - 64;
    }

    [Fact]
    public void ThereIsNoCodeForTraining()
    {
        string[] members = [.. typeof(Shipped).GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance).Select(member => member.Name)];

        Assert.DoesNotContain("Forward", members);
        Assert.DoesNotContain("Backward", members);
        Assert.DoesNotContain("Workspace", members);
        Assert.Contains("Predict", members);
        Assert.Empty(typeof(Shipped).GetConstructors());
        Assert.Same(Shipped.Shared, Shipped.Shared);
    }

    [Fact]
    public void AllThreadsPredictTheSame()
    {
        float[] inputs = Inputs(40), expected = new float[200];
        Shipped.Shared.Predict(inputs, expected);

        Parallel.For(0, 64, _ =>
        {
            float[] outputs = new float[200];
            ShippedAsResource.Shared.Predict(inputs, outputs);
            Assert.Equal(expected, outputs);
        });
    }

    [Fact]
    public void PretrainedIsACopyThatTrainsOn()
    {
        ShippedToTrain model = ShippedToTrain.Pretrained();
        Assert.Equal(Loaded.Load(Single).Parameters, model.Parameters);
        var workspace = new ShippedToTrain.Workspace(32);
        var optimizer = new Adam(0.01f);
        float[] inputs = Inputs(32);
        int[] labels = [.. Enumerable.Range(0, 32).Select(row => row % 5)];

        float first = model.ForwardBackward(inputs, labels, workspace), last = first;
        for (int step = 0; step < 200; step++)
        {
            optimizer.Step(model, workspace);
            last = model.ForwardBackward(inputs, labels, workspace);
        }

        Assert.InRange(last, 0, first / 2);
        Assert.Equal(Loaded.Load(Single).Parameters, ShippedToTrain.Shared.Parameters);
        Assert.False(Loaded.Load(Single).Parameters.SequenceEqual(model.Parameters));
    }

    [Fact]
    public void ArchitectureAndLayoutAreThoseOfTheLoadedOne()
    {
        Assert.Equal(Loaded.Architecture.Fingerprint, Shipped.Architecture.Fingerprint);
        Assert.Equal(Loaded.Layout.Parameters.Select(parameter => (parameter.Name, parameter.Offset)), Shipped.Layout.Parameters.Select(parameter => (parameter.Name, parameter.Offset)));
        Assert.Equal(Loaded.StateLayout.Parameters.Select(state => state.Name), Shipped.StateLayout.Parameters.Select(state => state.Name));
    }

    private static float[] Inputs(int rows)
    {
        var random = new CounterRandom(3, RandomStreams.User);
        float[] inputs = new float[rows * 6];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = (float)random.Normal(i);
        }

        return inputs;
    }
}
