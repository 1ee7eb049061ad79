using System.Collections.Immutable;
using Backprop.Compiler.Layers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Backprop.Compiler.Declaration;

/// <summary>Finds what is wrong with a block wherever it may be used. What depends on the shape that comes in is reported with the network.</summary>
internal static class BlockParser
{
    /// <summary>The problems of a class with <c>[Block]</c>, with their places.</summary>
    public static IEnumerable<LocatedProblem> FindProblems(INamedTypeSymbol type, TypeDeclarationSyntax syntax) =>
        BlockDeclaration.Read(type) is { } declaration && declaration.Syntax == syntax ? Check(declaration, syntax) : [];

    private static IEnumerable<LocatedProblem> Check(BlockDeclaration declaration, TypeDeclarationSyntax syntax)
    {
        INamedTypeSymbol type = declaration.Type;
        Location here = syntax.Identifier.GetLocation();
        if (type.GetAttributes().Any(attribute => AttributeReader.RoleOf(attribute) == AttributeRole.Network))
        {
            return [LocatedProblem.At(here, ProblemIds.BlockAndNetwork, type.Name)];
        }

        return BlockReader.ReadLayers(declaration.Layers, ImmutableStack.Create(type)) is { } layers
            ? BlockRules.Check(new BlockSpec("", type.Name, layers, BlockFault.None), null).Problems
                .Where(problem => !problem.OfBlock)
                .Select(problem => new LocatedProblem(problem, problem.Layer == Problem.OnClass ? here : declaration.Locate([problem.Layer, .. problem.Inner], problem.Argument) ?? here))
            : [];
    }
}
