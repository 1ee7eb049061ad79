using Backprop.Serialization;
using Backprop.Tests.Serialization.Checkpoints;

namespace Backprop.Tests.Training;

/// <summary>When the trainer saves, where it goes on, and what it says.</summary>
public sealed class TrainerCheckpointTests : IDisposable
{
    private readonly SavedRun run = new();

    public void Dispose() => run.Dispose();

    [Fact]
    public void Without_any_wish_every_epoch_is_saved_once()
    {
        run.Fit();

        Assert.Equal(
            Enumerable.Range(1, SavedRun.Epochs).Select(epoch => $"{run.Path}: saved after epoch {epoch}, step {epoch * SavedRun.StepsPerEpoch}."), run.Log);
    }

    [Fact]
    public void Epochs_and_steps_are_saved_as_asked_and_so_is_the_end()
    {
        (run.EveryEpochs, run.EverySteps) = (3, 5);

        run.Fit();

        Assert.Equal(
            new[] { "in epoch 2, after step 5", "after epoch 3, step 9", "in epoch 4, after step 10", "after epoch 4, step 12" }.Select(place => $"{run.Path}: saved {place}."), run.Log);
    }

    [Fact]
    public void The_one_before_is_kept()
    {
        List<byte[]> files = run.Files();

        Assert.Equal(files[^1], File.ReadAllBytes(run.Path));
        Assert.Equal(files[^2], File.ReadAllBytes(run.PreviousPath));
        Assert.Equal(2, Directory.GetFiles(Path.GetDirectoryName(run.Path)!).Length);
    }

    [Fact]
    public void A_run_that_is_over_comes_back_as_it_ended()
    {
        string outcome = run.Outcome(run.Fit());
        byte[] file = File.ReadAllBytes(run.Path);
        run.Restart();
        run.Model.OnForward = _ => Assert.Fail("There is nothing left to do.");

        TrainingHistory again = run.Fit();

        Assert.Equal(outcome, run.Outcome(again));
        Assert.Equal(new LoadedCheckpoint(run.Path, SavedRun.Epochs, 12, null), again.Resumed);
        Assert.Equal([$"{run.Path}: resumed after epoch 4, step 12."], run.Log);
        Assert.Equal(file, File.ReadAllBytes(run.Path));
    }

    /// <summary>Forwards of an epoch: three of training, two of validation.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(20)]
    public void A_run_cancelled_while_it_trains_or_validates_ends_with_the_same_bits(int forward)
    {
        string outcome = run.Outcome(run.Fit(saves: false));
        run.Restart();
        run.Model = Toy.Classifier();
        using var source = new CancellationTokenSource();
        run.Model.OnForward = _ =>
        {
            if (--forward == 0)
            {
                source.Cancel();
            }
        };
        run.Fit(cancellationToken: source.Token);
        run.Restart();

        TrainingHistory history = run.Fit();

        Assert.Equal(outcome, run.Outcome(history));
    }

    [Fact]
    public void A_rate_that_the_caller_changes_on_the_way_is_kept()
    {
        run.Schedule = null;
        var halved = new ReportTo(progress => run.Optimizer.LearningRate = progress.Epoch == 1 ? 0.001f : run.Optimizer.LearningRate);
        TrainingHistory whole = run.Trainer(saves: false).Fit(SavedRun.Train, SavedRun.Validation, 4, SavedRun.BatchSize, halved);
        string outcome = run.Outcome(whole);

        run.Restart();
        run.Model = Toy.Classifier();
        run.Trainer().Fit(SavedRun.Train, SavedRun.Validation, 2, SavedRun.BatchSize, halved);
        run.Restart();
        TrainingHistory history = run.Trainer().Fit(SavedRun.Train, SavedRun.Validation, 4, SavedRun.BatchSize, halved);

        Assert.Equal([0.01f, 0.001f, 0.001f, 0.001f], history.Epochs.Select(epoch => epoch.LearningRate));
        Assert.Equal(outcome, run.Outcome(history));
        Assert.Equal(0.01f, run.Optimizer.LearningRate);
    }

