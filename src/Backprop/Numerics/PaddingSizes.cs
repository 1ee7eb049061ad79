using System.ComponentModel;

namespace Backprop.Numerics;

/// <summary>Where an image lies in what is around it. For the emitted code.</summary>
/// <param name="Lines">The image's lines.</param>
/// <param name="Line">The numbers of one.</param>
/// <param name="PaddedSize">All numbers of the padded image.</param>
/// <param name="PaddedLine">The numbers of one of its lines.</param>
/// <param name="Start">Where the image starts in it.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct PaddingSizes(int Lines, int Line, int PaddedSize, int PaddedLine, int Start);
