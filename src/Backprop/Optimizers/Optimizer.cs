using System.Globalization;
using Backprop.Numerics;

namespace Backprop;

/// <summary>Turns gradients into better parameters, one <c>Step</c> at a time. An optimizer belongs to one model: what it remembers
/// (velocities, moments) has a place for every parameter of it. It is not thread-safe.</summary>
/// <remarks>
/// All updates are elementwise and give the same bits on every machine. State that decays towards zero is set to zero once it leaves the
/// range of normal numbers (below 1.18e-38): subnormal numbers are 5 to 100 times slower, and .NET has no switch that flushes them.
/// NaN and infinite gradients are not hidden: they reach the parameters.
/// </remarks>
public abstract class Optimizer
{
    // Fewer parameters are updated in the time that it takes to share them out.
    private const int FewestShared = 1 << 16;

    private readonly NetworkBuffer<float>[] states;
    private int stateLength = -1;
    private ParameterLayout? decayLayout;
    private DecayRange[] decayRanges = [];
    private GradientCut cut;

    /// <summary>For optimizers: the built-in ones and your own.</summary>
    /// <param name="learningRate">η, finite, 0 or more.</param>
    /// <param name="stateCount">How many numbers the optimizer remembers per parameter; see <see cref="State"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="learningRate"/> is NaN, infinite or negative, or
    /// <paramref name="stateCount"/> is negative.</exception>
    protected Optimizer(float learningRate, int stateCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(stateCount);
        LearningRate = Hyperparameter.NonNegative(learningRate, nameof(learningRate));
        states = new NetworkBuffer<float>[stateCount];
    }

    /// <summary>η: finite, 0 or more. A schedule may set it before each step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">NaN, infinite or negative.</exception>
    public float LearningRate { get; set => field = Hyperparameter.NonNegative(value, nameof(LearningRate)); }

    /// <summary>λ: finite, 0 or more; what it does says <see cref="WeightDecayKind"/>. 0, unless the optimizer says otherwise.</summary>
    /// <exception cref="ArgumentOutOfRangeException">NaN, infinite or negative.</exception>
    public float WeightDecay { get; set => field = Hyperparameter.NonNegative(value, nameof(WeightDecay)); }

    /// <summary>Whether this optimizer's weight decay is added to the gradient or taken from the weights beside the update.</summary>
    public abstract WeightDecayKind WeightDecayKind { get; }

    /// <summary>The steps taken since construction or <see cref="Reset"/>.</summary>
    public long StepCount { get; private set; }

    /// <summary>Updates the model's parameters with the gradients in the workspace. Weight decay applies to weights
    /// (<see cref="ParameterKind.Weight"/>), never to biases and scales. Many parameters are shared among the workspace's threads, if the optimizer
    /// <see cref="UpdatesInParts"/>; that changes no bit. Allocates nothing after the first step.</summary>
    /// <exception cref="ArgumentNullException">The model or the workspace is null.</exception>
    /// <exception cref="ArgumentException">The workspace belongs to a network of another size, or the first step was over another number of
    /// parameters. Nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">The model's layout does not describe its parameters. Nothing has changed.</exception>
    public void Step(INetwork<float> model, NetworkWorkspace<float> workspace)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(workspace);

        RequireFit(model, workspace);
        Span<float> parameters = model.Parameters;
        ReadOnlySpan<float> gradients = workspace.Gradients;
        ParameterLayout layout = model.Layout;
        Begin(parameters, gradients, nameof(model));
        if (WeightDecay != 0 && !ReferenceEquals(layout, decayLayout))
        {
            decayRanges = DecayRange.Of(layout);
            decayLayout = layout;
        }

