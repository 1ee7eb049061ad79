using System.Text.Json;

namespace Backprop.Tests.Optimization;

/// <summary>Ten steps of every optimizer against PyTorch and NumPy in double precision (Reference/optimizers.py).</summary>
public class OptimizerReferenceTests
{
    private static readonly JsonElement Reference = Load();

    public static TheoryData<int> Cases
    {
        get
        {
            TheoryData<int> cases = [];
            for (int i = 0; i < Reference.GetProperty("cases").GetArrayLength(); i++)
            {
                cases.Add(i);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Ten_steps_follow_the_reference(int index)
    {
        JsonElement test = Reference.GetProperty("cases")[index];
        Optimizer optimizer = Create(test.GetProperty("optimizer").GetString()!, test.GetProperty("settings"));
        float[] parameters = Floats(Reference.GetProperty("parameters"));

        for (int step = 0; step < 10; step++)
        {
            optimizer.Step(parameters, Floats(Reference.GetProperty("gradients")[step]));

            JsonElement expected = test.GetProperty("trajectory")[step];
            for (int i = 0; i < parameters.Length; i++)
            {
                double error = Math.Abs(parameters[i] / expected[i].GetDouble() - 1);
                Assert.True(error <= 1e-6, $"{test.GetProperty("optimizer")} {test.GetProperty("settings")} step {step}, parameter {i}: {parameters[i]:R} for {expected[i]}, off by {error:E1}.");
            }
        }

        Assert.Equal(10, optimizer.StepCount);
    }

    [Fact]
    public void The_reference_covers_every_optimizer_with_and_without_decay()
    {
        foreach (string name in AllOptimizers.Names.Select(row => row.Data))
        {
            double[] decays = [.. Reference.GetProperty("cases").EnumerateArray()
                .Where(test => test.GetProperty("optimizer").GetString() == name)
                .Select(test => test.GetProperty("settings").GetProperty("WeightDecay").GetDouble())];
            Assert.Contains(0.0, decays);
            Assert.Contains(decays, decay => decay > 0);
        }
    }

    private static Optimizer Create(string name, JsonElement settings)
    {
        float Setting(string key) => settings.GetProperty(key).GetSingle();
        float rate = Setting("LearningRate");
        Optimizer optimizer = name switch
        {
            "Sgd" => new Sgd(rate),
            "Momentum" => new Momentum(rate) { Beta = Setting("Beta") },
            "Nesterov" => new Nesterov(rate) { Beta = Setting("Beta") },
            "RmsProp" => new RmsProp(rate) { Rho = Setting("Rho"), Epsilon = Setting("Epsilon") },
            "RmsPropInsideRoot" => new RmsProp(rate)
            {
                Rho = Setting("Rho"),
                Epsilon = Setting("Epsilon"),
                EpsilonPlacement = EpsilonPlacement.InsideRoot,
            },
            "Adam" => new Adam(rate) { Beta1 = Setting("Beta1"), Beta2 = Setting("Beta2"), Epsilon = Setting("Epsilon") },
            "AdamW" => new AdamW(rate) { Beta1 = Setting("Beta1"), Beta2 = Setting("Beta2"), Epsilon = Setting("Epsilon") },
            "Lion" => new Lion(rate) { Beta1 = Setting("Beta1"), Beta2 = Setting("Beta2") },
            _ => throw new InvalidOperationException($"The reference has an optimizer {name} that this test does not know."),
        };
        optimizer.WeightDecay = Setting("WeightDecay");
        return optimizer;
    }

    private static float[] Floats(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetSingle())];

    private static JsonElement Load()
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Reference", "optimizers.json"));
        return JsonDocument.Parse(file).RootElement.Clone();
    }
}
