namespace Backprop;

/// <summary>How an optimizer's <see cref="Optimizer.WeightDecay"/> λ shrinks the weights. The two are the same thing for plain gradient
/// descent and differ for every optimizer that rescales its gradients (Loshchilov and Hutter, "Decoupled weight decay regularization", 2019).</summary>
public enum WeightDecayKind
{
    /// <summary>L2 regularisation: λ·w is added to the gradient, and what the optimizer does to gradients (momentum, division by √v) happens
    /// to it as well. The gradient of ½·λ·‖w‖²; PyTorch's <c>weight_decay</c> everywhere but in AdamW.</summary>
    Coupled,

    /// <summary>w ← w − η·λ·w beside the update: the gradient and the optimizer's state never see it. PyTorch's AdamW.</summary>
    Decoupled,
}
