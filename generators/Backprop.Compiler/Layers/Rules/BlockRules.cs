using Backprop.Compiler.Declaration;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Layers.Rules;

/// <summary>Everything that a block must fulfil, on its own or with the shape that comes in.</summary>
internal static class BlockRules
{
    /// <summary>All problems, and the shape of the block's result; null if it cannot be told.</summary>
    /// <param name="input">The shape that comes in; null if it is unknown.</param>
    public static (IReadOnlyList<Problem> Problems, Shape? Output) Check(BlockSpec block, Shape? input)
    {
        List<Problem> problems = [];
        LayerList list = new(block);
        int last = block.Layers.Count - 1;
        for (int index = 0; index <= last; index++)
        {
            LayerSpec layer = block.Layers[index];
            if (LayerRegistry.RoleOf(layer.Attribute) != LayerRole.Layer)
            {
                problems.Add(Problem.At(index, ProblemIds.NotInABlock, layer.Attribute, block.Name));
            }
            else if (index < last && LayerRegistry.Find(layer.Attribute)?.OutputActivation(layer) == EnumNames.Softmax)
            {
                problems.Add(Problem.At(index, ProblemIds.SoftmaxNotLast, layer.Attribute, block.Layers[index + 1].Attribute));
            }
        }

        if (problems.Any(problem => problem.Id == ProblemIds.NotInABlock))
        {
            return (problems, null);
        }

        NameRules.Check(list, problems);
        WiringRules.Check(list, problems);
        Shape? output = ShapeRules.Check(list, input, new ParameterBudget(), problems);
        if (last < 0)
        {
            problems.Add(Problem.At(Problem.OnClass, ProblemIds.NoLayers, block.Name));
        }

        return ([.. problems.OrderBy(problem => problem.Layer).ThenBy(problem => problem.Id, StringComparer.Ordinal)], output);
    }

    /// <summary>The number of parameters of a block; 0 while a shape is unknown.</summary>
    public static long ParameterCount(BlockSpec block, Shape? input)
    {
        ParameterBudget budget = new();
        ShapeRules.Check(new LayerList(block), input, budget, []);
        return budget.Total;
    }
}
