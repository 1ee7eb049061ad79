using Backprop.Data;

namespace Backprop.Tests.Data;

/// <summary>Each transform once more: as a function of pixels, copied, with the platform's sine and cosine.</summary>
internal static class PlainImages
{
    /// <summary>A pixel's channel of an image; the fill outside.</summary>
    public delegate float Pixel(int y, int x, int channel);

    public static Pixel Of(ImageShape shape, float[] values, float fill = 0) => (y, x, channel) =>
        y >= 0 && y < shape.Height && x >= 0 && x < shape.Width ? values[(((y * shape.Width) + x) * shape.Channels) + channel] : fill;

    public static float[] Draw(ImageShape shape, Pixel pixel)
    {
        var values = new List<float>();
        for (int y = 0; y < shape.Height; y++)
        {
            for (int x = 0; x < shape.Width; x++)
            {
                for (int channel = 0; channel < shape.Channels; channel++)
                {
                    values.Add(pixel(y, x, channel));
                }
            }
        }

        return values.ToArray();
    }

    /// <summary>The value between pixels: each of the image weighted by how near it is.</summary>
    public static float Between(Pixel pixel, double y, double x, int channel)
    {
        double sum = 0;
        for (int py = (int)Math.Floor(y); py <= (int)Math.Floor(y) + 1; py++)
        {
            for (int px = (int)Math.Floor(x); px <= (int)Math.Floor(x) + 1; px++)
            {
                sum += pixel(py, px, channel) * (1 - Math.Abs(y - py)) * (1 - Math.Abs(x - px));
            }
        }

        return (float)sum;
    }

    public static float[] Rotate(ImageShape shape, float[] values, double degrees, float fill)
    {
        Pixel pixel = Of(shape, values, fill);
        double angle = degrees * Math.PI / 180, cy = (shape.Height - 1) / 2.0, cx = (shape.Width - 1) / 2.0;
        return Draw(shape, (y, x, channel) =>
        {
            // Upwards counts: a point at (radius, direction) comes from (radius, direction − angle).
            double radius = Math.Sqrt(((cy - y) * (cy - y)) + ((x - cx) * (x - cx))), direction = Math.Atan2(cy - y, x - cx) - angle;
            return Between(pixel, cy - (radius * Math.Sin(direction)), cx + (radius * Math.Cos(direction)), channel);
        });
    }

    public static float[] Scale(ImageShape shape, float[] values, double factor, float fill)
    {
        Pixel pixel = Of(shape, values, fill);
        double cy = (shape.Height - 1) / 2.0, cx = (shape.Width - 1) / 2.0;
        return Draw(shape, (y, x, channel) => Between(pixel, cy + ((y - cy) / factor), cx + ((x - cx) / factor), channel));
    }
}
