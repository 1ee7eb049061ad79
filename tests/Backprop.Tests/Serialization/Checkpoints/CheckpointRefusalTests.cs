using Backprop.Data;
using Backprop.Serialization;
using Backprop.Tests.Training;

namespace Backprop.Tests.Serialization.Checkpoints;

/// <summary>A checkpoint is refused by a run that would not have come to it: the message has both values, and neither the run's objects nor the files change.</summary>
public sealed class CheckpointRefusalTests : IDisposable
{
    private readonly SavedRun run = new();

    public void Dispose() => run.Dispose();

    [Fact]
    public void Of_another_seed() => AssertRefused(() => run.Seed = 6, "The seed of the run that saved it: 5. Of this one: 6.");

    [Fact]
    public void With_another_order() => AssertRefused(() => run.Shuffle = false, "The shuffling of the run that saved it: on. Of this one: off.");

    [Fact]
    public void Of_another_optimizer() => AssertRefused(
        () => run.Optimizer = new AdamW(0.01f), "The optimizer of the run that saved it: Adam, β₁ 0.9, β₂ 0.999, ε 1E-08. Of this one: AdamW, β₁ 0.9, β₂ 0.999, ε 1E-08.");

    [Fact]
    public void With_another_setting_of_the_optimizer() => AssertRefused(() => run.Optimizer = new Adam(0.01f) { Beta1 = 0.8f }, "Of this one: Adam, β₁ 0.8, ");

    [Fact]
    public void With_another_rate() => AssertRefused(() => run.Optimizer = new Adam(0.02f), "The learning rate of the run that saved it: 0.01. Of this one: 0.02.");

    [Fact]
    public void With_another_decay() => AssertRefused(() => run.Optimizer.WeightDecay = 0.5f, "The weight decay of the run that saved it: 0. Of this one: 0.5.");

    [Fact]
    public void With_another_clipping() => AssertRefused(
        () => run.Clipping = GradientClipping.ByNorm(2), "The clipping of the run that saved it: clipping to a norm of 1. Of this one: clipping to a norm of 2.");

    [Fact]
    public void Without_clipping() => AssertRefused(() => run.Clipping = null, "The clipping of the run that saved it: clipping to a norm of 1. Of this one: none.");

    [Fact]
    public void With_an_augmentation() => AssertRefused(
        () => run.Augmentation = Augmentation.Shift(new ImageShape(1, 2), 0, 1), "The augmentation of the run that saved it: none. Of this one: 1 × 2 × 1: shift by 0 and 1, fill 0.");

    [Fact]
    public void Without_early_stopping() => AssertRefused(() => run.EarlyStopping = null, "The early stopping of the run that saved it: improvements of more than 0. Of this one: none.");

    [Fact]
    public void With_less_patience() => AssertRefused(
        () => run.EarlyStopping = new EarlyStopping(8), "The patience of the run that saved it: 9 epochs. Of this one: 8, which may have ended it earlier.");

    [Fact]
    public void With_another_schedule() => AssertRefused(
        () => run.Schedule = Schedules.Exponential(0.5f), "The learning rate at the end of epoch 2 was 0.009; the schedule and the 4 epochs of this run give 0.005.");

    [Fact]
    public void Without_a_schedule() => AssertRefused(
        () => run.Schedule = null, "The learning rate at the end of epoch 2 was 0.009; the schedule and the 4 epochs of this run give 0.01.");

    /// <summary>The ends of the epochs are the same.</summary>
    [Fact]
    public void With_other_rates_within_epochs() => AssertRefused(
        () => run.Schedule = new OtherWithinEpochs(), "The learning rates of its 12 steps are not those that the schedule and the 4 epochs of this run give.");

    [Fact]
    public void Of_more_epochs_than_are_wanted() => AssertRefused(
        () => { }, "The run that saved it had done 4 epochs; this one is to end after 3.", () => run.Fit(epochs: 3));