        var task = new UpdateTask(this, parameters, gradients);
        Team.Run(ref task, UpdatesInParts && parameters.Length >= FewestShared ? workspace.Threads : 1);
    }

    /// <summary>The same with clipped gradients. The optimizers of this library clip on the way, and the gradients in the workspace stay as they
    /// are; for an optimizer of your own, they are clipped in the workspace first.</summary>
    /// <returns>The Euclidean norm of the gradients before clipping.</returns>
    /// <exception cref="ArgumentNullException">The model, the workspace or the clipping is null.</exception>
    /// <exception cref="ArgumentException">As without clipping; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">As without clipping; nothing has changed.</exception>
    public float Step(INetwork<float> model, NetworkWorkspace<float> workspace, GradientClipping clipping)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(clipping);
        if (!CutsGradients)
        {
            RequireFit(model, workspace);
            RequireSameLength(model.Parameters.Length, nameof(model));
            float before = clipping.Apply(workspace.Gradients);
            Step(model, workspace);
            return before;
        }

        float norm = clipping.Measure(workspace.Gradients, out cut);
        try
        {
            Step(model, workspace);
        }
        finally
        {
            cut = default;
        }

        return norm;
    }

    /// <summary>Updates <paramref name="parameters"/> with their <paramref name="gradients"/>. Weight decay applies to all of them: spans do not
    /// say which are biases. Allocates nothing after the first step.</summary>
    /// <exception cref="ArgumentException">The lengths differ from each other or from those of the first step. Nothing has changed.</exception>
    public void Step(Span<float> parameters, ReadOnlySpan<float> gradients)
    {
        if (gradients.Length != parameters.Length)
        {
            throw new ArgumentException(
                Invariant($"{parameters.Length} parameters need {parameters.Length} gradients, not {gradients.Length}."), nameof(gradients));
        }

        Begin(parameters, gradients, nameof(parameters));
        Update(parameters, gradients, 0, WeightDecay);
    }

    /// <summary>Forgets all steps: <see cref="StepCount"/> and everything remembered become 0, and the next step may be over another number of
    /// parameters. Learning rate and weight decay stay.</summary>
    public void Reset()
    {
        foreach (NetworkBuffer<float> state in states.AsSpan(0, StepCount > 0 ? states.Length : 0))
        {
            state.Span.Clear();
        }

        StepCount = 0;
        OnReset();
    }

    /// <summary>Called once per step, before the first <see cref="Update"/>; <see cref="StepCount"/> already counts the coming step.</summary>
    protected virtual void OnStep()
    {
    }

    /// <summary>Called by <see cref="Reset"/>: forget what is not in <see cref="State"/>.</summary>
    protected virtual void OnReset()
    {
    }

    /// <summary>Called when a checkpoint has put <see cref="State"/> and <see cref="StepCount"/> back: compute again, from the latter, what is not in
    /// <see cref="State"/>. It begins as after <see cref="Reset"/>.</summary>
    protected virtual void OnRestore()
    {
    }

    /// <summary>Whether <see cref="Update"/> may be called from several threads at once, for ranges that do not overlap: true where it treats every parameter alone and
    /// changes nothing but parameters and <see cref="State"/>, as all built-in optimizers do. False by default.</summary>
    protected virtual bool UpdatesInParts => false;

    /// <summary>Updates a range of the parameters. A step is one or more calls that together cover every parameter once.</summary>
    /// <param name="parameters">The range.</param>
    /// <param name="gradients">Its gradients, just as many.</param>
    /// <param name="offset">Where the range starts among all parameters, and so in every <see cref="State"/>.</param>
    /// <param name="weightDecay">λ for this range: <see cref="WeightDecay"/>, or 0 where none applies.</param>
    protected abstract void Update(Span<float> parameters, ReadOnlySpan<float> gradients, int offset, float weightDecay);

    /// <summary>What the optimizer remembers: array <paramref name="index"/> below the constructor's <c>stateCount</c>, with a place for every
    /// parameter, zeros before the first step. Empty before the first step.</summary>
    protected internal Span<float> State(int index) => StepCount == 0 ? default : states[index].Span;

    /// <summary>The optimizer's kind and its settings, without <see cref="LearningRate"/> and <see cref="WeightDecay"/>, which change on the way. A checkpoint
    /// is refused by an optimizer whose text differs: if yours has settings, override this and name them.</summary>
    public override string ToString() => GetType().Name;

    /// <summary>Goes on where another optimizer of the same kind stood: its steps, and what it remembered, an array for each <see cref="State"/>; none before the first step.</summary>
    internal void Restore(long stepCount, float[][] memory, ReadOnlySpan<float> parameters, ReadOnlySpan<float> gradients)
    {
        if (stepCount > 0)
        {
            MakeRoom(parameters, gradients);
        }

        Reset();
        StepCount = stepCount;
        for (int i = 0; i < memory.Length; i++)
        {
            memory[i].CopyTo(State(i));
        }

        OnRestore();
    }

    /// <summary>How many arrays of <see cref="State"/> there are.</summary>
    internal int StateCount => states.Length;

    /// <summary>Whether <see cref="Update"/> clips by itself, through <see cref="Run{TRule}"/>.</summary>
    private protected virtual bool CutsGradients => false;

    /// <summary>An <see cref="Update"/> by a rule: the range's own places in <see cref="State"/>, and the step's clipping.</summary>
    private protected void Run<TRule>(in UpdateConstants constants, Span<float> parameters, ReadOnlySpan<float> gradients, int offset)
        where TRule : struct, IUpdateRule =>
        UpdateKernel.Run<TRule>(
            in constants,
            cut,
            parameters,
            gradients,
            TRule.StateCount > 0 ? states[0].Span.Slice(offset, parameters.Length) : default,
            TRule.StateCount > 1 ? states[1].Span.Slice(offset, parameters.Length) : default);

    /// <summary>Layout, parameters and gradients are of one length.</summary>
    private static void RequireFit(INetwork<float> model, NetworkWorkspace<float> workspace)
    {
        int parameters = model.Parameters.Length;
        int gradients = workspace.Gradients.Length;
        int described = model.Layout.Count;
        if (described != parameters)
        {
            throw new InvalidOperationException(Invariant(
                $"The layout of {model.GetType().Name} describes {described} parameters, but the model holds {parameters}."));
        }

        if (gradients != parameters)
        {
            throw new ArgumentException(
                Invariant($"The workspace holds {gradients} gradients, but {model.GetType().Name} has {parameters} parameters: the workspace belongs to another network."),
                nameof(workspace));
        }
    }

    private void RequireSameLength(int length, string argument)
    {
        if (StepCount > 0 && length != stateLength)
        {
            throw new ArgumentException(
                Invariant($"This optimizer's first step was over {stateLength} parameters, this one is over {length}: use one optimizer per model, or Reset it."),
                argument);
        }
    }

    /// <summary>Checks the length, makes room at the first step and counts the step.</summary>
    private void Begin(ReadOnlySpan<float> parameters, ReadOnlySpan<float> gradients, string argument)
    {
        int length = parameters.Length;
        RequireSameLength(length, argument);
        if (StepCount == 0)
        {
            MakeRoom(parameters, gradients);
        }

        StepCount++;
        OnStep();
    }

    private void MakeRoom(ReadOnlySpan<float> parameters, ReadOnlySpan<float> gradients)
    {
        if (parameters.Length != stateLength)
        {
            // All or nothing: if memory runs out, the optimizer is as it was.
            NetworkBuffer<float>[] fresh = new NetworkBuffer<float>[states.Length];
            StatePlacement.Allocate(fresh, parameters, gradients);
            fresh.CopyTo(states, 0);
            stateLength = parameters.Length;
        }
    }

    // Some of the parameters; of those in the range, each kind with its decay.
    private void UpdateRange(Span<float> parameters, ReadOnlySpan<float> gradients, int first, int count)
    {
        if (WeightDecay == 0)
        {
            Update(parameters.Slice(first, count), gradients.Slice(first, count), first, 0f);
            return;
        }

        foreach (DecayRange range in decayRanges)
        {
            int start = Math.Max(first, range.Offset), length = Math.Min(first + count, range.Offset + range.Length) - start;
            if (length > 0)
            {
                Update(parameters.Slice(start, length), gradients.Slice(start, length), start, range.Decays ? WeightDecay : 0f);
            }
        }
    }

    private readonly ref struct UpdateTask(Optimizer optimizer, Span<float> parameters, ReadOnlySpan<float> gradients) : ITeamWork
    {
        private readonly Span<float> parameters = parameters;
        private readonly ReadOnlySpan<float> gradients = gradients;

        // Sixteen parameters, a cache line, are to the team what a row is.
        public void Run(Share share)
        {
            (int first, int count) = share.Rows(parameters.Length);
            optimizer.UpdateRange(parameters, gradients, first, count);
        }
    }

    private static string Invariant(FormattableString message) => message.ToString(CultureInfo.InvariantCulture);
}
