namespace Backprop.Compiler.Operators;

/// <summary>What the derivative of an elementwise function is computed from.</summary>
internal enum SavedValue
{
    /// <summary>The function's input.</summary>
    Input,

    /// <summary>The function's output; the input can then be forgotten, and the function folded into what made it.</summary>
    Output,
}

/// <summary>A function of one number and its derivative, as formula and as lane code.</summary>
internal abstract class ElementwiseFunction
{
    /// <summary>The name in formulas: <c>relu</c>.</summary>
    public abstract string Symbol { get; }

    /// <summary>The formula, in x.</summary>
    public abstract string Formula { get; }

    /// <summary>The derivative's formula, in x or y.</summary>
    public abstract string DerivativeFormula { get; }

    /// <summary>What the derivative is computed from.</summary>
    public abstract SavedValue Saves { get; }

    /// <summary>The name of its emitted method.</summary>
    public abstract string MethodName { get; }

    /// <summary>A constant of this use of the function, as <c>name</c> and literal; null for most.</summary>
    public virtual (string Name, string Literal)? Constant => null;

    /// <summary>The method body of f(x): lines, the last of which returns.</summary>
    public abstract IReadOnlyList<string> ForwardBody { get; }

    /// <summary>The method body of d·f′, in d and in x or y: lines, the last of which returns.</summary>
    public abstract IReadOnlyList<string> BackwardBody { get; }

    /// <summary>Whether f is made of a few lane operations, and can be folded into a product: a call would spill the sums that it keeps in registers.</summary>
    public virtual bool ForwardIsInline => false;

    /// <summary>Whether d·f′ is, and can be folded into a product.</summary>
    public virtual bool BackwardIsInline => false;

    /// <summary>The name in formulas, with the constant of this use.</summary>
    public string Described => Constant is { } constant ? $"{Symbol}[{constant.Name} {constant.Literal}]" : Symbol;

    public string SavedSymbol => Saves == SavedValue.Input ? "x" : "y";
}
