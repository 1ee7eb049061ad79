using System.Globalization;
using Backprop.Benchmarks.Processes;

namespace Backprop.Benchmarks.Comparison;

/// <summary>Variables that let the peers run as fast as they can.</summary>
internal static class ProcessSettings
{
    /// <summary>So many threads, and no settings that would make a library take an older processor for granted.</summary>
    public static Command ForThreads(this Command command, ComparisonOptions options)
    {
        string threads = options.Threads.ToString(CultureInfo.InvariantCulture);
        Command tuned = command.WithEnvironment("OMP_NUM_THREADS", threads).WithEnvironment("OPENBLAS_NUM_THREADS", threads)
            .WithEnvironment("OPENBLAS_CORETYPE", null).WithEnvironment("OPENBLAS_L2_SIZE", null).WithEnvironment("ATEN_CPU_CAPABILITY", null);
        return options.Avx2
            ? tuned.WithEnvironment("OPENBLAS_CORETYPE", "Haswell").WithEnvironment("DNNL_MAX_CPU_ISA", "AVX2").WithEnvironment("ATEN_CPU_CAPABILITY", "avx2")
            : tuned;
    }

    /// <summary>Freed memory stays with the process: what PyTorch needs to be at its best.</summary>
    public static Command KeepingMemory(this Command command) =>
        command.WithEnvironment("MALLOC_MMAP_THRESHOLD_", "1073741824").WithEnvironment("MALLOC_TRIM_THRESHOLD_", "4294967296").WithEnvironment("MALLOC_TOP_PAD_", "67108864");
}
