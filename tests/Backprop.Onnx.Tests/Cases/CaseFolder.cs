using System.Text.Json;
using static System.FormattableString;

namespace Backprop.Onnx.Tests.Cases;

/// <summary>Writes cases for a client that runs the models: each model as a file, its batches as another, and a list of all.</summary>
internal static class CaseFolder
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Fills a folder, which is made if it is not there.</summary>
    public static void Write(string folder, IReadOnlyList<OnnxCase> cases)
    {
        Directory.CreateDirectory(folder);
        var entries = new List<object>();
        for (int index = 0; index < cases.Count; index++)
        {
            OnnxCase one = cases[index];
            string file = Invariant($"{index:000}.onnx"), data = Invariant($"{index:000}.bin");
            File.WriteAllBytes(Path.Combine(folder, file), one.Bytes);
            File.WriteAllBytes(Path.Combine(folder, data), [.. one.Batches.SelectMany(batch => batch.Inputs.Concat(batch.Outputs))]);
            entries.Add(new { one.Name, one.Source, file, data, one.Input, one.Output, batches = one.Batches.Select(batch => batch.Rows) });
        }

        File.WriteAllText(Path.Combine(folder, "cases.json"), JsonSerializer.Serialize(entries, Options));
    }
}
