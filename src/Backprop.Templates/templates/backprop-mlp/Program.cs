using System.Globalization;
using Backprop;
using TEMPLATE_NAMESPACE;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

(Dataset train, Dataset test) = Moons.Draw(count: 2_000, seed: 1).Split(0.8);

var model = new MoonClassifier(seed: 1);
var trainer = new Trainer<MoonClassifier>(model, new Adam(learningRate: 5e-3f)) { Schedule = Schedules.Cosine() };
TrainingHistory history = trainer.Fit(train, test, epochs: 20, batchSize: 32);

foreach (EpochResult epoch in history.Epochs)
{
    Console.WriteLine($"epoch {epoch.Epoch,2}: loss {epoch.TrainingLoss:0.0000}, on new points {epoch.ValidationLoss:0.0000}, accuracy {epoch.ValidationAccuracy:0.0000}");
}

float[] point = [0, 1]; // at the top of the upper moon
float[] probabilities = new float[MoonClassifier.OutputSize];
model.Predict(point, probabilities);
Console.WriteLine($"({point[0]}, {point[1]}) is of the upper moon with probability {probabilities[0]:0.000}");
Console.WriteLine($"accuracy: {trainer.Evaluate(test).Accuracy:0.0000}");
