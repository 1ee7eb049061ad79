namespace Backprop.Tests.Training;

public class TrainerCancellationTests
{
    /// <summary>A run over 10 rows in batches of 4, 3 steps an epoch, that is cancelled while the given forward pass runs.</summary>
    private static (TrainingHistory History, SoftmaxRegression Model, List<float[]> WeightsByForward, int Forwards) CancelDuring(
        int forward, EarlyStopping? stopping = null, Dataset? validation = null, int epochs = 4)
    {
        using var source = new CancellationTokenSource();
        SoftmaxRegression model = Toy.Classifier();
        var weights = new List<float[]>();
        model.OnForward = _ =>
        {
            weights.Add(Toy.Weights(model));
            if (weights.Count == forward)
            {
                source.Cancel();
            }
        };
        var trainer = new Trainer<SoftmaxRegression>(model, new Sgd(0.01f)) { EarlyStopping = stopping };
        TrainingHistory history = trainer.Fit(Toy.Classes(10), validation, epochs, 4, null, source.Token);
        return (history, model, weights, weights.Count);
    }

    [Fact]
    public void A_cancelled_run_ends_after_the_step_with_the_weights_of_that_step()
    {
        (TrainingHistory history, SoftmaxRegression model, _, int forwards) = CancelDuring(forward: 5);
        (_, _, List<float[]> weights, _) = CancelDuring(forward: 6);

        Assert.True(history.Cancelled);
        Assert.False(history.StoppedEarly);
        Assert.Equal(5, forwards);
        Assert.Equal(5, history.Steps);
        Assert.Single(history.Epochs);
        Toy.AssertSameBits(weights[5], model.Parameters);
        Assert.NotEqual(weights[4], Toy.Weights(model));
    }

    [Fact]
    public void A_cancelled_run_restores_the_best_weights()
    {
        Dataset validation = Toy.Classes(4);

        (TrainingHistory history, SoftmaxRegression model, List<float[]> weights, _) = CancelDuring(forward: 6, new EarlyStopping(5), validation);

        // Forwards 1 to 3 train, 4 validates, 5 and 6 train the second epoch.
        Assert.True(history.Cancelled);
        Assert.Equal((5L, 1), (history.Steps, history.BestEpoch));
        Toy.AssertSameBits(weights[3], model.Parameters);
        Assert.NotEqual(weights[5], Toy.Weights(model));
    }

    [Fact]
    public void A_run_cancelled_before_it_began_changes_nothing()
    {
        SoftmaxRegression model = Toy.Classifier();
        float[] before = Toy.Weights(model);
        var trainer = new Trainer<SoftmaxRegression>(model, new Sgd(0.01f)) { EarlyStopping = new EarlyStopping(2) };

        TrainingHistory history = trainer.Fit(Toy.Classes(10), epochs: 3, batchSize: 4, cancellationToken: new CancellationToken(canceled: true));

        Assert.True(history.Cancelled);
        Assert.Empty(history.Epochs);
        Assert.Equal((0L, null), (history.Steps, history.BestEpoch));
        Toy.AssertSameBits(before, model.Parameters);
    }

    [Fact]
    public void An_epoch_cancelled_in_its_validation_is_not_in_the_history()
    {
        // Forwards 1 to 3 train; 4 to 6 validate 10 rows.
        (TrainingHistory history, SoftmaxRegression model, List<float[]> weights, int forwards) = CancelDuring(forward: 4, validation: Toy.Classes(10));

        Assert.True(history.Cancelled);
        Assert.Equal(4, forwards);
        Assert.Equal(3, history.Steps);
        Assert.Empty(history.Epochs);
        Toy.AssertSameBits(weights[3], model.Parameters);
    }

    [Fact]
    public void Cancelling_in_the_last_step_cuts_nothing_short()
    {
        (TrainingHistory history, _, _, _) = CancelDuring(forward: 6, epochs: 2);

        Assert.False(history.Cancelled);
        Assert.Equal(2, history.Epochs.Count);
    }

    [Fact]
    public void Training_goes_on_after_a_cancelled_run()
    {
        (_, SoftmaxRegression model, _, _) = CancelDuring(forward: 2);

        TrainingHistory history = new Trainer<SoftmaxRegression>(model, new Sgd(0.01f)).Fit(Toy.Classes(10), epochs: 2, batchSize: 4);

        Assert.Equal(2, history.Epochs.Count);
    }
}