    [Fact]
    public void A_damaged_checkpoint_is_told_and_the_one_before_it_used()
    {
        string outcome = run.Outcome(run.Fit());
        byte[] before = File.ReadAllBytes(run.PreviousPath), last = File.ReadAllBytes(run.Path);
        Spoil(run.Path);
        run.Restart();

        TrainingHistory history = run.Fit();

        Assert.Equal(outcome, run.Outcome(history));
        Assert.Equal((run.PreviousPath, 3, 9L), (history.Resumed!.Path, history.Resumed.Epochs, history.Resumed.Steps));
        Assert.Equal("run/history", history.Resumed.Problem!.Tensor);
        Assert.Contains("is damaged: its check sum is", history.Resumed.Problem.Reason);
        Assert.Equal(
            [
                $"{history.Resumed.Problem.Message} {run.PreviousPath} is used instead.", $"{run.PreviousPath}: resumed after epoch 3, step 9.",
                $"{run.Path}: saved after epoch 4, step 12.",
            ],
            run.Log);

        // The damaged one did not take the place of the good one before it.
        Assert.Equal(before, File.ReadAllBytes(run.PreviousPath));
        Assert.Equal(last, File.ReadAllBytes(run.Path));
    }

    [Fact]
    public void A_missing_checkpoint_is_told_too()
    {
        run.Fit();
        File.Delete(run.Path);
        run.Restart();

        TrainingHistory history = run.Look();

        Assert.Equal($"{run.Path}: The file is missing.", history.Resumed!.Problem!.Message);
        Assert.Equal(3, history.Resumed.Epochs);
        Assert.Equal(9, run.Optimizer.StepCount);
    }

    [Fact]
    public void Two_damaged_ones_are_refused_and_nothing_changes()
    {
        run.Fit();
        Spoil(run.Path);
        File.WriteAllBytes(run.PreviousPath, []);

        ModelFileException refused = AssertRefused();

        Assert.StartsWith($"{run.Path}, tensor \"run/history\": The data is damaged: its check sum is ", refused.Message);
        Assert.Contains($" The one before it cannot be used either: {run.PreviousPath}: The file ends after 0 bytes", refused.Message);
    }

    [Fact]
    public void A_damaged_one_alone_is_refused_and_nothing_changes()
    {
        run.Fit();
        Spoil(run.Path);
        File.Delete(run.PreviousPath);

        Assert.EndsWith($" There is no {run.PreviousPath} that could be used instead.", AssertRefused().Message);
    }

    [Fact]
    public void What_a_killed_process_was_writing_is_of_no_account()
    {
        run.Fit(epochs: 3);
        File.WriteAllBytes(run.Path + ".tmp", File.ReadAllBytes(run.Path)[..^700]);
        run.Restart();

        Assert.Equal(3, run.Fit().Resumed!.Epochs);
        Assert.False(File.Exists(run.Path + ".tmp"));
        Assert.Equal(4, run.Fit().Resumed!.Epochs);
    }

