using Backprop;
using Backprop.Data;
using Samples;
using Samples.Digits;
using static System.FormattableString;

namespace Mnist;

/// <summary>Reads MNIST's files.</summary>
internal static class MnistFolder
{
    /// <exception cref="SampleException">Files are missing, cannot be read, or are not images of 28 × 28.</exception>
    /// <exception cref="DataFileException">A file is not what it should be.</exception>
    public static DigitData Read(DirectoryInfo folder)
    {
        (string Images, string Labels) test = FindPair(folder, "t10k")
            ?? throw new SampleException($"'{folder}' should have t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, plain or with .gz.");
        if (FindPair(folder, "train") is { } train)
        {
            Dataset first = Read(train), second = Read(test);
            return new DigitData(first, second, Invariant($"The digits of '{folder}': {first.Count} to train on, {second.Count} to test on."));
        }

        return DigitData.Divide(
            Read(test),
            (first, second) => Invariant($"'{folder}' has the t10k digits only: the first {first} are for training, the last {second} for testing."));
    }

    private static (string Images, string Labels)? FindPair(DirectoryInfo folder, string name) =>
        Find(folder, $"{name}-images-idx3-ubyte") is { } images && Find(folder, $"{name}-labels-idx1-ubyte") is { } labels ? (images, labels) : null;

    private static string? Find(DirectoryInfo folder, string name) =>
        new[] { name, name + ".gz" }.Select(file => Path.Combine(folder.FullName, file)).FirstOrDefault(File.Exists);

    private static Dataset Read((string Images, string Labels) files)
    {
        Dataset digits;
        try
        {
            digits = IdxFile.ReadClassification(files.Images, files.Labels, DrawnDigits.Classes);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SampleException($"The digits cannot be read: {problem.Message}", problem);
        }

        return digits.InputSize == DrawnDigits.Side * DrawnDigits.Side
            ? digits
            : throw new SampleException(Invariant($"{files.Images}: the images should have 28 × 28 pixels, not {digits.InputSize} values each."));
    }
}
