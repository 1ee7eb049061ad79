using System.Text.Json;
using Backprop.Data;

namespace Backprop.Tests.Data;

/// <summary>Turning and scaling against PyTorch's grid_sample and rot90.</summary>
public class ResamplingReferenceTests
{
    public static TheoryData<int, string> Cases
    {
        get
        {
            using JsonDocument json = Load();
            var cases = new TheoryData<int, string>();
            foreach ((int i, JsonElement entry) in json.RootElement.EnumerateArray().Index())
            {
                cases.Add(i, $"{entry.GetProperty("kind")} {entry.GetProperty("amount")} of {entry.GetProperty("shape")}");
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Images_are_drawn_as_PyTorch_draws_them(int number, string name)
    {
        using JsonDocument json = Load();
        JsonElement entry = json.RootElement[number];
        int[] shape = entry.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()).ToArray();
        var image = new ImageShape(shape[0], shape[1], shape[2]);
        float[] values = entry.GetProperty("image").EnumerateArray().Select(value => value.GetSingle()).ToArray();
        double[] expected = entry.GetProperty("result").EnumerateArray().Select(value => value.GetDouble()).ToArray();
        double amount = entry.GetProperty("amount").GetDouble();

        if (entry.GetProperty("kind").GetString() == "turn")
        {
            new RotateAugmentation(image, 180, fill: 0).Turn(values, amount);
        }
        else
        {
            new ScaleAugmentation(image, 0.1, 10, fill: 0).Zoom(values, amount);
        }

        // The values lie in [0, 1); a float's rounding is the only difference, and quarter turns have none.
        double tolerance = amount % 90 == 0 ? 0 : 1e-7;
        Assert.All(expected.Zip(values), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= tolerance, $"{name}: {pair}"));
    }

    private static JsonDocument Load() =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "Augmentation", "Reference", "resampling.json")));
}
