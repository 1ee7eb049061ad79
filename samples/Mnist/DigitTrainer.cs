using Backprop;
using Backprop.Data;
using Samples.Digits;

namespace Mnist;

/// <summary>How the networks of this sample are trained.</summary>
internal static class DigitTrainer
{
    /// <summary>Adam, whose learning rate falls from 0.002 to 0 along half a cosine.</summary>
    /// <param name="model">The network.</param>
    /// <param name="seed">Of the digits' order and changes.</param>
    /// <param name="augment">Whether the training digits are changed.</param>
    public static Trainer<INetwork<float>> Create(INetwork<float> model, long seed, bool augment = false) =>
        new(model, new Adam(learningRate: 2e-3f))
        {
            Seed = seed,
            Schedule = Schedules.Cosine(unit: ScheduleUnit.Steps),
            Augmentation = augment ? SmallChanges() : null,
        };

    /// <summary>What does not change which digit it is.</summary>
    private static Augmentation SmallChanges()
    {
        var image = new ImageShape(DrawnDigits.Side, DrawnDigits.Side);
        return Augmentation.Sequence(
            Augmentation.Scale(image, minimum: 0.9, maximum: 1.1), Augmentation.Rotate(image, degrees: 10), Augmentation.Shift(image, vertical: 2, horizontal: 2));
    }
}
