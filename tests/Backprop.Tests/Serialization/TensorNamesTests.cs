using Backprop.Serialization;
using static Backprop.Tests.Serialization.PlainSafetensors;

namespace Backprop.Tests.Serialization;

/// <summary>Names in files that are not those of the model.</summary>
public class TensorNamesTests
{
    private static readonly string[] Own = ["dense1.weight", "dense1.bias", "body.0.norm.weight", "body.1.norm.weight", "scale"];

    private static string[] Names(TensorNames names) => names.Of(Own, file: null);

    private static string[] InOrder(string[] own, params string[] file)
    {
        byte[] bytes = PlainSafetensors.File("{" + string.Join(',', file.Select(name => Entry(name, "F32", "[0]", 0, 0))) + "}");
        return TensorNames.InOrder().Of(own, SafetensorsSource.Of(new MemoryStream(bytes), "f"));
    }

    [Fact]
    public void As_they_are() => Assert.Equal(Own, Names(TensorNames.AsTheyAre));

    [Fact]
    public void By_a_dictionary_of_tensors_layers_and_blocks() => Assert.Equal(
        ["fc.weight", "offset", "blocks.0.norm.weight", "blocks.last.weight", "scale"],
        Names(TensorNames.Map(new Dictionary<string, string>
        {
            ["dense1"] = "fc", ["dense1.bias"] = "offset", ["body"] = "blocks", ["body.1.norm"] = "blocks.last", ["dense"] = "no", ["scal"] = "no",
        })));

    [Fact]
    public void By_patterns_of_which_the_first_that_fits_counts() => Assert.Equal(
        ["net.1.w.weight", "net.1.w.bias", "layers[0]/norm", "layers[1]/norm", "s"],
        Names(TensorNames.Pattern(("dense*.*", "net.*.w.*"), ("body.*.norm.weight", "layers[*]/norm"), ("body.*", "never"), ("scale", "s"))));

    [Theory]
    [InlineData("a*c", "abc", "b")]
    [InlineData("a*c", "ac", "")]
    [InlineData("a*c", "acc", "c")]
    [InlineData("a*c", "ab", null)]
    [InlineData("*", "", "")]
    [InlineData("ab*ba", "aba", null)]
    [InlineData("*.*", "x.y.z", "x|y.z")]
    [InlineData("*a*a*", "banana", "b|n|na")]
    [InlineData("abc", "abc", "")]
    [InlineData("abc", "abcd", null)]
    public void A_star_is_as_short_as_it_can_be(string pattern, string name, string? stars)
    {
        string to = string.Join('|', Enumerable.Repeat("*", pattern.Count(c => c == '*')));
        Assert.Equal(stars, new NamePattern(pattern, to).Apply(name));
    }

    [Fact]
    public void By_a_function() => Assert.Equal(Own.Select(name => "model." + name), Names(TensorNames.By(name => "model." + name)));

    [Fact]
    public void In_an_order_that_is_given()
    {
        Assert.Equal(["0.weight", "0.bias", "2.weight", "a.b.weight", "scale"], Names(TensorNames.InOrder("0", "2", "a.b", "")));
        Assert.Equal(
            "3 modules are named, but 4 layers of the model have tensors. (Parameter 'modules')",
            Assert.Throws<ArgumentException>(() => Names(TensorNames.InOrder("0", "1", "2"))).Message);
    }

    [Fact]
    public void In_the_order_of_the_modules_numbers()
    {
        string[] own = ["a.weight", "a.bias", "b.weight", "c.weight"];

        Assert.Equal(["2.weight", "2.bias", "3.weight", "10.weight"], InOrder(own, "10.weight", "2.bias", "2.weight", "3.weight"));
        Assert.Equal(["f.2.x.weight", "f.2.x.bias", "f.3.x.weight", "f.10.x.weight"], InOrder(own, "f.10.x.weight", "f.3.x.weight", "f.2.x.weight", "f.2.x.bias"));
        Assert.Equal(
            "f: The modules \"conv\" and \"fc\" have no order by number; give their names to TensorNames.InOrder.",
            Assert.Throws<ModelFileException>(() => InOrder(own, "fc.weight", "conv.weight", "fc.bias")).Message);
        Assert.Equal("f: It has tensors of 2 modules, but 3 layers of the model have any.", Assert.Throws<ModelFileException>(() => InOrder(own, "0.weight", "1.weight")).Message);
        Assert.Throws<ArgumentException>(() => Names(TensorNames.InOrder()));
    }

    [Fact]
    public void The_order_is_that_of_the_layers_whether_they_have_parameters_or_state()
    {
        var stream = new MemoryStream();

        StoredNetwork.NormAndDense().Save(stream, new SaveOptions { Names = TensorNames.InOrder("norm", "dense"), Convention = WeightConvention.PyTorch });
        stream.Position = 0;

        using SafetensorsFile file = SafetensorsFile.Open(stream);
        Assert.Equal(["dense.weight", "norm.running_mean"], file.Tensors.Select(tensor => tensor.Name));
    }

    [Fact]
    public void Maps_that_no_file_can_have_are_refused()
    {
        StoredNetwork<float> model = StoredNetwork.DenseAndNorm<float>();
        SaveOptions With(Func<string, string> names) => new() { Names = TensorNames.By(names) };

        Assert.StartsWith(
            "The map gives dense1.weight and dense1.bias the same name, \"x\".", Assert.Throws<ArgumentException>(() => model.Save(new MemoryStream(), With(_ => "x"))).Message);
        Assert.Throws<ArgumentException>(() => model.Save(new MemoryStream(), With(_ => null!)));
        Assert.Throws<ArgumentException>(() => model.Save(new MemoryStream(), With(name => name == "dense1.bias" ? "__metadata__" : name)));
        Assert.Throws<ArgumentException>(() => TensorNames.Pattern(("*", "*.*")));
    }

    [Fact]
    public void What_a_map_saves_it_loads()
    {
        StoredNetwork<float> model = StoredNetwork.DenseAndNorm<float>(), other = StoredNetwork.DenseAndNorm<float>();
        model.Values = [.. Enumerable.Range(0, 15).Select(i => (float)i)];
        TensorNames names = TensorNames.Map(new Dictionary<string, string> { ["dense1"] = "0", ["batchNorm1"] = "1" });
        var stream = new MemoryStream();

        model.Save(stream, new SaveOptions { Names = names, Convention = WeightConvention.PyTorch });
        stream.Position = 0;
        using (SafetensorsFile file = SafetensorsFile.Open(stream))
        {
            Assert.Equal(["0.weight", "0.bias", "1.running_mean", "1.running_var"], file.Tensors.Select(tensor => tensor.Name));
        }

        stream.Position = 0;
        other.LoadInto(stream, new LoadOptions { Names = TensorNames.InOrder(), Convention = WeightConvention.PyTorch });
        Assert.Equal(model.Values, other.Values);
    }
}
