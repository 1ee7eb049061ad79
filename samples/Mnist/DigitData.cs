using Backprop;
using Samples;
using Samples.Digits;
using static System.FormattableString;

namespace Mnist;

/// <summary>Digits to train on and others to test on.</summary>
/// <param name="Train">To train on.</param>
/// <param name="Test">To test on.</param>
/// <param name="Origin">Where they come from: a sentence for the output.</param>
internal sealed record DigitData(Dataset Train, Dataset Test, string Origin)
{
    private const int Drawn = 10_000;
    private const int Fewest = 10;
    private const double TrainingShare = 0.8;

    /// <summary>Digits that are drawn, not MNIST's.</summary>
    public static DigitData Draw(long seed) => Divide(
        DrawnDigits.Generate(Drawn, seed),
        (train, test) => Invariant($"No --data: this run draws digits itself, {train} to train on and {test} to test on. They are not MNIST's, and easier."));

    /// <summary>The first four fifths are for training.</summary>
    /// <exception cref="SampleException">There are too few digits for that.</exception>
    public static DigitData Divide(Dataset digits, Func<int, int, string> origin)
    {
        if (digits.Count < Fewest)
        {
            throw new SampleException(Invariant($"{digits.Count} digits are too few to train on some and test on others: there should be {Fewest} or more."));
        }

        (Dataset train, Dataset test) = digits.Split(TrainingShare);
        return new DigitData(train, test, origin(train.Count, test.Count));
    }
}
