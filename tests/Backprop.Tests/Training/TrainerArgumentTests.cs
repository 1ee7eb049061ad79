namespace Backprop.Tests.Training;

/// <summary>A refused call says which argument was wrong, and leaves model and optimizer as they were.</summary>
public class TrainerArgumentTests
{
    private static TException Refused<TException>(LinearNetwork model, Action<Trainer<LinearNetwork>> call)
        where TException : Exception
    {
        for (int i = 0; i < model.Parameters.Length; i++)
        {
            model.Parameters[i] = (i * 0.125f) - 0.5f;
        }

        float[] before = Toy.Weights(model);
        var optimizer = new Sgd(0.1f);
        var trainer = new Trainer<LinearNetwork>(model, optimizer) { Schedule = Schedules.Constant(0.5f), EarlyStopping = new EarlyStopping(1) };

        TException refused = Assert.Throws<TException>(() => call(trainer));

        Toy.AssertSameBits(before, model.Parameters);
        Assert.Equal(0.1f, optimizer.LearningRate);
        return refused;
    }

    [Theory]
    [InlineData(0, 4, "epochs")]
    [InlineData(-1, 4, "epochs")]
    [InlineData(2, 0, "batchSize")]
    [InlineData(2, int.MinValue, "batchSize")]
    public void Epochs_and_batch_size_are_at_least_one(int epochs, int batchSize, string argument)
    {
        var refused = Refused<ArgumentOutOfRangeException>(new SoftmaxRegression(2, 3), trainer => trainer.Fit(Toy.Classes(6), epochs, batchSize));

        Assert.Equal(argument, refused.ParamName);
        Assert.Contains("must be 1 or more", refused.Message);
    }

    [Fact]
    public void Data_of_another_input_size_is_refused()
    {
        var refused = Refused<ArgumentException>(new SoftmaxRegression(5, 3), trainer => trainer.Fit(Toy.Classes(6), 1, 1));

        Assert.Equal("train", refused.ParamName);
        Assert.Contains("5 inputs per row; the dataset has 2", refused.Message);
    }

    [Fact]
    public void Data_with_other_classes_is_refused()
    {
        var refused = Refused<ArgumentException>(new SoftmaxRegression(2, 3), trainer => trainer.Fit(Toy.Classes(6), Toy.Classes(6, classes: 4), 1, 1));

        Assert.Equal("validation", refused.ParamName);
        Assert.Contains("3 outputs; the dataset has 4 classes", refused.Message);
    }

    [Fact]
    public void Data_with_other_targets_is_refused()
    {
        var labels = Refused<ArgumentException>(new LinearRegression(2, 3), trainer => trainer.Fit(Toy.Classes(6), 1, 1));
        var size = Refused<ArgumentException>(new LinearRegression(2, 2), trainer => trainer.Fit(Toy.Classes(6).OneHot(), 1, 1));

        Assert.Equal("train", labels.ParamName);
        Assert.Contains("OneHot", labels.Message);
        Assert.Equal("train", size.ParamName);
        Assert.Contains("2 outputs; the dataset has 3 target values per row", size.Message);
    }

    [Fact]
    public void Missing_data_is_refused()
    {
        var fit = Refused<ArgumentNullException>(new SoftmaxRegression(2, 3), trainer => trainer.Fit(null!, 1, 1));
        var evaluate = Refused<ArgumentNullException>(new SoftmaxRegression(2, 3), trainer => trainer.Evaluate(null!));

        Assert.Equal("train", fit.ParamName);
        Assert.Equal("data", evaluate.ParamName);
    }

    [Fact]
    public void Evaluate_checks_the_same()
    {
        Assert.Equal("data", Refused<ArgumentException>(new SoftmaxRegression(3, 3), trainer => trainer.Evaluate(Toy.Classes(6))).ParamName);
        Assert.Equal(
            "batchSize", Refused<ArgumentOutOfRangeException>(new SoftmaxRegression(2, 3), trainer => trainer.Evaluate(Toy.Classes(6), 0)).ParamName);
    }

    [Fact]
    public void An_optimizer_of_another_model_changes_nothing()
    {
        var optimizer = new Momentum(learningRate: 0.1f);
        new Trainer<LinearRegression>(new LinearRegression(1, 1), optimizer).Fit(Toy.Line(4, 1), 1, 2);
        SoftmaxRegression model = Toy.Classifier();
        float[] before = Toy.Weights(model);

        Assert.Throws<ArgumentException>(() => new Trainer<SoftmaxRegression>(model, optimizer).Fit(Toy.Classes(6), 1, 2));

        Toy.AssertSameBits(before, model.Parameters);
    }

    [Fact]
    public void A_trainer_needs_a_model_with_a_loss_and_an_optimizer()
    {
        Assert.Equal("model", Assert.Throws<ArgumentNullException>(() => new Trainer<LinearRegression>(null!, new Sgd(1))).ParamName);
        Assert.Equal("optimizer", Assert.Throws<ArgumentNullException>(() => new Trainer<LinearRegression>(new LinearRegression(1, 1), null!)).ParamName);

        var refused = Assert.Throws<ArgumentException>(() => new Trainer<LosslessNetwork>(new LosslessNetwork(), new Sgd(1)));
        Assert.Equal("model", refused.ParamName);
        Assert.Contains("no loss", refused.Message);
    }

    private sealed class LosslessNetwork() : LinearNetwork(1, 1)
    {
        public override TargetKind Targets => TargetKind.None;

        protected override float RowLoss(ReadOnlySpan<float> outputs, ReadOnlySpan<float> targets, int rows, Span<float> delta) =>
            throw new InvalidOperationException("No loss.");
    }
}
