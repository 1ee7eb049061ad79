using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>The numbers that a step's <see cref="IUpdateRule"/> needs, the same for every parameter. Each rule takes those it knows by name.</summary>
internal readonly record struct UpdateConstants
{
    /// <summary>η, already divided by whatever is the same for all parameters.</summary>
    public float Rate { get; init; }

    /// <summary>λ where it is added to the gradient, η·λ where it is taken from the weights.</summary>
    public float Decay { get; init; }

    /// <summary>What is left of the first state after a step.</summary>
    public float Beta1 { get; init; }

    /// <summary>1 − β₁, rounded once.</summary>
    public float Share1 { get; init; }

    /// <summary>What is left of the second state, or of a mean of squares, after a step.</summary>
    public float Beta2 { get; init; }

    /// <summary>1 − β₂, rounded once.</summary>
    public float Share2 { get; init; }

    /// <summary>ε.</summary>
    public float Epsilon { get; init; }

    /// <summary>Multiplies a root of a mean of squares.</summary>
    public float RootScale { get; init; }

    /// <summary>Gradients below it count as 0.</summary>
    public float Smallest { get; init; }
}

/// <summary><see cref="UpdateConstants"/>, each in every place of a lane: made once per range, before the loop.</summary>
internal struct UpdateLanes<TLane>
    where TLane : struct, ILane<TLane, float>
{
    public TLane MinusRate;
    public TLane Decay;
    public TLane Beta1;
    public TLane Share1;
    public TLane Beta2;
    public TLane Share2;
    public TLane Epsilon;
    public TLane RootScale;
    public TLane Smallest;
    public TLane Limit;

    /// <summary>The constants and the cut's limit. Fields are assigned one by one, for the reason given at <see cref="ILane{TSelf}"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UpdateLanes<TLane> Of(in UpdateConstants constants, float limit)
    {
        UpdateLanes<TLane> c;
        c.MinusRate = TLane.Broadcast(-constants.Rate);
        c.Decay = TLane.Broadcast(constants.Decay);
        c.Beta1 = TLane.Broadcast(constants.Beta1);
        c.Share1 = TLane.Broadcast(constants.Share1);
        c.Beta2 = TLane.Broadcast(constants.Beta2);
        c.Share2 = TLane.Broadcast(constants.Share2);
        c.Epsilon = TLane.Broadcast(constants.Epsilon);
        c.RootScale = TLane.Broadcast(constants.RootScale);
        c.Smallest = TLane.Broadcast(constants.Smallest);
        c.Limit = TLane.Broadcast(limit);
        return c;
    }
}
