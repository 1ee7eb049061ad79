using Backprop;
using Samples;

namespace Residual;

/// <summary>What became of a network.</summary>
/// <param name="Model">The network.</param>
/// <param name="Before">The gradient norm of each layer with the starting weights.</param>
/// <param name="After">The same after the training.</param>
/// <param name="Result">Loss and accuracy after the training, over all points.</param>
internal sealed record Experiment(DeepModel Model, double[] Before, double[] After, Evaluation Result)
{
    /// <summary>Trains a network on the spirals, and measures before and after.</summary>
    public static Experiment Run(DeepModel deep, Spirals spirals, ResidualOptions options)
    {
        Dataset data = Dataset.Classification(spirals.Points, spirals.Labels, inputSize: 2, Spirals.Classes);
        double[] before = GradientNorms.Measure(deep.Create(options.Seed), spirals.Points, spirals.Labels);

        INetwork<float> model = deep.Create(options.Seed);
        var trainer = new Trainer<INetwork<float>>(model, new Adam(learningRate: 1e-3f)) { Seed = options.Seed };
        trainer.Fit(data, options.Epochs, batchSize: 64);
        Evaluation result = trainer.Evaluate(data);
        return new Experiment(deep, before, GradientNorms.Measure(model, spirals.Points, spirals.Labels), result);
    }
}
