namespace Backprop;

/// <summary>How far a training step in a workspace went.</summary>
public enum WorkspaceStage
{
    /// <summary>Nothing to go back from: new, or <c>Backward</c> has run and its memory is reused.</summary>
    Empty,

    /// <summary><c>Forward</c> has run.</summary>
    Forward,

    /// <summary><c>Forward</c> and <c>Loss</c> have run.</summary>
    Loss,

    /// <summary><c>Evaluate</c> has run, and perhaps <c>Loss</c>: there are outputs, but nothing to go back from.</summary>
    Evaluation,
}
