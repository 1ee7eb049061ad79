using System.Text.Json;

namespace Backprop.Tests.Training;

/// <summary>The numbers of a run against those of PyTorch's float64 run from the same start: Reference/training_history.py.</summary>
public class TrainerHistoryTests
{
    private const int TrainingRows = 11, BatchSize = 4, Epochs = 5;

    private static JsonElement Case(string name)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Training", "Reference", "training_history.json");
        return JsonDocument.Parse(File.ReadAllText(path)).RootElement.GetProperty(name);
    }

    private static float[] Floats(JsonElement element) => element.EnumerateArray().Select(value => value.GetSingle()).ToArray();

    [Theory]
    [InlineData("labels")]
    [InlineData("probabilities")]
    [InlineData("values")]
    public void A_run_has_the_losses_accuracies_and_parameters_of_the_reference(string name)
    {
        JsonElement reference = Case(name);
        float[] inputs = Floats(reference.GetProperty("inputs"));
        LinearNetwork model = name == "values" ? new LinearRegression(2, 2) : new SoftmaxRegression(2, 3);
        Floats(reference.GetProperty("start")).CopyTo(model.Parameters);
        Dataset data = name == "labels"
            ? Dataset.Classification(inputs, Floats(reference.GetProperty("targets")).Select(label => (int)label).ToArray(), 2, 3)
            : Dataset.Regression(inputs, Floats(reference.GetProperty("targets")), 2, model.OutputSize);
        (Dataset train, Dataset validation) = data.Split(TrainingRows);
        var trainer = new Trainer<LinearNetwork>(model, new Sgd(reference.GetProperty("rate").GetSingle())) { Shuffle = false };

        TrainingHistory history = trainer.Fit(train, validation, Epochs, BatchSize);

        Assert.Equal((Epochs, 15L, false, false), (history.Epochs.Count, history.Steps, history.StoppedEarly, history.Cancelled));
        JsonElement[] expected = reference.GetProperty("history").EnumerateArray().ToArray();
        for (int i = 0; i < Epochs; i++)
        {
            EpochResult actual = history.Epochs[i];
            Assert.Equal(i + 1, actual.Epoch);
            Assert.Equal(expected[i].GetProperty("training_loss").GetDouble(), actual.TrainingLoss, 1e-6);
            Assert.Equal(expected[i].GetProperty("validation_loss").GetDouble(), actual.ValidationLoss!.Value, 1e-6);
            Assert.Equal(name == "values" ? null : expected[i].GetProperty("training_accuracy").GetDouble(), actual.TrainingAccuracy);
            Assert.Equal(name == "values" ? null : expected[i].GetProperty("validation_accuracy").GetDouble(), actual.ValidationAccuracy);
        }

        float[] parameters = Floats(reference.GetProperty("parameters"));
        Assert.All(parameters.Zip(Toy.Weights(model)), pair => Assert.Equal(pair.First, pair.Second, 2e-6));
        int best = Array.IndexOf(expected, expected.MinBy(epoch => epoch.GetProperty("validation_loss").GetDouble())) + 1;
        Assert.Equal(best, history.BestEpoch);
    }

    [Fact]
    public void Evaluate_is_exact_whatever_the_batch_size()
    {
        JsonElement reference = Case("labels");
        float[] inputs = Floats(reference.GetProperty("inputs"));
        int[] labels = Floats(reference.GetProperty("targets")).Select(label => (int)label).ToArray();
        var model = new SoftmaxRegression(2, 3);
        Floats(reference.GetProperty("parameters")).CopyTo(model.Parameters);
        Dataset validation = Dataset.Classification(inputs, labels, 2, 3).Subset(TrainingRows..);
        var trainer = new Trainer<SoftmaxRegression>(model, new Sgd(1));
        JsonElement last = reference.GetProperty("history")[Epochs - 1];

        foreach (int batchSize in new[] { 1, 4, 6, 1000, int.MaxValue })
        {
            Evaluation evaluation = trainer.Evaluate(validation, batchSize);

            Assert.Equal(last.GetProperty("validation_loss").GetDouble(), evaluation.Loss, 2e-6);
            Assert.Equal(last.GetProperty("validation_accuracy").GetDouble(), evaluation.Accuracy);
        }

        Assert.Equal(trainer.Evaluate(validation, 1).Accuracy, trainer.Evaluate(validation.OneHot(), 4).Accuracy);
    }

    [Fact]
    public void The_last_batch_takes_what_is_left_and_counts_by_its_rows()
    {
        var sizes = new List<int>();
        var model = new LinearRegression(1, 1) { OnForward = sizes.Add };
        Dataset data = Dataset.Regression(new float[] { 1, 1, 1, 1, 1 }, new float[] { 0, 0, 0, 0, 10 }, 1, 1);
        var trainer = new Trainer<LinearRegression>(model, new Sgd(learningRate: 1)) { Shuffle = false };

        TrainingHistory history = trainer.Fit(data, epochs: 1, batchSize: 2);

        // Zeros are predicted: squared errors 0, 0, 0, 0 and 100, a mean of 20; a mean of batch means would say 33.
        Assert.Equal([2, 2, 1], sizes);
        Assert.Equal(20, history.Epochs[0].TrainingLoss);
        Assert.Null(history.Epochs[0].ValidationLoss);
        Assert.Null(history.Epochs[0].GradientNorm);
        Assert.Equal(3, history.Steps);
    }

    [Fact]
    public void A_batch_larger_than_the_data_is_the_data()
    {
        var sizes = new List<int>();
        var model = new LinearRegression(1, 1) { OnForward = sizes.Add };

        new Trainer<LinearRegression>(model, new Sgd(0.1f)).Fit(Toy.Line(3, 1), Toy.Line(7, 1), epochs: 2, batchSize: int.MaxValue);

        Assert.Equal([3, 7, 3, 7], sizes);
    }

    [Fact]
    public void Progress_is_reported_after_each_epoch_with_the_historys_numbers()
    {
        var reports = new List<TrainingProgress>();
        var trainer = new Trainer<SoftmaxRegression>(Toy.Classifier(), new Sgd(0.01f));

        TrainingHistory history = trainer.Fit(Toy.Classes(10), Toy.Classes(4), epochs: 3, batchSize: 4, new ReportTo(reports.Add));

        Assert.Equal([3, 6, 9], reports.Select(report => report.Step));
        Assert.Equal(
            history.Epochs.Select(e => (e.Epoch, 3, e.TrainingLoss, e.TrainingAccuracy, e.ValidationLoss, e.ValidationAccuracy, e.LearningRate)),
            reports.Select(r => (r.Epoch, r.Epochs, r.TrainingLoss, r.TrainingAccuracy, r.ValidationLoss, r.ValidationAccuracy, r.LearningRate)));
    }

    [Fact]
    public void Labels_and_probability_rows_may_meet_in_one_run()
    {
        Dataset data = Toy.Classes(9);
        var trainer = new Trainer<SoftmaxRegression>(Toy.Classifier(), new Sgd(0.01f));

        TrainingHistory history = trainer.Fit(data.OneHot(), data, epochs: 1, batchSize: 4);

        Assert.Equal(trainer.Evaluate(data, 4), new Evaluation(history.Epochs[0].ValidationLoss!.Value, history.Epochs[0].ValidationAccuracy));
    }

    [Fact]
    public void The_best_epoch_without_validation_is_that_of_the_training_loss()
    {
        var trainer = new Trainer<LinearRegression>(new LinearRegression(1, 1), new Sgd(0.1f));

        TrainingHistory history = trainer.Fit(Toy.Line(8, 2), epochs: 6, batchSize: 8);

        Assert.Equal(6, history.BestEpoch);
        Assert.True(history.Epochs[5].TrainingLoss < history.Epochs[0].TrainingLoss);
    }
}
