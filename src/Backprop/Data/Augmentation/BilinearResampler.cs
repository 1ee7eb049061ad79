namespace Backprop.Data;

/// <summary>Draws an image anew, each pixel from where a linear map about the centre says it comes from:
/// source − c = A·(pixel − c), c = ((width − 1) / 2, (height − 1) / 2). Between pixels it interpolates linearly in both directions; outside
/// the image every pixel is the fill.</summary>
internal sealed class BilinearResampler(ImageShape image, float fill)
{
    private readonly float[] source = new float[image.Size];

    /// <summary>Draws the image in place.</summary>
    /// <param name="values">The image.</param>
    /// <param name="xx">∂(source x)/∂x</param>
    /// <param name="xy">∂(source x)/∂y</param>
    /// <param name="yx">∂(source y)/∂x</param>
    /// <param name="yy">∂(source y)/∂y</param>
    public void Draw(Span<float> values, double xx, double xy, double yx, double yy)
    {
        values.CopyTo(source);
        double centreX = (image.Width - 1) * 0.5, centreY = (image.Height - 1) * 0.5;
        int next = 0;
        for (int y = 0; y < image.Height; y++)
        {
            double dy = y - centreY;
            for (int x = 0; x < image.Width; x++, next += image.Channels)
            {
                double dx = x - centreX;
                Sample(centreX + ((xx * dx) + (xy * dy)), centreY + ((yx * dx) + (yy * dy)), values.Slice(next, image.Channels));
            }
        }
    }

    private void Sample(double x, double y, Span<float> pixel)
    {
        // Beyond the ring of pixels around the image nothing of it is seen; within, the casts cannot overflow.
        if (!(x > -1 && x < image.Width && y > -1 && y < image.Height))
        {
            pixel.Fill(fill);
            return;
        }

        double floorX = Math.Floor(x), floorY = Math.Floor(y);
        double right = x - floorX, below = y - floorY;
        int left = (int)floorX, top = (int)floorY;
        for (int channel = 0; channel < pixel.Length; channel++)
        {
            double upper = Mix(At(left, top, channel), At(left + 1, top, channel), right);
            double lower = Mix(At(left, top + 1, channel), At(left + 1, top + 1, channel), right);
            pixel[channel] = (float)Mix(upper, lower, below);
        }
    }

    private float At(int x, int y, int channel) =>
        (uint)x < (uint)image.Width && (uint)y < (uint)image.Height ? source[((y * image.Width) + x) * image.Channels + channel] : fill;

    private static double Mix(double a, double b, double share) => a + ((b - a) * share);
}
