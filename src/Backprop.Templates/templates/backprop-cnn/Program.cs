using System.Globalization;
using Backprop;
using TEMPLATE_NAMESPACE;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

(Dataset train, Dataset test) = Shapes.Draw(count: 2_500, seed: 1).Split(0.8);

var model = new ShapeClassifier(seed: 1);
var trainer = new Trainer<ShapeClassifier>(model, new AdamW(learningRate: 3e-3f)) { Schedule = Schedules.Cosine() };
TrainingHistory history = trainer.Fit(train, test, epochs: 8, batchSize: 32);

foreach (EpochResult epoch in history.Epochs)
{
    Console.WriteLine($"epoch {epoch.Epoch}: loss {epoch.TrainingLoss:0.0000}, on new images {epoch.ValidationLoss:0.0000}, accuracy {epoch.ValidationAccuracy:0.0000}");
}

float[] image = new float[ShapeClassifier.InputSize];
float[] probabilities = new float[ShapeClassifier.OutputSize];
var random = new Random(2);
for (int kind = 0; kind < Shapes.Kinds; kind++)
{
    Shapes.Draw(kind, random, image);
    model.Predict(image, probabilities);
    int read = probabilities.IndexOf(probabilities.Max());
    Console.WriteLine($"a {Shapes.Names[kind]} was taken for a {Shapes.Names[read]}, with probability {probabilities[read]:0.000}");
}

Console.WriteLine($"accuracy: {trainer.Evaluate(test).Accuracy:0.0000}");
