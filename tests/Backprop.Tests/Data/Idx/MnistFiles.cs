namespace Backprop.Tests.Data;

/// <summary>The real test images of MNIST, where they are: in shared/data/mnist beside the repository or above it.</summary>
internal static class MnistFiles
{
    /// <summary>Why a test that needs them is skipped.</summary>
    public const string Missing = "There is no folder shared/data/mnist in any parent of the tests.";

    /// <summary>The folder; null if there is none.</summary>
    public static string? FindFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", "data", "mnist");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
