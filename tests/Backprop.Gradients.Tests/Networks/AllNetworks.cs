namespace Backprop.Gradients.Tests.Networks;

/// <summary>One of each of <c>AllActivations.cs</c>, of <c>Images.cs</c> and of <c>NormsAndPools.cs</c>.</summary>
internal static class AllNetworks
{
    public static INetwork<float>[] Single(long seed) =>
    [
        new Rectifiers(seed), new Smooths(seed), new Imitations(seed), new Classics(seed), new Classes(seed), new Medians(seed), new Images(seed),
        new NormsAndPools(seed), new Words(seed),
    ];

    /// <summary>Those of <c>Deep.cs</c>, whose Forward changes the model's state and depends on the step.</summary>
    public static (INetwork<float> Single, INetwork<double> Double) WithModes(long seed) => (new Deep(seed), new DeepDouble(seed));

    public static INetwork<double>[] Double(long seed) =>
    [
        new RectifiersDouble(seed), new SmoothsDouble(seed), new ImitationsDouble(seed), new ClassicsDouble(seed), new ClassesDouble(seed), new MediansDouble(seed), new ImagesDouble(seed),
        new NormsAndPoolsDouble(seed), new WordsDouble(seed),
    ];
}
