using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>What is added around an image; a sequence has a left and a right end only.</summary>
internal sealed record Margins(int Top, int Bottom, int Left, int Right)
{
    public static Margins None { get; } = new(0, 0, 0, 0);

    /// <summary>As users count them: <c>top 1, bottom 2, left 0, right 0</c>.</summary>
    public string Described => $"top {Top}, bottom {Bottom}, left {Left}, right {Right}";

    /// <summary>The shape with the margins around it.</summary>
    public Shape Around(Shape shape)
    {
        Image image = Image.Of(shape);
        return new Image(image.Height + Top + Bottom, image.Width + Left + Right, image.Channels).Shape(shape.Dimensions.Count);
    }

    /// <summary>The shape without them.</summary>
    public Shape Inside(Shape shape) => new Margins(-Top, -Bottom, -Left, -Right).Around(shape);

    /// <summary>The library's PaddingSizes: where an image lies in what is around it.</summary>
    public string Sizes(Image inner, Image outer) => $"new({inner.Height}, {inner.Line}, {outer.Size}, {outer.Line}, {(Top * outer.Line) + (Left * outer.Channels)})";
}
