namespace Backprop.Numerics;

/// <summary>The sizes of a convolution whose rows lie in lanes (<see cref="RowLanes"/>), padding included, and the ways through its windows.</summary>
/// <param name="Height">The lines of the input.</param>
/// <param name="Width">The places of a line.</param>
/// <param name="Channels">The channels of a place.</param>
/// <param name="Filters">The filters.</param>
/// <param name="KernelHeight">The lines of a window.</param>
/// <param name="KernelWidth">The places of a window's line.</param>
public readonly record struct LaneWindows(int Height, int Width, int Channels, int Filters, int KernelHeight, int KernelWidth)
{
    /// <summary>Lines from a window to the one below.</summary>
    public int StrideY { get; init; } = 1;

    /// <summary>Places from a window to the next.</summary>
    public int StrideX { get; init; } = 1;

    /// <summary>Lines from one line of a window to the next.</summary>
    public int DilationY { get; init; } = 1;

    /// <summary>Places from one place of a window's line to the next.</summary>
    public int DilationX { get; init; } = 1;

    /// <summary>Parts of the channels that see parts of the filters only; each is a convolution of its own.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Numbers of a row of the input.</summary>
    public int Size => Height * Width * Channels;

    /// <summary>Lines of the output.</summary>
    public int Lines => ((Height - (DilationY * (KernelHeight - 1)) - 1) / StrideY) + 1;

    /// <summary>Outputs of a line, each of all filters.</summary>
    public int Outputs => ((Width - (DilationX * (KernelWidth - 1)) - 1) / StrideX) + 1;

    /// <summary>Numbers from a window to the one below.</summary>
    public int StepY => StrideY * Width * Channels;

    /// <summary>Numbers from a window to the next.</summary>
    public int StepX => StrideX * Channels;

    /// <summary>Numbers from one line of a window to the next.</summary>
    public int Down => DilationY * Width * Channels;

    /// <summary>Numbers from one place of a window's line to the next.</summary>
    public int Across => DilationX * Channels;

    /// <summary>The channels that a filter sees.</summary>
    public int GroupChannels => Channels / Groups;

    /// <summary>The filters that see a channel.</summary>
    public int GroupFilters => Filters / Groups;

    /// <summary>The lanes side by side that the weights of a window's line meet: its places, or its channels where it has one place only.</summary>
    public int Places => KernelWidth > 1 ? KernelWidth : GroupChannels;

    /// <summary>How far apart those are.</summary>
    public int PlacesApart => KernelWidth > 1 ? Across : 1;

    /// <summary>How far apart their weights are.</summary>
    public int PlaceWeightsApart => KernelWidth > 1 ? GroupChannels * Filters : Filters;

    /// <summary>How many times as many there are.</summary>
    public int PlaceSets => KernelWidth > 1 ? GroupChannels : 1;

    /// <summary>Through a window, place by place, with the weights of a filter: a line of it at once where that lies side by side.</summary>
    public LaneWalk Window => Groups == 1 && (DilationX == 1 || KernelWidth == 1)
        ? new(KernelHeight, Down, 1, 0, KernelWidth * Channels, 1, Filters)
        : new(KernelHeight, Down, KernelWidth, Across, GroupChannels, 1, Filters);

    /// <summary>Through the filters of a position, with the weights of a channel.</summary>
    public LaneWalk Position => new(1, 0, 1, 0, GroupFilters, 1, 1, Filters);

    /// <summary>Through one place of all windows, with the δ of their positions.</summary>
    /// <param name="groups">The groups of rows.</param>
    /// <param name="lane">The numbers in a lane.</param>
    public LaneWalk Positions(int groups, int lane) => new(groups, Size, Lines, StepY, Outputs, StepX, Filters * lane);
}