    [Fact]
    public void Of_other_training_data() => AssertRefused(
        () => { },
        "The training data of the run that saved it: 10 rows of 2 inputs and 3 classes, check sum ",
        () => run.Trainer().Fit(Toy.Classes(10).Shuffle(1), SavedRun.Validation, SavedRun.Epochs, SavedRun.BatchSize));

    [Fact]
    public void Of_data_standardised_otherwise() => AssertRefused(
        () => { }, "The training data of ", () => run.Trainer().Fit(SavedRun.Train.Standardize().Dataset, SavedRun.Validation, SavedRun.Epochs, SavedRun.BatchSize));

    [Fact]
    public void Without_the_validation_data() => AssertRefused(
        () => { }, "The validation data of ", () => run.Trainer().Fit(SavedRun.Train, SavedRun.Epochs, SavedRun.BatchSize));

    [Fact]
    public void With_other_batches() => AssertRefused(
        () => { }, "The batch size of the run that saved it: 4. Of this one: 5.", () => run.Trainer().Fit(SavedRun.Train, SavedRun.Validation, SavedRun.Epochs, 5));

    [Fact]
    public void Of_another_network()
    {
        run.Fit();
        var other = new SoftmaxRegression(2, 4);
        var trainer = new Trainer<SoftmaxRegression>(other, new Adam(0.01f)) { Checkpoints = new Checkpointing(run.Path) { Resume = true } };

        var refused = Assert.Throws<ModelFileException>(() => trainer.Fit(Toy.Classes(10, classes: 4), SavedRun.Epochs, SavedRun.BatchSize));

        Assert.Contains("The network of the run that saved it: 9 parameters, 0 numbers of state, layout ", refused.Message);
        Assert.Contains(" Of this one: 12 parameters, 0 numbers of state, layout ", refused.Message);
    }

    /// <summary>What lies ahead may change: a run with these settings would have come to the same place.</summary>
    [Fact]
    public void But_not_for_what_lies_ahead()
    {
        run.Schedule = Schedules.Constant().For(4).Then(Schedules.Exponential(0.5f));
        run.Fit(epochs: 4);
        run.Restart();
        run.Schedule = Schedules.Constant().For(4).Then(Schedules.Cosine());
        run.EarlyStopping = new EarlyStopping(patience: 10);
        string outcome = run.Outcome(run.Fit(epochs: 6));

        run.Restart();
        run.Model = Toy.Classifier();
        Assert.Equal(run.Outcome(run.Fit(epochs: 6, saves: false)), outcome);
    }

    private void AssertRefused(Action change, string message, Func<TrainingHistory>? fit = null)
    {
        run.Fit();
        byte[] last = File.ReadAllBytes(run.Path), before = File.ReadAllBytes(run.PreviousPath);
        run.Restart();
        change();
        float rate = run.Optimizer.LearningRate;

        var refused = Assert.Throws<ModelFileException>(() => (fit ?? (() => run.Fit()))());

        Assert.Contains(message, refused.Message);
        Assert.Equal((run.Path, null), (refused.File, refused.Tensor));
        Assert.EndsWith(" A checkpoint can only be resumed by a run that would have come to it; nothing has been changed.", refused.Message);
        Assert.All(run.Model.Parameters.ToArray(), value => Assert.Equal(0, value));
        Assert.Equal((0L, rate), (run.Optimizer.StepCount, run.Optimizer.LearningRate));
        Assert.Equal(last, File.ReadAllBytes(run.Path));
        Assert.Equal(before, File.ReadAllBytes(run.PreviousPath));
        Assert.Empty(run.Log);
    }

    private sealed class OtherWithinEpochs : Schedule
    {
        private readonly Schedule same = Schedules.Exponential(0.9f);

        public override float Rate(float baseRate, in SchedulePosition position) =>
            same.Rate(baseRate, position) * (position.Step % SavedRun.StepsPerEpoch == SavedRun.StepsPerEpoch - 1 ? 1 : 2);
    }
}
