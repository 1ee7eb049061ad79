namespace Backprop.Tests.Training;

public class TrainerDivergenceTests
{
    [Fact]
    public void A_loss_that_explodes_stops_the_run_before_its_step()
    {
        var model = new LinearRegression(1, 1);
        model.Parameters[0] = 1;
        var weights = new List<float[]>();
        model.OnForward = _ => weights.Add(Toy.Weights(model));
        var optimizer = new Sgd(learningRate: 1e9f);
        var trainer = new Trainer<LinearRegression>(model, optimizer) { Schedule = Schedules.Constant(0.5f) };

        TrainingDivergedException diverged = Assert.Throws<TrainingDivergedException>(() => trainer.Fit(Toy.Line(4, 2), epochs: 50, batchSize: 2));

        // The last forward was the one that looked for the layer; the one before it gave the loss.
        Assert.False(float.IsFinite(diverged.Loss));
        Assert.Equal((weights.Count - 2) / 2 + 1, diverged.Epoch);
        Assert.Equal(weights.Count - 1, diverged.Step);
        Assert.Equal(diverged.Step - 1, diverged.History.Steps);
        Assert.Equal(diverged.Epoch - 1, diverged.History.Epochs.Count);
        Assert.Null(diverged.RestoredEpoch);
        Toy.AssertSameBits(weights[^2], model.Parameters);
        Assert.All(Toy.Weights(model), weight => Assert.True(float.IsFinite(weight)));
        Assert.Equal(1e9f, optimizer.LearningRate);
        Assert.Contains($"epoch {diverged.Epoch} at step {diverged.Step}", diverged.Message);
        Assert.Contains("from before that step", diverged.Message);
    }

    [Fact]
    public void The_first_layer_that_is_not_finite_is_named()
    {
        var model = new LinearRegression(1, 1);
        model.Parameters[0] = float.MaxValue;
        float[] before = Toy.Weights(model);

        TrainingDivergedException diverged = Assert.Throws<TrainingDivergedException>(
            () => new Trainer<LinearRegression>(model, new Sgd(0.1f)).Fit(Toy.Single(2, 0), epochs: 1, batchSize: 1));

        Assert.Equal(("dense1", 1, 1L), (diverged.Layer, diverged.Epoch, diverged.Step));
        Assert.Contains("dense1", diverged.Message);
        Toy.AssertSameBits(before, model.Parameters);
    }

    [Fact]
    public void With_finite_layers_it_is_the_loss()
    {
        var model = new LinearRegression(1, 1);

        TrainingDivergedException diverged = Assert.Throws<TrainingDivergedException>(
            () => new Trainer<LinearRegression>(model, new Sgd(0.1f)).Fit(Toy.Single(1, float.NaN), epochs: 1, batchSize: 1));

        Assert.Equal("the loss", diverged.Layer);
        Assert.True(float.IsNaN(diverged.Loss));
        Assert.Equal([0, 0], Toy.Weights(model));
    }

    [Fact]
    public void An_input_that_is_not_finite_is_named_with_its_row()
    {
        float[] inputs = [0, 1, 2, float.NaN, 4, 5];
        var trainer = new Trainer<SoftmaxRegression>(new SoftmaxRegression(1, 2), new Sgd(0.1f)) { Shuffle = true, Seed = 9 };

        TrainingDivergedException diverged = Assert.Throws<TrainingDivergedException>(
            () => trainer.Fit(Dataset.Classification(inputs, new int[6], 1, 2), epochs: 1, batchSize: 2));

        Assert.Equal("dense1", diverged.Layer);
        Assert.Contains("Row 3 of the training data", diverged.Message);
    }

    [Fact]
    public void A_validation_loss_diverges_too()
    {
        var model = new LinearRegression(1, 1);
        Dataset validation = Dataset.Regression(new[] { 1, 2, float.PositiveInfinity }, new float[3], 1, 1);

        TrainingDivergedException diverged = Assert.Throws<TrainingDivergedException>(
            () => new Trainer<LinearRegression>(model, new Sgd(0.1f)).Fit(Toy.Line(4, 1), validation, epochs: 3, batchSize: 2));

        Assert.Equal((1, 2L, "dense1"), (diverged.Epoch, diverged.Step, diverged.Layer));
        Assert.Contains("validation loss", diverged.Message);
        Assert.Contains("Row 2 of the validation data", diverged.Message);
        Assert.Contains("from after that step", diverged.Message);
        Assert.Empty(diverged.History.Epochs);
    }

    [Fact]
    public void A_last_step_that_overflows_does_not_go_unseen()
    {
        // The prediction is 1, the loss 1, the gradient 2e30: finite, all of them. The step, 2e40, is not.
        var model = new LinearRegression(1, 1);
        model.Parameters[0] = 1e-30f;

        TrainingDivergedException diverged = Assert.Throws<TrainingDivergedException>(
            () => new Trainer<LinearRegression>(model, new Sgd(1e10f)).Fit(Toy.Single(1e30f, 0), epochs: 1, batchSize: 1));

        Assert.Equal((1, 1L, "dense1"), (diverged.Epoch, diverged.Step, diverged.Layer));
        Assert.Equal(1, diverged.History.Steps);
    }

    [Fact]
    public void The_best_weights_are_put_back()
    {
        var model = new LinearRegression(1, 1);
        var weights = new List<float[]>();
        float[] targets = [1, 1, 1];
        var trainer = new Trainer<LinearRegression>(model, new Sgd(0.1f)) { EarlyStopping = new EarlyStopping(5), Shuffle = false };
        var progress = new ReportTo(report =>
        {
            weights.Add(Toy.Weights(model));
            targets[2] = report.Epoch == 2 ? float.NaN : 1;
        });

        TrainingDivergedException diverged = Assert.Throws<TrainingDivergedException>(
            () => trainer.Fit(Dataset.Regression(new float[] { 1, 1, 1 }, targets, 1, 1), epochs: 5, batchSize: 1, progress));

        Assert.Equal((3, 9L, 2), (diverged.Epoch, diverged.Step, diverged.RestoredEpoch));
        Assert.Equal((2, 8L), (diverged.History.Epochs.Count, diverged.History.Steps));
        Assert.Contains("weights of epoch 2", diverged.Message);
        Toy.AssertSameBits(weights[1], model.Parameters);
    }

    [Fact]
    public void Evaluate_reports_a_loss_that_is_not_finite()
    {
        var trainer = new Trainer<LinearRegression>(new LinearRegression(1, 1), new Sgd(0.1f));

        Assert.True(double.IsNaN(trainer.Evaluate(Toy.Single(1, float.NaN)).Loss));
    }
}
