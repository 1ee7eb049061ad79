using System.Diagnostics;
using Backprop.Numerics;

namespace Backprop.Tests.Threads;

/// <summary>Tests that measure the whole process: nothing runs beside them.</summary>
[CollectionDefinition(nameof(Undisturbed), DisableParallelization = true)]
public sealed class Undisturbed;

/// <summary>The process's threads: they do their parts, meet, fail without harm, go round among callers, allocate nothing and sleep when there is nothing to do.</summary>
[Collection(nameof(Undisturbed))]
public sealed class TeamTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void EveryPartRunsOnceOnAThreadOfItsOwn(int threads)
    {
        int[] runs = new int[threads], ids = new int[threads];
        var work = new Noting(runs, ids);
        Team.Run(ref work, threads);

        Assert.All(runs, count => Assert.Equal(1, count));
        Assert.Equal(threads, ids.Distinct().Count());
        Assert.Equal(Environment.CurrentManagedThreadId, ids[0]);
        Assert.InRange(Team.Workers, threads - 1, Math.Max(4, Environment.ProcessorCount - 1));
    }

    /// <summary>In every round each part reads what its neighbour wrote in the round before.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void WhatWasWrittenBeforeAMeetingIsSeenAfterIt(int threads)
    {
        long[] values = new long[threads * 16];
        var work = new Passing(values, rounds: 2000);
        Team.Run(ref work, threads);

        for (int part = 0; part < threads; part++)
        {
            Assert.Equal(2000 * 2, values[part * 16]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void AnExceptionOfOnePartReachesTheCallerAndNobodyWaitsForIt(int failing)
    {
        for (int repetition = 0; repetition < 20; repetition++)
        {
            var work = new Failing(failing);
            InvalidOperationException? thrown = null;
            try
            {
                Team.Run(ref work, 3);
            }
            catch (InvalidOperationException exception)
            {
                thrown = exception;
            }

            Assert.Equal($"part {failing}", thrown?.Message);
        }

        EveryPartRunsOnceOnAThreadOfItsOwn(3);
    }

    /// <summary>Callers that come while others have the threads get by with fewer, and within a part there may be another team.</summary>
    [Fact]
    public void ManyCallersAtOnceAllFinish()
    {
        long[][] values = [.. Enumerable.Range(0, 6).Select(_ => new long[4 * 16])];
        int[] parts = new int[values.Length];
        Thread[] callers = [.. Enumerable.Range(0, values.Length).Select(caller => new Thread(() =>
        {
            for (int repetition = 0; repetition < 50; repetition++)
            {
                Array.Clear(values[caller]);
                var work = new Passing(values[caller], rounds: 20);
                Team.Run(ref work, 4);
                var nested = new Nested(values[caller]);
                Team.Run(ref nested, 2);
                parts[caller] = (int)values[caller].Where((_, place) => place % 16 == 0).Count(value => value == 40);
            }
        }))];
        Array.ForEach(callers, caller => caller.Start());
        Array.ForEach(callers, caller => caller.Join());

        Assert.All(parts, count => Assert.InRange(count, 1, 4));
        Assert.All(values, own => Assert.InRange(own[1], 1, 4)); // one or two parts, each with a team of one or two
    }

    [Fact]
    public void NothingIsAllocated()
    {
        int[] meetings = new int[3];
        void Run()
        {
            var work = new Meetings(meetings);
            Team.Run(ref work, 3);
        }

        Run();
        long least = long.MaxValue;
        for (int measurement = 0; measurement < 5; measurement++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < 100; i++)
            {
                Run();
            }

            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        // The measurement itself may take a little, but not a hundred times.
        Assert.InRange(least, 0, 99);
        Assert.All(meetings, count => Assert.Equal(501 * 10, count));
    }

    /// <summary>300 ms after the last work, measured in processor time.</summary>
    [Fact]
    public void NoCoreIsBusyWithoutWork()
    {
        EveryPartRunsOnceOnAThreadOfItsOwn(Math.Max(2, Environment.ProcessorCount));
        const double Idle = 0.2;
        using Process process = Process.GetCurrentProcess();
        double least = double.MaxValue;

        // The runtime goes on compiling what the tests before this one have called; a thread that spins would be busy all the time.
        for (int measurement = 0; measurement < 30 && least > Idle; measurement++)
        {
            process.Refresh();
            TimeSpan before = process.TotalProcessorTime;
            long start = Stopwatch.GetTimestamp();
            Thread.Sleep(300);
            process.Refresh();
            least = Math.Min(least, (process.TotalProcessorTime - before) / Stopwatch.GetElapsedTime(start));
        }

        Assert.InRange(least, 0, Idle);
    }

    private readonly ref struct Noting(int[] runs, int[] ids) : ITeamWork
    {
        public void Run(Share share)
        {
            Interlocked.Increment(ref runs[share.Part]);
            ids[share.Part] = Environment.CurrentManagedThreadId;
            Assert.Equal(runs.Length, share.Parts);
        }
    }

    // The span lies on the caller's stack, where the other threads find it.
    private readonly ref struct Passing(Span<long> values, int rounds) : ITeamWork
    {
        private readonly Span<long> values = values;

        public void Run(Share share)
        {
            for (int round = 0; round < rounds; round++)
            {
                long neighbour = values[(share.Part + 1) % share.Parts * 16];
                Assert.Equal(round * 2, neighbour);
                share.Meet();
                values[share.Part * 16] += 2;
                share.Meet();
            }
        }
    }

    private readonly ref struct Meetings(Span<int> counts) : ITeamWork
    {
        private readonly Span<int> counts = counts;

        public void Run(Share share)
        {
            for (int meeting = 0; meeting < 10; meeting++)
            {
                share.Meet();
                counts[share.Part]++;
            }
        }
    }

    private readonly struct Failing(int failing) : ITeamWork
    {
        public void Run(Share share)
        {
            share.Meet();
            if (share.Part == failing)
            {
                throw new InvalidOperationException($"part {share.Part}");
            }

            share.Meet();
            share.Meet();
        }
    }

    private readonly struct Nested(long[] values) : ITeamWork
    {
        public void Run(Share share)
        {
            var inner = new Counting(values);
            Team.Run(ref inner, 2);
            share.Meet();
        }
    }

    private readonly struct Counting(long[] values) : ITeamWork
    {
        public void Run(Share share)
        {
            Interlocked.Increment(ref values[1]);
        }
    }
}
