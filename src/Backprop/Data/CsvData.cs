using System.Collections.Immutable;

namespace Backprop.Data;

/// <summary>The wanted columns of a CSV file.</summary>
public sealed class CsvData
{
    internal CsvData(Dataset dataset, ImmutableArray<string> inputNames, ImmutableArray<string> targetNames, ImmutableArray<string> classNames)
    {
        Dataset = dataset;
        InputNames = inputNames;
        TargetNames = targetNames;
        ClassNames = classNames;
    }

    /// <summary>The rows: with class labels, or with rows of target values.</summary>
    public Dataset Dataset { get; }

    /// <summary>The names of the input columns, in the order of a row's inputs: those of the header, or <c>column 1</c> and so on without one.</summary>
    public ImmutableArray<string> InputNames { get; }

    /// <summary>The names of the target columns, in the order of a row's targets; the label's column alone for classification.</summary>
    public ImmutableArray<string> TargetNames { get; }

    /// <summary>The names of the classes, by their numbers; empty where the labels are integers, and for regression.</summary>
    public ImmutableArray<string> ClassNames { get; }
}
