using Backprop;

namespace Residual;

/// <summary>How much the loss depends on each layer's weights.</summary>
internal static class GradientNorms
{
    /// <summary>‖∂L/∂W‖ (Frobenius) of each layer of the network's depth, in order, over all rows at once. Changes no parameter; the
    /// running averages of batch normalisation move as in a step of training.</summary>
    public static double[] Measure(INetwork<float> model, float[] inputs, int[] labels)
    {
        NetworkWorkspace<float> workspace = model.CreateWorkspace(labels.Length);
        model.ForwardBackward(inputs, labels, workspace);

        double[] norms = new double[DeepModel.Depth];
        int layer = 0;
        foreach (ParameterInfo parameter in model.Layout.Parameters)
        {
            if (parameter.Kind == ParameterKind.Weight && parameter.Shape is [DeepModel.Width, DeepModel.Width])
            {
                norms[layer++] = Norm(workspace.Gradients.Slice(parameter.Offset, parameter.Length));
            }
        }

        return norms;
    }

    private static double Norm(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
        {
            sum += (double)value * value;
        }

        return Math.Sqrt(sum);
    }
}
