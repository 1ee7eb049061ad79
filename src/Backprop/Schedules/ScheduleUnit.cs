namespace Backprop;

/// <summary>What a schedule counts.</summary>
public enum ScheduleUnit
{
    /// <summary>Passes over the training data: the rate changes only between them.</summary>
    Epochs,

    /// <summary>Optimizer steps.</summary>
    Steps,
}