    [Fact]
    public void A_run_that_is_not_to_resume_overwrites_nothing()
    {
        run.Fit();
        byte[] file = File.ReadAllBytes(run.Path);
        run.Restart();
        run.Resume = false;

        var refused = Assert.Throws<InvalidOperationException>(() => run.Fit());

        Assert.StartsWith($"{run.Path} is the checkpoint of another run, which this one would overwrite. Set Resume to go on from it", refused.Message);
        Assert.Equal(file, File.ReadAllBytes(run.Path));
        Assert.Equal(0, run.Optimizer.StepCount);
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_told_before_the_first_step()
    {
        var trainer = new Trainer<SoftmaxRegression>(run.Model, run.Optimizer) { Checkpoints = new Checkpointing(Path.Combine(run.Path, "in", "run.ckpt")) };

        Assert.Throws<DirectoryNotFoundException>(() => trainer.Fit(SavedRun.Train, 1, 4));
        Assert.Equal(0, run.Optimizer.StepCount);
    }

    /// <summary>Something stands in the way of the third checkpoint.</summary>
    [Fact]
    public void A_checkpoint_that_cannot_be_written_leaves_the_last_one()
    {
        run.OnLog = () =>
        {
            if (run.Log.Count == 2)
            {
                Directory.CreateDirectory(run.Path + ".tmp");
            }
        };

        Exception failed = Assert.ThrowsAny<Exception>(() => run.Fit());
        Assert.True(failed is IOException or UnauthorizedAccessException, failed.ToString());
        Assert.Equal(0.01f, run.Optimizer.LearningRate);

        Directory.Delete(run.Path + ".tmp");
        run.OnLog = null;
        run.Restart();
        TrainingHistory history = run.Fit();
        string outcome = run.Outcome(history);
        Assert.Equal(2, history.Resumed!.Epochs);
        run.Restart();
        run.Model = Toy.Classifier();
        Assert.Equal(run.Outcome(run.Fit(saves: false)), outcome);
    }

    [Fact]
    public void The_last_weights_can_be_had_without_the_run()
    {
        run.EarlyStopping = null;
        run.Fit();
        SoftmaxRegression model = new(2, 3);

        LoadedCheckpoint loaded = new Checkpointing(run.Path).LoadInto(model);

        Assert.Equal(new LoadedCheckpoint(run.Path, 4, 12, null), loaded);
        Toy.AssertSameBits(run.Model.Parameters, model.Parameters);
    }

    [Fact]
    public void The_best_weights_are_had_where_they_were_kept()
    {
        // So fast that the first epoch is the best one; the model has its weights after the run.
        run.Optimizer = new Adam(3f);
        run.Schedule = null;
        TrainingHistory history = run.Fit();
        Assert.NotEqual(SavedRun.Epochs, history.BestEpoch);
        File.WriteAllBytes(run.Path, File.ReadAllBytes(run.Path)[..^1]);
        SoftmaxRegression model = new(2, 3);
        var lines = new List<string>();

        LoadedCheckpoint loaded = new Checkpointing(run.Path) { Log = lines.Add }.LoadInto(model);

        Assert.Equal((run.PreviousPath, 3), (loaded.Path, loaded.Epochs));
        Assert.NotNull(loaded.Problem);
        Assert.Single(lines);
        Toy.AssertSameBits(run.Model.Parameters, model.Parameters);
    }

    [Fact]
    public void Weights_of_another_network_are_refused()
    {
        run.Fit();
        SoftmaxRegression model = new(2, 4);

        var refused = Assert.Throws<ModelFileException>(() => new Checkpointing(run.Path).LoadInto(model));

        Assert.StartsWith($"{run.Path}, tensor \"best/dense1.weight\": It is F32, [2×3]; F32, [2×4], was expected.", refused.Message);
        Assert.All(model.Parameters.ToArray(), value => Assert.Equal(0, value));
        Assert.Throws<ModelFileException>(() => new Checkpointing(run.Path + "x").LoadInto(model));
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("EveryEpochs", () => new Checkpointing("x") { EveryEpochs = -1 });
        Assert.Throws<ArgumentOutOfRangeException>("EverySteps", () => new Checkpointing("x") { EverySteps = -1 });
        Assert.Throws<ArgumentException>("path", () => new Checkpointing(""));
    }

    private static void Spoil(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        file[^1] ^= 4;
        File.WriteAllBytes(path, file);
    }

    private ModelFileException AssertRefused()
    {
        run.Restart();
        ModelFileException refused = Assert.Throws<ModelFileException>(() => run.Fit());
        Assert.All(run.Model.Parameters.ToArray(), value => Assert.Equal(0, value));
        Assert.Equal((0L, 0.01f), (run.Optimizer.StepCount, run.Optimizer.LearningRate));
        Assert.Empty(run.Log);
        return refused;
    }
}
