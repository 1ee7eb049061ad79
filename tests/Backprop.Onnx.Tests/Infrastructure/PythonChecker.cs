using System.Diagnostics;

namespace Backprop.Onnx.Tests.Infrastructure;

/// <summary>The checker of ONNX's own Python package, where there is one: <c>apt-get install python3-onnx</c>.</summary>
internal static class PythonChecker
{
    private const string Interpreter = "/usr/bin/python3";

    // full_check infers all shapes, strictly, and compares them with what the model says.
    private const string Program = """
        import glob, sys, onnx
        files = sorted(glob.glob(sys.argv[1] + "/*.onnx"))
        for file in files:
            try:
                onnx.checker.check_model(onnx.load(file), full_check=True)
            except Exception as error:
                print(file, error)
        print(len(files))
        """;

    /// <summary>Whether the package is there.</summary>
    public static bool IsThere => File.Exists(Interpreter) && Run("-c", "import onnx").ExitCode == 0;

    /// <summary>What the checker says of the models in a folder; in the end, how many it has seen.</summary>
    public static string Check(string folder) => Run("-c", Program, folder).Output.Trim();

    private static (int ExitCode, string Output) Run(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Interpreter, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
