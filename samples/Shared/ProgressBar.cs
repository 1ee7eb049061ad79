using Backprop;
using Spectre.Console;

namespace Samples;

/// <summary>Shows how far the training is.</summary>
public static class ProgressBar
{
    /// <summary>Runs <paramref name="train"/> with a bar that follows its reports; without a terminal, silently.</summary>
    /// <param name="epochs">The epochs to come.</param>
    /// <param name="train">The training; what it is given is null without a terminal.</param>
    public static TrainingHistory Follow(int epochs, Func<IProgress<TrainingProgress>?, TrainingHistory> train)
    {
        if (!Terminal.Instance.Profile.Capabilities.Ansi)
        {
            return train(null);
        }

        return Terminal.Instance.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(bars => train(new Reporter(bars.AddTask("training", maxValue: epochs))));
    }

    /// <summary>Called within the run, in order; <see cref="Progress{T}"/> would post its reports to the thread pool.</summary>
    private sealed class Reporter(ProgressTask bar) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            bar.Value = value.Epoch;
            bar.Description = $"epoch {value.Epoch} of {value.Epochs}";
        }
    }
}
