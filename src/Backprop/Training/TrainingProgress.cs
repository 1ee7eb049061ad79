namespace Backprop;

/// <summary>Where a training run stands; reported once per epoch, after its validation.</summary>
/// <remarks><see cref="Progress{T}"/> posts its reports to a synchronization context or the thread pool, so they may arrive late and, in a
/// program without a context, out of order; implement <see cref="IProgress{T}"/> directly to be called within the run.</remarks>
/// <param name="Epoch">The epoch that has ended, counted from 1.</param>
/// <param name="Epochs">The epochs asked for.</param>
/// <param name="Step">The steps taken so far, in all epochs together.</param>
/// <param name="TrainingLoss">The running training loss: see <see cref="EpochResult"/>.</param>
/// <param name="TrainingAccuracy">The running training accuracy, 0 to 1; null unless the network's targets are classes.</param>
/// <param name="ValidationLoss">The validation loss; null without validation data.</param>
/// <param name="ValidationAccuracy">The validation accuracy, 0 to 1; null without validation data, or unless the targets are classes.</param>
/// <param name="LearningRate">The learning rate of the last step.</param>
public readonly record struct TrainingProgress(
    int Epoch, int Epochs, long Step, double TrainingLoss, double? TrainingAccuracy, double? ValidationLoss, double? ValidationAccuracy, float LearningRate);
