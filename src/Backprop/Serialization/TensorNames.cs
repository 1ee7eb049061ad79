using static System.FormattableString;

namespace Backprop.Serialization;

/// <summary>
/// What a file calls a model's tensors. Without a map they have the names of the layout, <c>dense1.weight</c>, and in <see cref="WeightConvention.PyTorch"/>
/// <c>batchNorm1.running_mean</c> and <c>body.2.dense1.weight</c>; these are the names that a map starts from.
/// </summary>
public abstract class TensorNames
{
    private protected TensorNames()
    {
    }

    /// <summary>The names are the same.</summary>
    public static TensorNames AsTheyAre { get; } = new MappedNames(name => name);

    /// <summary>
    /// The n-th layer that has tensors is the n-th module of a PyTorch file; within one, <c>weight</c> is <c>weight</c>. The modules' names must differ in numbers only, as
    /// those of an <c>nn.Sequential</c> do (<c>0.weight</c>, <c>2.weight</c>, …, <c>10.weight</c>): these give the order, for that of the tensors in a file means nothing. For
    /// loading only: no name could be made up from them.
    /// </summary>
    public static TensorNames InOrder() => new NumberedNames();

    /// <summary>The n-th layer that has tensors is the n-th of these modules; within one, <c>weight</c> is <c>weight</c>.</summary>
    /// <param name="modules">The names in the file, as many as there are such layers: <c>features.0</c>, <c>features.1</c>, <c>classifier</c>.</param>
    public static TensorNames InOrder(params string[] modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        return modules.Length == 0 ? InOrder() : new OrderedNames([.. modules]);
    }

    /// <summary>By a dictionary from the model's names to the file's, of tensors (<c>dense1.weight</c>) or of layers and blocks (<c>dense1</c>).
    /// Names that it has not stay as they are.</summary>
    /// <param name="fileNames">The names; the longest that fits is taken.</param>
    public static TensorNames Map(IReadOnlyDictionary<string, string> fileNames)
    {
        ArgumentNullException.ThrowIfNull(fileNames);
        var copy = new Dictionary<string, string>(fileNames, StringComparer.Ordinal);
        return new MappedNames(name => DictionaryName(copy, name));
    }

    /// <summary>By patterns, of which the first that fits is taken. Names that none fits stay as they are.</summary>
    /// <param name="patterns">The model's names and the file's, where <c>*</c> stands for any text, as short as it can be; each <c>*</c>
    /// of the second is what the same one of the first stands for: <c>("body.*.conv2D1.*", "layers.*.conv.*")</c>.</param>
    /// <exception cref="ArgumentException">A pattern for the file has more <c>*</c> than the one for the model.</exception>
    public static TensorNames Pattern(params (string Model, string File)[] patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        NamePattern[] parsed = [.. patterns.Select(pattern => new NamePattern(pattern.Model, pattern.File))];
        return new MappedNames(name => parsed.Select(pattern => pattern.Apply(name)).FirstOrDefault(mapped => mapped is not null) ?? name);
    }

    /// <summary>By a function from the model's name to the file's.</summary>
    public static TensorNames By(Func<string, string> fileName)
    {
        ArgumentNullException.ThrowIfNull(fileName);
        return new MappedNames(fileName);
    }

    /// <summary>The file's names of the tensors, in their order.</summary>
    /// <param name="names">The names without a map.</param>
    /// <param name="file">The file to load; null if one is to be saved.</param>
    /// <exception cref="ArgumentException">The map does not fit the model: the caller's mistake.</exception>
    /// <exception cref="ModelFileException">The file's names have no order.</exception>
    internal abstract string[] Of(string[] names, SafetensorsSource? file);

    /// <summary>The layer's name of a tensor's, and what is behind the last point.</summary>
    private protected static (string Module, string Own) Split(string name)
    {
        int point = name.LastIndexOf('.');
        return point < 0 ? ("", name) : (name[..point], name[(point + 1)..]);
    }

    private static string DictionaryName(Dictionary<string, string> fileNames, string name)
    {
        for (int end = name.Length; end > 0; end = name.LastIndexOf('.', end - 1))
        {
            if (fileNames.TryGetValue(name[..end], out string? mapped))
            {
                return mapped + name[end..];
            }
        }

        return name;
    }

    private static string[] Rename(string[] names, IReadOnlyList<string> modules, Func<int, Exception> otherCount)
    {
        string[] own = [.. names.Select(name => Split(name).Module).Distinct()];
        if (own.Length != modules.Count)
        {
            throw otherCount(own.Length);
        }

        Dictionary<string, string> byLayer = own.Zip(modules).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        return [.. names.Select(name => Split(name)).Select(name => Join(byLayer[name.Module], name.Own))];
    }

    private static string Join(string module, string own) => module.Length == 0 ? own : module + "." + own;

    private sealed class MappedNames(Func<string, string> fileName) : TensorNames
    {
        internal override string[] Of(string[] names, SafetensorsSource? file) => [.. names.Select(fileName)];
    }

    private sealed class OrderedNames(IReadOnlyList<string> modules) : TensorNames
    {
        internal override string[] Of(string[] names, SafetensorsSource? file) => Rename(
            names, modules, count => new ArgumentException(Invariant($"{modules.Count} modules are named, but {count} layers of the model have tensors."), nameof(modules)));
    }

    private sealed class NumberedNames : TensorNames
    {
        internal override string[] Of(string[] names, SafetensorsSource? file)
        {
            if (file is null)
            {
                throw new ArgumentException("TensorNames.InOrder() can only load, for it takes the modules' names from the file; to save, name the modules.");
            }

            string[] modules = [.. file.Header.Entries.Select(entry => Split(entry.Name).Module).Distinct().OrderBy(module => module, ModuleNumbers.Comparer)];
            for (int i = 1; i < modules.Length; i++)
            {
                if (!ModuleNumbers.DifferInNumbersOnly(modules[0], modules[i]))
                {
                    throw new ModelFileException(
                        file.Name, null,
                        Invariant($"The modules {Quoted.Text(modules[0])} and {Quoted.Text(modules[i])} have no order by number; give their names to TensorNames.InOrder."));
                }
            }

            return Rename(
                names, modules,
                count => new ModelFileException(file.Name, null, Invariant($"It has tensors of {modules.Length} modules, but {count} layers of the model have any.")));
        }
    }
}
