using Backprop.Compiler.Differentiation;
using Backprop.Compiler.Emission;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators;

/// <summary>How a value is made: its shape, its derivative, its formula and its code. One operator, one file.</summary>
internal abstract class Operator
{
    /// <summary>The name in printed graphs.</summary>
    public abstract string Name { get; }

    /// <summary>The shape of the result.</summary>
    public abstract Shape Infer(IReadOnlyList<Shape> inputs);

    /// <summary>Adds this operator's share to the gradients of its inputs; <paramref name="gradient"/> is ∂L/∂result.</summary>
    public virtual void Differentiate(Node node, Node gradient, Adjoints adjoints) =>
        throw new InvalidOperationException($"{Name} has no derivative.");

    /// <summary>What takes this node's place in inference, given its inputs there: a new node, or one of the inputs. Null, for most operators, means the same operator.</summary>
    public virtual Node? InInference(Node node, IReadOnlyList<Node> inputs, NetworkGraph graph) => null;

    /// <summary>Whether the result may overwrite input 0, element by element.</summary>
    public virtual bool WorksInPlace => false;

    /// <summary>Whether it stands for a value that exists before the step: an input, a parameter. Nothing is emitted for it.</summary>
    public virtual bool IsLeaf => false;

    /// <summary>Whether the result is its first input's memory, seen in another shape. Nothing is emitted for it.</summary>
    public virtual bool IsView => false;

    /// <summary>Whether it is a weighted sum, as an activation takes it.</summary>
    public virtual bool IsSum => false;

    /// <summary>How many rows its kernel sees for each row of the batch; in all, where no batch is involved.</summary>
    public virtual int RowFactor(Node node) => 1;

    /// <summary>Whether its method gets the rows of the batch although none of its values is per row.</summary>
    public virtual bool CountsRows => false;

    /// <summary>Whether its method gets the rows of the whole batch too, <c>batch</c>, after those that it works on.</summary>
    public virtual bool CountsBatch => false;

    /// <summary>Whether several threads can share the tiles of its result, which is not per row: its method gets <c>part</c> and <c>parts</c>, and takes every so manieth tile.</summary>
    public virtual bool SplitsOutput => false;

    /// <summary>About how many multiply-adds it does for each row of the batch: a weight, or its gradient, meets each position of the value that comes out.</summary>
    public virtual long WorkPerRow(Node node)
    {
        Shape[] batched = node.Inputs.Select(input => input.Shape).Append(node.Shape).Where(shape => shape.Batched).ToArray();
        long weights = node.Inputs.Select(input => input.Shape).Append(node.Shape).Where(shape => !shape.Batched).Select(shape => shape.Size).DefaultIfEmpty(0).Max();
        return batched.Length == 0 ? 0 : Math.Max(batched.Max(shape => shape.Size), weights * batched.Min(shape => shape.Leading));
    }

    /// <summary>Whether the value is infinite in places on purpose.</summary>
    public virtual bool HoldsInfinities => false;

    /// <summary>What the value is called in the workspace, after its layer's name.</summary>
    public virtual string ResultSuffix => "Output";

    /// <summary>What the method is called, after its layer's name.</summary>
    public virtual string MethodSuffix => "";

    /// <summary>The parameter names of the inputs in the emitted method, in the order of <see cref="Node.Inputs"/>.</summary>
    public virtual IReadOnlyList<string> InputNames => [];

    /// <summary>The parameter name of the result in the emitted method.</summary>
    public virtual string ResultName => "y";

    /// <summary>This operator with the one that makes its first input folded in; null if they do not fit. The inputs of the new operator
    /// are the producer's, then this one's other inputs.</summary>
    public virtual Operator? FuseWith(Operator producer) => null;

    /// <summary>This operator with a bias added to its result; null if it cannot.</summary>
    public virtual Operator? WithBias() => null;

    /// <summary>This operator with an activation of its result; null if it cannot.</summary>
    public virtual Operator? WithActivation(ElementwiseFunction function) => null;

    /// <summary>This operator, a gradient, with the derivative of the activation that made the value; null if it cannot. Its further input is what the activation saved.</summary>
    public virtual Operator? WithActivationGradient(ElementwiseFunction function) => null;

    /// <summary>This operator for a prediction of a few rows, where it is not worth its time to prepare weights or to fill lanes with rows; null where it is the same.</summary>
    /// <param name="node">What it makes.</param>
    /// <param name="lane">The numbers in a lane.</param>
    public virtual Operator? ForFewRows(Node node, int lane) => null;

    /// <summary>This operator for values whose rows lie in lanes (<see cref="Node.InLanes"/>); null if it cannot work on them.</summary>
    public virtual Operator? OnLanes() => null;

    /// <summary>How many lanes of products its kernel computes for each row of the batch, row by row and with rows in lanes; 0 where products are not what takes the time.</summary>
    public virtual (double ByRow, double InLanes) LaneWork(int lane) => (0, 0);

    /// <summary>Whether it may fuse with a producer whose result something else reads as well (and which therefore stays).</summary>
    public virtual bool FusesSharedInput => false;

    /// <summary>Which input is a weight whose columns, the last numbers of each run, can be scaled instead of the results; null if none.</summary>
    public virtual int? ScaledInput => null;

    /// <summary>Which input, a parameter, its kernel wants transposed, all but the last dimension being rows; null if none.</summary>
    public virtual int? TransposedInput => null;

    /// <summary>As how many matrices, one after the other, that input is transposed.</summary>
    public virtual int TransposedMatrices => 1;

    /// <summary>Whether its kernel would rather compute the transposed result.</summary>
    public virtual bool PrefersTransposedResult => false;

    /// <summary>The same operator with its result transposed.</summary>
    public virtual Operator Transposed() => throw new InvalidOperationException($"{Name} cannot be transposed.");

    /// <summary>Whether its result is its input at another place: nothing that it holds can be the first number that is not finite.</summary>
    public virtual bool OnlyMoves => false;

    /// <summary>The formula with its shapes, the first line on its own a summary for the plan; then what is kept or omitted, and why.</summary>
    public abstract IEnumerable<string> Describe(Node node);

    /// <summary>Writes the body of the emitted method.</summary>
    public virtual void Emit(Node node, KernelWriter kernel) =>
        throw new InvalidOperationException($"{Name} has no code.");

    /// <summary>The layer's number among those that draw at random; null for operators that do not.</summary>
    public virtual int? RandomStream => null;

    /// <summary>Whether a method is emitted for it; if not, a call of the runtime library does all of the work.</summary>
    public virtual bool HasMethod => true;

    /// <summary>The call of the runtime library in place of an emitted method.</summary>
    public virtual string LibraryCall(Node node, CallOperands operands) =>
        throw new InvalidOperationException($"{Name} has a method of its own.");
}
