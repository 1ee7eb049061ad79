using Backprop.Compiler.Layers.Rules;
using Backprop.Compiler.Weights;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Backprop.Compiler.Declaration;

/// <summary>From symbols to plain values. Nothing beyond this folder and the analyzer sees a symbol.</summary>
internal static class NetworkParser
{
    /// <summary>The network that a class declares, and all that is wrong with it; null unless it is this declaration that carries <c>[Network]</c>.</summary>
    public static ParsedNetwork? Parse(INamedTypeSymbol type, TypeDeclarationSyntax syntax, Compilation compilation, CancellationToken cancellationToken) =>
        Read(type, cancellationToken) is { } declaration && declaration.Syntax == syntax ? Parse(declaration, compilation, cancellationToken) : null;

    /// <summary>The network that a class with <c>[Network]</c> declares, and all that is wrong with it.</summary>
    public static ParsedNetwork Parse(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken) =>
        Read(type, cancellationToken) is { } declaration ? Parse(declaration, compilation, cancellationToken) : ParsedNetwork.None;

    /// <summary>The same problems with their places.</summary>
    public static IEnumerable<LocatedProblem> FindProblems(
        INamedTypeSymbol type, TypeDeclarationSyntax syntax, Compilation compilation, EquatableArray<WeightFile> files, CancellationToken cancellationToken)
    {
        if (Read(type, cancellationToken) is not { } declaration || declaration.Syntax != syntax)
        {
            return [];
        }

        NetworkSpec? spec = NetworkSpecs.Create(declaration, hintName: "");
        LocatedProblem[] problems = Check(declaration, spec, compilation).ToArray();
        return problems.Length > 0
            ? problems.Where(IsReportedHere)
            : WeightBinding.Bind(new(spec, EquatableArray<Problem>.Empty), files).Problems.Select(problem => new LocatedProblem(problem, Locate(problem, declaration)));
    }

    private static ParsedNetwork Parse(NetworkDeclaration declaration, Compilation compilation, CancellationToken cancellationToken)
    {
        INamedTypeSymbol type = declaration.Type;
        NetworkSpec? spec = NetworkSpecs.Create(declaration, HintNames.Of(type));
        if (spec is not null)
        {
            spec = spec with { QualifyNames = NameBinding.NeedsQualification(type, EmittedTypes.NamedBy(spec), compilation, cancellationToken) };
        }

        return new(spec, new(Check(declaration, spec, compilation).Select(located => located.Problem)));
    }

    /// <summary>Null where no network can be, which the C# compiler says already.</summary>
    private static NetworkDeclaration? Read(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        type.TypeKind is TypeKind.Class or TypeKind.Struct
            && NetworkDeclaration.Read(type, cancellationToken) is { Network: not null, Syntax: not null, IsAmbiguous: false } declaration
            ? declaration
            : null;

    private static IEnumerable<LocatedProblem> Check(NetworkDeclaration declaration, NetworkSpec? spec, Compilation compilation)
    {
        IEnumerable<LocatedProblem> ofLayers = spec is null
            ? []
            : NetworkRules.Check(spec).Where(problem => IsCertain(problem, declaration)).Select(problem => new LocatedProblem(problem, Locate(problem, declaration)));
        return ClassRules.Check(declaration, compilation).Concat(ofLayers).Concat(BothBlockAndNetwork(declaration));
    }

    // Reported with the block.
    private static IEnumerable<LocatedProblem> BothBlockAndNetwork(NetworkDeclaration declaration)
    {
        if (declaration.IsBlock)
        {
            Problem problem = Problem.At(Problem.OnClass, ProblemIds.BlockAndNetwork, declaration.Type.Name) with { OfBlock = true };
            yield return new(problem, declaration.Syntax!.Identifier.GetLocation());
        }
    }

    private static Location Locate(Problem problem, NetworkDeclaration declaration)
    {
        if (problem.Layer == Problem.OnClass)
        {
            return declaration.Syntax!.Identifier.GetLocation();
        }

        if (problem.Layer == Problem.OnWeights)
        {
            return declaration.Weights!.LocationOf(problem.Argument);
        }

        DeclaredAttribute layer = declaration.Layers[problem.Layer];
        return problem.Inner.Count == 0
            ? layer.LocationOf(problem.Argument)
            : (BlockReader.TypeOf(layer.Data) is { } type ? BlockDeclaration.Read(type)?.Locate(problem.Inner, problem.Argument) : null) ?? layer.LocationOf(null);
    }

    // A block's own problem is reported with the block, unless that is in another project.
    private static bool IsReportedHere(LocatedProblem located) => !located.Problem.OfBlock;

    /// <summary>Layers on several declarations have no order, so what follows from the order is not yet wrong.</summary>
    private static bool IsCertain(Problem problem, NetworkDeclaration declaration) =>
        !declaration.Layers.Any(declaration.IsStray) || !NetworkRules.FollowsFromOrder(problem);
}
