namespace ShippedModel;

/// <summary>Digits drawn with the keyboard, for those who have no file of images.</summary>
internal static class TextDigits
{
    private const int Cells = 10;
    private const int Margin = 4;

    /// <summary>The digits 0 to 9, in that order, ten lines of ten characters each.</summary>
    private const string Drawing =
        """
        ...####...  .....##...  ..#####...  .#######..  ......##..  ..#######.  .....##...  .########.  ...####...  ...####...
        ..##..##..  ....###...  .##...##..  ......##..  .....##...  ..##......  ....##....  .......##.  ..##..##..  ..##..##..
        .##....##.  ...####...  .......##.  .....##...  ....##....  ..##......  ...##.....  .......#..  .##....##.  .##....##.
        .##....##.  .....##...  .......##.  ....##....  ...##..##.  ..#####...  ..##......  ......##..  .##....##.  .##....##.
        .##....##.  .....##...  ......##..  ...#####..  ..##...##.  ......##..  .##.###...  ......#...  ..##..##..  ..##..###.
        .##....##.  .....##...  .....##...  ......##..  .########.  .......##.  .###..##..  .....##...  ...####...  ...#####..
        .##....##.  .....##...  ....##....  .......##.  .......##.  .......##.  .##....##.  .....#....  ..##..##..  ......##..
        .##....##.  .....##...  ...##.....  .......##.  .......##.  .......##.  .##....##.  ....##....  .##....##.  ......##..
        ..##..##..  .....##...  ..##......  .##...##..  .......##.  .##...##..  ..##..##..  ....##....  ..##..##..  .....##...
        ...####...  .....##...  .########.  ..#####...  .......##.  ..#####...  ...####...  ....##....  ...####...  ...###....
        """;

    /// <summary>How many there are.</summary>
    public const int Count = 10;

    /// <summary>Draws all digits.</summary>
    /// <returns>Rows of 28 × 28 pixels: a character is a square of two by two, softened at its edges, in the middle of the paper.</returns>
    public static float[] Draw()
    {
        const int size = DigitRecognizer.InputSize;
        string[] lines = Drawing.Split('\n');
        float[] pixels = new float[Count * size];
        for (int digit = 0; digit < Count; digit++)
        {
            Span<float> image = pixels.AsSpan(digit * size, size);
            for (int pixel = 0; pixel < size; pixel++)
            {
                image[pixel] = Soften(lines, digit * (Cells + 2), pixel / DigitReport.Side, pixel % DigitReport.Side);
            }
        }

        return pixels;
    }

    /// <summary>The mean of a pixel and its neighbours, where the pixel counts four times and those beside it twice.</summary>
    private static float Soften(string[] lines, int start, int y, int x)
    {
        int sum = 0;
        for (int dy = -1; dy <= 1; dy++)
        {
            for (int dx = -1; dx <= 1; dx++)
            {
                sum += IsInk(lines, start, y + dy, x + dx) ? (2 - (dy * dy)) * (2 - (dx * dx)) : 0;
            }
        }

        return sum / 16f;
    }

    private static bool IsInk(string[] lines, int start, int y, int x)
    {
        const int end = Margin + (2 * Cells);
        return x is >= Margin and < end && y is >= Margin and < end && lines[(y - Margin) / 2][start + ((x - Margin) / 2)] == '#';
    }
}
