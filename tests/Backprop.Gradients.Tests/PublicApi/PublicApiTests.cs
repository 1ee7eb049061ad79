namespace Backprop.Gradients.Tests.PublicApi;

/// <summary>The calls that the documentation shows, as they stand there: whoever breaks one breaks every user.</summary>
public sealed class PublicApiTests
{
    private readonly float[] inputs = [0.1f, 0.2f, -0.3f, 0.4f, 0.5f, -0.6f];
    private readonly int[] labels = [0, 1, 2];

    [Fact]
    public void A_step_by_hand()
    {
        var model = new SpiralClassifier(seed: 42);
        var workspace = new SpiralClassifier.Workspace(batchSize: 64);
        var optimizer = new Adam(learningRate: 0.005f);

        float before = model.ForwardBackward(inputs, labels, workspace);
        for (int step = 0; step < 20; step++)
        {
            model.ForwardBackward(inputs, labels, workspace);
            optimizer.Step(model, workspace);
        }

        ReadOnlySpan<float> logits = model.Forward(inputs, workspace);
        Assert.Equal(9, logits.Length);
        float after = model.Loss(labels, workspace);
        model.Backward(workspace);
        Assert.True(after < before, $"{before} → {after}");
    }

    [Fact]
    public void A_step_on_two_spans_is_the_same_as_on_the_model()
    {
        var model = new SpiralClassifier(seed: 42);
        var workspace = new SpiralClassifier.Workspace(batchSize: 64);
        model.ForwardBackward(inputs, labels, workspace);
        float[] parameters = model.Parameters.ToArray(), gradients = workspace.Gradients.ToArray();

        new Adam(learningRate: 0.005f).Step(parameters, gradients);
        new Adam(learningRate: 0.005f).Step(model, workspace);

        Assert.Equal(parameters, model.Parameters.ToArray());
    }

    [Fact]
    public void Predict_gives_probabilities()
    {
        var model = new SpiralClassifier(seed: 42);
        float[] outputs = new float[9];
        model.Predict(inputs, outputs);
        for (int row = 0; row < 3; row++)
        {
            Assert.Equal(1, outputs.AsSpan(3 * row, 3).ToArray().Sum(), 1e-6);
        }
    }

    [Fact]
    public void Parameters_have_names_and_places()
    {
        var model = new SpiralClassifier(seed: 42);
        int n = SpiralClassifier.ParameterCount;
        Span<float> w = model.Layers.Dense1.Weight;

        Assert.Equal(771, n);
        Assert.Equal(256, w.Length);
        Assert.True(w.Overlaps(model.Parameters, out int offset) && offset == 0);
        Assert.Equal(["dense1.weight", "dense1.bias", "dense2.weight", "dense2.bias"], SpiralClassifier.Layout.Parameters.Select(parameter => parameter.Name));
        Assert.Equal([0, 256, 384, 768], SpiralClassifier.Layout.Parameters.Select(parameter => parameter.Offset));
    }

    [Fact]
    public void A_trainer_with_everything()
    {
        var model = new SpiralClassifier(seed: 42);
        Dataset data = Dataset.Classification(inputs, labels, inputSize: 2, classes: 3);
        Dataset train = data, validation = data;
        IProgress<TrainingProgress>? progress = null;
        CancellationToken cancellationToken = CancellationToken.None;

        var trainer = new Trainer<SpiralClassifier>(model, new AdamW(learningRate: 1e-3f) { WeightDecay = 1e-2f })
        {
            Schedule = Schedules.Warmup(20).Then(Schedules.Cosine(minimum: 1e-5f)),
            GradientClipping = GradientClipping.ByNorm(1.0f),
            EarlyStopping = new EarlyStopping(patience: 20),
        };
        TrainingHistory history = trainer.Fit(train, validation, epochs: 300, batchSize: 64, progress, cancellationToken);

        Assert.Equal(300, history.Epochs.Count);
        Assert.True(history.Epochs[^1].TrainingLoss < history.Epochs[0].TrainingLoss);
        Assert.Equal(1e-3f / 20, history.Epochs[0].LearningRate, 1e-9f);
    }
}
