using Backprop.Data;
using ShippedModel;

const string usage = "Usage: ShippedModel [images [labels]]: files like MNIST's, plain or with .gz. Without them, it reads digits that it draws itself.";
try
{
    return args switch
    {
        [] => Read(TextDigits.Draw(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
        [string images] when !images.StartsWith('-') => ReadFile(images, labels: null),
        [string images, string labels] => ReadFile(images, IdxFile.ReadLabels(labels, DigitRecognizer.OutputSize)),
        _ => Fail(usage),
    };
}
catch (Exception problem) when (problem is DataFileException or IOException or UnauthorizedAccessException)
{
    return Fail(problem.Message);
}

static int ReadFile(string file, int[]? labels)
{
    IdxData images = IdxFile.Read(file, scale: true);
    return images.ItemSize != DigitRecognizer.InputSize ? Fail($"{file}: the images should have 28 × 28 pixels, not {images.ItemSize} values each.")
        : labels is not null && labels.Length != images.Count ? Fail($"There are {labels.Length} labels for the {images.Count} images of {file}.")
        : Read(images.Values, labels);
}

static int Read(float[] pixels, int[]? labels)
{
    DigitReport.Print(pixels, labels);
    return 0;
}

static int Fail(string message)
{
    Console.Error.WriteLine(message);
    return 1;
}
