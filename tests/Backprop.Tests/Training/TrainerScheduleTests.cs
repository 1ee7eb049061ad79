namespace Backprop.Tests.Training;

public class TrainerScheduleTests
{
    [Fact]
    public void The_schedule_is_asked_before_each_step_from_the_base_rate()
    {
        var schedule = new RecordingSchedule();
        var optimizer = new Sgd(learningRate: 0.5f);
        var trainer = new Trainer<LinearRegression>(new LinearRegression(1, 1), optimizer) { Schedule = schedule };

        TrainingHistory history = trainer.Fit(Toy.Line(5, 1), epochs: 2, batchSize: 2);

        Assert.All(schedule.Asked, asked => Assert.Equal(0.5f, asked.BaseRate));
        Assert.Equal(
            [(0, 0), (1, 0), (2, 0), (3, 1), (4, 1), (5, 1)],
            schedule.Asked.Select(asked => (asked.Position.Step, asked.Position.Epoch)));
        Assert.All(schedule.Asked, asked => Assert.Equal((6, 2), (asked.Position.TotalSteps, asked.Position.TotalEpochs)));
        Assert.Equal([0.5f / 3, 0.5f / 6], history.Epochs.Select(epoch => epoch.LearningRate));
    }

    [Fact]
    public void The_steps_are_taken_with_the_schedules_rates()
    {
        // One row, x = 1, y = 1, no error in the bias's start: both parameters p ← p − rate · 2(z − 1), rates 1/4, 1/8.
        var model = new LinearRegression(1, 1);
        var trainer = new Trainer<LinearRegression>(model, new Sgd(0.25f)) { Schedule = new RecordingSchedule() };

        trainer.Fit(Toy.Single(1, 1), epochs: 2, batchSize: 1);

        // z = 0: p = 1/4 · 2 = 1/2 each; z = 1: nothing left to learn.
        Assert.Equal([0.5f, 0.5f], Toy.Weights(model));

        model.Parameters.Clear();
        new Trainer<LinearRegression>(model, new Sgd(0.125f)) { Schedule = new RecordingSchedule() }.Fit(Toy.Single(1, 1), epochs: 2, batchSize: 1);

        // z = 0: p = 1/8 · 2 = 1/4 each; z = 1/2: p = 1/4 + 1/16 · 2 · 1/2 = 5/16.
        Assert.Equal([0.3125f, 0.3125f], Toy.Weights(model));
    }

    [Fact]
    public void The_base_rate_is_back_at_the_end_however_it_comes()
    {
        var optimizer = new Sgd(learningRate: 0.5f);
        var trainer = new Trainer<LinearRegression>(new LinearRegression(1, 1), optimizer) { Schedule = new RecordingSchedule() };

        trainer.Fit(Toy.Line(5, 1), epochs: 2, batchSize: 2);
        Assert.Equal(0.5f, optimizer.LearningRate);

        Assert.Throws<NotSupportedException>(() => trainer.Fit(
            Toy.Line(5, 1), epochs: 2, batchSize: 2, new ReportTo(_ => throw new NotSupportedException())));
        Assert.Equal(0.5f, optimizer.LearningRate);
    }

    [Fact]
    public void Gradients_are_clipped_before_the_step_and_their_norm_is_recorded()
    {
        // One row, x = 0, y = −1.5: z = 0, gradient 0 in the weight and 2 · 1.5 = 3 in the bias. Cut to 1, the steps are 0.5 each: the second
        // gradient is 2 · (−0.5 + 1.5) = 2.
        var model = new LinearRegression(1, 1);
        var trainer = new Trainer<LinearRegression>(model, new Sgd(0.5f)) { GradientClipping = GradientClipping.ByValue(1) };

        TrainingHistory history = trainer.Fit(Toy.Single(0, -1.5f), epochs: 2, batchSize: 1);

        Assert.Equal([0, -1], Toy.Weights(model));
        Assert.Equal([3, 2], history.Epochs.Select(epoch => epoch.GradientNorm!.Value));
    }

    [Fact]
    public void The_recorded_norm_is_the_mean_over_the_steps()
    {
        var data = Dataset.Regression(new float[] { 0, 0 }, new[] { -1.5f, -0.5f }, 1, 1);
        var trainer = new Trainer<LinearRegression>(new LinearRegression(1, 1), new Sgd(0)) { GradientClipping = GradientClipping.ByNorm(100) };

        TrainingHistory history = trainer.Fit(data, epochs: 1, batchSize: 1);

        Assert.Equal(2, history.Epochs[0].GradientNorm); // 3 and 1
    }
}
