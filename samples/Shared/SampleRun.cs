using Backprop.Data;

namespace Samples;

/// <summary>Runs what a command line asked for.</summary>
public static class SampleRun
{
    /// <summary>Makes the folder for the drawings, if it is missing, and runs.</summary>
    /// <param name="output">The folder.</param>
    /// <param name="run">The work.</param>
    /// <returns>The exit code: 0, or 1 with a message on standard error.</returns>
    public static int Execute(DirectoryInfo output, Action run)
    {
        try
        {
            output.Create();
            run();
            return 0;
        }
        catch (Exception problem) when (problem is SampleException or DataFileException)
        {
            Console.Error.WriteLine(problem.Message);
            return 1;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"The drawings cannot be written to '{output}': {problem.Message}");
            return 1;
        }
    }
}
