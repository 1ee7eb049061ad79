namespace Backprop;

/// <summary>The learning rate schedules. In the formulas t is the index of the coming epoch (or step), from 0, counted from where the schedule
/// starts; base is the optimizer's learning rate. Lengths count epochs unless <see cref="ScheduleUnit.Steps"/> is given.</summary>
/// <example><code>Schedules.Warmup(20).Then(Schedules.Cosine(minimum: 1e-5f))</code></example>
public static class Schedules
{
    /// <summary>rate = base · factor, always. It has no length: to chain it, write <c>Constant().For(10).Then(…)</c>.</summary>
    /// <param name="factor">Finite, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">NaN, infinite or negative.</exception>
    public static Schedule Constant(float factor = 1f) => new ConstantSchedule(Hyperparameter.NonNegative(factor, nameof(factor)));

    /// <summary>Step decay: rate = base · factor^⌊t / every⌋. PyTorch's <c>StepLR(step_size=every, gamma=factor)</c>. It has no length.</summary>
    /// <param name="every">How long each rate holds, at least 1.</param>
    /// <param name="factor">What it is then multiplied by; finite, above 0. PyTorch's default, 0.1.</param>
    /// <param name="unit">Epochs or steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Schedule Step(int every, float factor = 0.1f, ScheduleUnit unit = ScheduleUnit.Epochs) => new ExponentialSchedule(
        Hyperparameter.Count(every, nameof(every)),
        Hyperparameter.Positive(factor, nameof(factor)),
        Hyperparameter.Defined(unit, nameof(unit)));

    /// <summary>Exponential decay: rate = base · factorᵗ. PyTorch's <c>ExponentialLR(gamma=factor)</c>. It has no length.</summary>
    /// <param name="factor">Finite, above 0.</param>
    /// <param name="unit">Epochs or steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Schedule Exponential(float factor, ScheduleUnit unit = ScheduleUnit.Epochs) => Step(1, factor, unit);

    /// <summary>Cosine annealing: rate = minimum + ½(base − minimum)(1 + cos(π·t/T)), and the minimum from t = T on.
    /// The closed form of PyTorch's <c>CosineAnnealingLR(T_max=T, eta_min=minimum)</c>, which would rise again after T;
    /// Loshchilov and Hutter, "SGDR", 2017. As t counts from 0, the last epoch, t = T − 1, is still just above the minimum.</summary>
    /// <param name="minimum">The rate at the end, not a factor; finite, 0 or more.</param>
    /// <param name="length">T, at least 1; null for what is left of the training when the schedule starts.</param>
    /// <param name="unit">Whether t and T count epochs or steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Schedule Cosine(float minimum = 0f, int? length = null, ScheduleUnit unit = ScheduleUnit.Epochs) => new CosineSchedule(
        Hyperparameter.NonNegative(minimum, nameof(minimum)),
        length is int given ? Hyperparameter.Count(given, nameof(length)) : null,
        Hyperparameter.Defined(unit, nameof(unit)));

    /// <summary>Linear warmup: rate = base · (t + 1)/T, and base from then on; or from 0, see <see cref="WarmupStart"/>.</summary>
    /// <param name="length">T, at least 1.</param>
    /// <param name="unit">Whether t and T count epochs or steps.</param>
    /// <param name="start">The rate at t = 0: base/T, or 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static Schedule Warmup(
        int length, ScheduleUnit unit = ScheduleUnit.Epochs, WarmupStart start = WarmupStart.OneOverLength) => new WarmupSchedule(
        Hyperparameter.Count(length, nameof(length)),
        Hyperparameter.Defined(unit, nameof(unit)),
        Hyperparameter.Defined(start, nameof(start)));
}
