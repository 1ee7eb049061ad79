namespace Backprop.Tests.Training;

/// <summary>Progress that is reported within the run, not posted elsewhere.</summary>
internal sealed class ReportTo(Action<TrainingProgress> action) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => action(value);
}
