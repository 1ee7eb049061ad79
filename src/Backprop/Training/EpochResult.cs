namespace Backprop;

/// <summary>What one whole epoch of a training run measured.</summary>
/// <param name="Epoch">The epoch, counted from 1.</param>
/// <param name="TrainingLoss">The mean over the epoch's rows of each batch's loss, as it was before that batch's step: the running value,
/// as Keras shows it. It lags behind the weights; <see cref="Trainer{TNetwork}.Evaluate"/> gives the exact one.</param>
/// <param name="TrainingAccuracy">The share of right rows, 0 to 1, running likewise; null unless the network's targets are classes.</param>
/// <param name="ValidationLoss">The mean loss over the validation rows after the epoch; null without validation data.</param>
/// <param name="ValidationAccuracy">The share of right validation rows after the epoch, 0 to 1; null without validation data, or unless the targets are classes.</param>
/// <param name="LearningRate">The learning rate of the epoch's last step.</param>
/// <param name="GradientNorm">The mean over the epoch's steps of what <see cref="GradientClipping"/> measured before it clipped; null without clipping.</param>
public readonly record struct EpochResult(
    int Epoch, double TrainingLoss, double? TrainingAccuracy, double? ValidationLoss, double? ValidationAccuracy, float LearningRate, double? GradientNorm);
