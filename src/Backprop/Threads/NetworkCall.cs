using System.ComponentModel;

namespace Backprop.Numerics;

/// <summary>What a call of a network consists of. For the emitted code.</summary>
[Flags]
[EditorBrowsable(EditorBrowsableState.Never)]
public enum NetworkWork
{
    /// <summary>Copying the inputs into the workspace, where <c>Backward</c> finds them.</summary>
    Keep = 1,

    /// <summary>The way forward, in training mode.</summary>
    Forward = 2,

    /// <summary>The way forward in inference mode, to raw outputs.</summary>
    Infer = 4,

    /// <summary>The loss against class indices.</summary>
    LossOfLabels = 8,

    /// <summary>The loss against rows of values.</summary>
    LossOfTargets = 16,

    /// <summary>The way back.</summary>
    Backward = 32,

    /// <summary>The way forward in inference mode, to predictions, without a workspace.</summary>
    Predict = 64,
}

/// <summary>A call of a network, as each of the threads sees it that do it together. For the emitted code.</summary>
/// <param name="work">What to do.</param>
/// <param name="rows">The rows of the batch.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct NetworkCall<T>(NetworkWork work, int rows)
    where T : unmanaged
{
    /// <summary>The rows of the batch.</summary>
    public int Rows => rows;

    /// <summary>The rows that come in.</summary>
    public ReadOnlySpan<T> Inputs { get; init; }

    /// <summary>The classes that the outputs are compared with.</summary>
    public ReadOnlySpan<int> Labels { get; init; }

    /// <summary>The values that the outputs are compared with; the gradient of the outputs where the network has no loss.</summary>
    public ReadOnlySpan<T> Targets { get; init; }

    /// <summary>Where inference writes its outputs.</summary>
    public Span<T> Outputs { get; init; }

    /// <summary>Whether the call includes some work.</summary>
    public bool Has(NetworkWork some) => (work & some) != 0;
}

/// <summary>A call of a network with all that the threads need for it.</summary>
internal readonly ref struct NetworkTask<T>(IPredictor<T> network, NetworkWorkspace<T>? workspace, NetworkCall<T> call) : ITeamWork
    where T : unmanaged
{
    private readonly NetworkCall<T> call = call;

    /// <summary>Does it with up to so many threads, none of which gets less than a group of rows.</summary>
    public static void Run(IPredictor<T> network, NetworkWorkspace<T>? workspace, scoped NetworkCall<T> call, int threads)
    {
        int groups = (int)((call.Rows + (Share.RowGroup - 1L)) / Share.RowGroup);
        if (threads == 1 || groups <= 1)
        {
            network.RunShare(in call, workspace, default);
            return;
        }

        var task = new NetworkTask<T>(network, workspace, call);
        Team.Run(ref task, Math.Min(threads, groups));
    }

    public void Run(Share share) => network.RunShare(in call, workspace, share);
}
