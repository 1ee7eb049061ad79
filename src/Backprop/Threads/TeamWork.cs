using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>Work that several threads do together.</summary>
internal interface ITeamWork
{
    /// <summary>Does a thread's share of it.</summary>
    void Run(Share share);
}

/// <summary>Where work lies on its caller's stack, so that other threads find the spans in it: nothing is allocated and nothing needs to be pinned. The caller waits for
/// them, so that its frame stays, and the garbage collector, which stops all threads, keeps the references in it up to date.</summary>
internal readonly unsafe struct TeamWork
{
    private readonly void* work;
    private readonly Runner runner;

    private TeamWork(void* work, Runner runner)
    {
        this.work = work;
        this.runner = runner;
    }

    /// <summary>The place of <paramref name="work"/>, a local variable or part of one.</summary>
    public static TeamWork At<TWork>(ref TWork work)
        where TWork : struct, ITeamWork, allows ref struct =>
        new(Unsafe.AsPointer(ref work), Runner<TWork>.Instance);

    /// <summary>Does a thread's share of it.</summary>
    public void Run(Share share) => runner.Run(work, share);

    private abstract class Runner
    {
        public abstract void Run(void* work, Share share);
    }

    private sealed class Runner<TWork> : Runner
        where TWork : struct, ITeamWork, allows ref struct
    {
        public static readonly Runner<TWork> Instance = new();

        public override void Run(void* work, Share share) => Unsafe.AsRef<TWork>(work).Run(share);
    }
}
