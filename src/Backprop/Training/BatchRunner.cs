namespace Backprop;

/// <summary>Takes a network over the gathered batch, with whichever targets it has, and keeps the score.</summary>
internal sealed class BatchRunner<TNetwork>(TNetwork model, NetworkWorkspace<float> workspace, Batch batch)
    where TNetwork : class, INetwork<float>
{
    /// <summary>Whether the network decides something, and so has an accuracy: among classes, or yes or no.</summary>
    public bool HasAccuracy { get; } = model.Targets is TargetKind.Classes or TargetKind.Binary;

    // The decisions per row: one among classes, or one per output.
    private readonly int decisions = model.Targets == TargetKind.Binary ? model.OutputSize : 1;

    /// <summary>Outputs and loss in inference mode. Returns the mean loss over the batch's rows.</summary>
    public float Evaluate(ref RunningScore score) => Measure(model.Evaluate(batch.Inputs, workspace), ref score);

    private float Measure(ReadOnlySpan<float> outputs, ref RunningScore score)
    {
        int correct = model.Targets switch
        {
            TargetKind.Classes => CountCorrect(outputs, model.OutputSize),
            TargetKind.Binary => CountRightSides(outputs),
            _ => 0,
        };
        float loss = batch.HasLabels ? model.Loss(batch.Labels, workspace) : model.Loss(batch.Targets, workspace);
        score.Add(loss, batch.Count, correct, batch.Count * decisions);
        return loss;
    }

    /// <summary>Forward, loss and, if the loss is finite, backward: the gradients are in the workspace. Returns the mean loss.</summary>
    public float MeasureWithGradients(ref RunningScore score)
    {
        float loss;
        if (HasAccuracy)
        {
            loss = Measure(model.Forward(batch.Inputs, workspace), ref score);
            if (float.IsFinite(loss))
            {
                model.Backward(workspace);
            }
        }
        else
        {
            loss = model.ForwardBackward(batch.Inputs, batch.Targets, workspace);
            score.Add(loss, batch.Count, 0, 0);
        }

        return loss;
    }

    /// <summary>Goes through the batch once more for the first layer whose values are not finite; null if those of all layers are.</summary>
    public string? FindNonFiniteLayer()
    {
        model.Forward(batch.Inputs, workspace);
        return model.FindNonFiniteLayer(workspace);
    }

    private int CountCorrect(ReadOnlySpan<float> outputs, int classes)
    {
        int correct = 0;
        for (int row = 0; row < batch.Count; row++)
        {
            int wanted = batch.HasLabels ? batch.Labels[row] : IndexOfLargest(batch.Targets.Slice(row * classes, classes));
            if (IndexOfLargest(outputs.Slice(row * classes, classes)) == wanted)
            {
                correct++;
            }
        }

        return correct;
    }

    // A logit above 0 is a probability above ½, as Keras's binary accuracy counts it.
    private int CountRightSides(ReadOnlySpan<float> outputs)
    {
        ReadOnlySpan<float> targets = batch.Targets;
        int correct = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            if (outputs[i] > 0 == targets[i] > 0.5f)
            {
                correct++;
            }
        }

        return correct;
    }

    /// <summary>The first of the largest values.</summary>
    private static int IndexOfLargest(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best])
            {
                best = i;
            }
        }

        return best;
    }
}
