namespace Backprop.Tests.Training;

public class EarlyStoppingTests
{
    /// <summary>Training pulls the slope from 0 towards 2, past the validation's 1: the validation loss falls, then rises.</summary>
    private static (TrainingHistory History, LinearRegression Model, List<float[]> WeightsByEpoch) Overfit(
        EarlyStopping? stopping, int epochs = 100, bool validate = true, float rate = 0.02f)
    {
        var model = new LinearRegression(1, 1);
        var weights = new List<float[]>();
        var trainer = new Trainer<LinearRegression>(model, new Sgd(rate)) { EarlyStopping = stopping };
        TrainingHistory history = trainer.Fit(
            Toy.Line(8, 2), validate ? Toy.Line(8, 1) : null, epochs, 4, new ReportTo(_ => weights.Add(Toy.Weights(model))));
        return (history, model, weights);
    }

    private static int IndexOfLowest(TrainingHistory history) => history.Epochs.Select((e, i) => (e.ValidationLoss, i)).Min().i;

    [Fact]
    public void The_best_weights_are_restored_and_the_run_ends_after_the_patience()
    {
        (TrainingHistory history, LinearRegression model, List<float[]> weights) = Overfit(new EarlyStopping(patience: 3));
        int best = IndexOfLowest(history);

        Assert.True(history.StoppedEarly);
        Assert.False(history.Cancelled);
        Assert.InRange(best, 2, 90);
        Assert.Equal(best + 1, history.BestEpoch);
        Assert.Equal(best + 1 + 3, history.Epochs.Count);
        Toy.AssertSameBits(weights[best], model.Parameters);
        Assert.NotEqual(weights[^1], weights[best]);
    }

    [Fact]
    public void The_best_weights_are_restored_without_a_stop_too()
    {
        int best = IndexOfLowest(Overfit(null).History);

        (TrainingHistory history, LinearRegression model, List<float[]> weights) = Overfit(new EarlyStopping(patience: 50), epochs: best + 5);

        Assert.False(history.StoppedEarly);
        Assert.Equal(best + 5, history.Epochs.Count);
        Assert.Equal(best + 1, history.BestEpoch);
        Toy.AssertSameBits(weights[best], model.Parameters);
    }

    [Fact]
    public void Patience_that_runs_out_in_the_last_epoch_is_no_early_stop()
    {
        int best = IndexOfLowest(Overfit(null).History);

        Assert.False(Overfit(new EarlyStopping(patience: 3), epochs: best + 4).History.StoppedEarly);
        Assert.True(Overfit(new EarlyStopping(patience: 3), epochs: best + 5).History.StoppedEarly);
    }

    [Fact]
    public void Without_early_stopping_the_last_weights_stay()
    {
        (TrainingHistory history, LinearRegression model, List<float[]> weights) = Overfit(null, epochs: 60);

        Assert.Equal(60, history.Epochs.Count);
        Assert.Equal(IndexOfLowest(history) + 1, history.BestEpoch);
        Toy.AssertSameBits(weights[^1], model.Parameters);
    }

    [Fact]
    public void A_smaller_improvement_than_the_minimum_is_none()
    {
        (TrainingHistory history, LinearRegression model, List<float[]> weights) = Overfit(new EarlyStopping(patience: 2) { MinimumDelta = 1000 });

        Assert.Equal(1, history.BestEpoch);
        Assert.Equal(3, history.Epochs.Count);
        Assert.True(history.Epochs[1].ValidationLoss < history.Epochs[0].ValidationLoss);
        Toy.AssertSameBits(weights[0], model.Parameters);
    }

    [Fact]
    public void Without_validation_the_training_loss_is_watched()
    {
        // With a rate of 0 nothing ever improves after the first epoch; each epoch's order still rounds the running loss a little differently.
        (TrainingHistory history, _, _) = Overfit(new EarlyStopping(patience: 4) { MinimumDelta = 1e-3 }, validate: false, rate: 0);

        Assert.Equal(1, history.BestEpoch);
        Assert.Equal(5, history.Epochs.Count);
        Assert.True(history.StoppedEarly);
    }

    [Fact]
    public void The_settings_serve_more_than_one_run()
    {
        var stopping = new EarlyStopping(patience: 3);

        Assert.Equal(Overfit(stopping).History.Epochs, Overfit(stopping).History.Epochs);
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Assert.Equal("patience", Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping(0)).ParamName);
        foreach (double delta in new[] { -1e-9, double.NaN, double.PositiveInfinity })
        {
            Assert.Equal("MinimumDelta", Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping(1) { MinimumDelta = delta }).ParamName);
        }
    }
}
