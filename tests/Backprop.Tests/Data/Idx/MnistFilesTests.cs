using System.Text.Json;
using Backprop.Data;

namespace Backprop.Tests.Data;

/// <summary>The real files, where they are.</summary>
public class MnistFilesTests
{
    [Fact]
    public void The_test_images_are_what_they_are()
    {
        string? folder = MnistFiles.FindFolder();
        Assert.SkipUnless(folder is not null, MnistFiles.Missing);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "Idx", "Reference", "mnist.json")));
        JsonElement reference = json.RootElement;
        string images = Path.Combine(folder!, "t10k-images-idx3-ubyte.gz"), labelFile = Path.Combine(folder!, "t10k-labels-idx1-ubyte.gz");

        IdxData data = IdxFile.Read(images);
        int[] labels = IdxFile.ReadLabels(labelFile, classes: 10);
        Dataset dataset = IdxFile.ReadClassification(images, labelFile, classes: 10);

        int count = reference.GetProperty("count").GetInt32();
        Assert.Equal([count, 28, 28], data.Dimensions);
        Assert.Equal(reference.GetProperty("pixelSum").GetInt64(), data.Values.Sum(value => (long)value));
        Assert.Equal(Integers(reference.GetProperty("countPerLabel")), Enumerable.Range(0, 10).Select(label => labels.Count(found => found == label)));
        Assert.Equal(Integers(reference.GetProperty("firstLabels")), labels[..10]);
        Assert.Equal(Integers(reference.GetProperty("lastLabels")), labels[^10..]);
        foreach (JsonProperty image in reference.GetProperty("weightedSums").EnumerateObject())
        {
            IEnumerable<float> pixels = data.Values.Skip(int.Parse(image.Name) * data.ItemSize).Take(data.ItemSize);
            Assert.Equal(image.Value.GetInt64(), pixels.Select((value, i) => (long)value * (i + 1)).Sum());
        }

        float[] scaled = new float[784];
        dataset.GatherInputs([count - 1], scaled);
        Assert.Equal((count, 784, 10), (dataset.Count, dataset.InputSize, dataset.Classes));
        Assert.Equal(data.Values[^784..].Select(value => value / 255), scaled);
    }

    private static IEnumerable<int> Integers(JsonElement array) => array.EnumerateArray().Select(element => element.GetInt32());
}
